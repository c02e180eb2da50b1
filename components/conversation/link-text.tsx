"use client";

import { Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { showToast } from "../shell/toast";
import { copyText } from "../ui/copy-text";
import { judgeLink, saysItsHost, stripHiddenMarks } from "./links";
import { useScene } from "./scene";

/** Keeps the button on the line of the last word. */
const WORD_JOINER = "\u2060";

/** An address in a message: opens only when it is the marketplace's own, else it is text that can be copied. */
export function LinkText({ address, label }: { address: string; label: string }) {
  const t = useTranslations("markdown");
  const { marketplace } = useScene();
  const link = judgeLink(address, marketplace);
  const words = stripHiddenMarks(label).trim() || link.address;
  const host = saysItsHost(words, link.host) ? null : link.host;
  const hostPart = host !== null && <span className="text-muted"> ({host})</span>;
  if (link.href !== null) {
    return (
      <bdi>
        <a
          href={link.href}
          title={t("opens", { address: link.address })}
          target="_blank"
          rel="noopener noreferrer nofollow"
          className="wrap-anywhere text-accent-ink underline underline-offset-2"
        >
          {words}
        </a>
        {hostPart}
      </bdi>
    );
  }
  async function copy() {
    const isCopied = await copyText(link.address);
    showToast(isCopied ? "success" : "error", isCopied ? t("copied") : t("copyFailed"));
  }
  return (
    <bdi data-inert-link="" title={t("inert", { address: link.address })}>
      <span className="wrap-anywhere underline decoration-dotted underline-offset-2">{words}</span>
      {hostPart}
      {WORD_JOINER}
      <button
        type="button"
        aria-label={t("copy", { address: link.address })}
        onClick={copy}
        className="relative ml-1 inline-grid size-4 place-items-center rounded-[4px] align-[-2px] after:absolute after:-inset-1 text-muted hover:bg-hover hover:text-ink"
      >
        <Copy size={12} aria-hidden="true" />
      </button>
    </bdi>
  );
}
