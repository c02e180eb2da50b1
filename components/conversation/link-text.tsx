"use client";

import { useTranslations } from "next-intl";
import { showToast } from "../shell/toast";
import { copyText } from "../ui/copy-text";
import { judgeLink, saysItsHost, stripHiddenMarks } from "./links";
import { useScene } from "./scene";

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
    <bdi>
      {/* biome-ignore lint/a11y/useSemanticElements: a button element is a box that cannot break over lines as text does */}
      <span
        role="button"
        tabIndex={0}
        data-inert-link=""
        aria-label={t("copy", { address: link.address })}
        title={t("inert", { address: link.address })}
        onClick={copy}
        onKeyDown={(event) => {
          if (event.key !== "Enter" && event.key !== " ") return;
          event.preventDefault();
          event.stopPropagation();
          void copy();
        }}
        className="wrap-anywhere cursor-copy rounded-[4px] underline decoration-dotted underline-offset-2"
      >
        {words}
        {hostPart}
      </span>
    </bdi>
  );
}
