"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ModerationKind } from "@/lib/text/moderation-finding";
import { isMac } from "../shell/keys";
import { Button } from "../ui/button";
import { Kbd } from "../ui/kbd";
import type { Doubt } from "./doubts";

/** "ссылку, номер телефона" in the reader's language. */
function useKindWords(): (kinds: readonly ModerationKind[]) => string {
  const t = useTranslations("moderation");
  const locale = useLocale();
  return (kinds) => new Intl.ListFormat(locale, { type: "conjunction" }).format(kinds.map((kind) => t(kind)));
}

/** While something is underlined: what the marketplace would refuse, and why. */
export function ModerationLine({
  kinds,
  marketplace,
}: {
  kinds: readonly ModerationKind[];
  marketplace: string;
}) {
  const t = useTranslations("moderation");
  const words = useKindWords();
  return (
    <p role="status" className="mb-2 rounded-control bg-bad-soft px-2.5 py-1 text-[12.5px] text-bad-ink">
      {t("willRefuse", { marketplace, kinds: words(kinds) })}
    </p>
  );
}

interface DoubtLineProps {
  doubts: readonly Doubt[];
  marketplace: string;
  onSend: () => void;
  onBack: () => void;
}

/** Asks once before a reply leaves that should perhaps not leave as it is. */
export function DoubtLine({ doubts, marketplace, onSend, onBack }: DoubtLineProps) {
  const t = useTranslations("composer");
  const moderation = useTranslations("moderation");
  const locale = useLocale();
  const words = useKindWords();
  function toSentence(doubt: Doubt): string {
    switch (doubt.kind) {
      case "answered":
        return t("alreadyAnswered", { name: doubt.name ?? t("colleague") });
      case "typing": {
        const names = new Intl.ListFormat(locale).format([...doubt.names]);
        return t("answersNow", { names, count: doubt.names.length });
      }
      case "gap":
        return t("gapLeft", { mark: doubt.mark });
      case "refused":
        return moderation("willRefuse", { marketplace, kinds: words(doubt.kinds) });
      default:
        return doubt satisfies never;
    }
  }
  const isGrave = doubts.some((doubt) => doubt.kind === "refused");
  return (
    <div
      role="alert"
      className={`mb-2 flex flex-wrap items-center gap-x-3 gap-y-1.5 rounded-control py-1 pr-1 pl-2.5 text-[12.5px] ${
        isGrave ? "bg-bad-soft text-bad-ink" : "bg-warn-soft text-warn-ink"
      }`}
    >
      <p className="min-w-52 flex-1">
        {doubts.map(toSentence).join(" ")} <strong className="font-semibold">{t("sendAnyway")}</strong>
      </p>
      <span className="flex gap-1.5">
        <Button look="quiet" className="min-h-7 text-current" onClick={onBack}>
          {t("goBack")}
          <Kbd>Esc</Kbd>
        </Button>
        <Button className="min-h-7" onClick={onSend}>
          {t("sendIt")}
          <Kbd>{isMac() ? "⌘ ↵" : "Ctrl ↵"}</Kbd>
        </Button>
      </span>
    </div>
  );
}
