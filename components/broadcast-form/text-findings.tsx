"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ModerationKind } from "@/lib/text/moderation-finding";
import type { previewBroadcast } from "@/lib/wire/broadcasts";
import type { AnswerOf } from "@/lib/wire/endpoint";
import { Notice } from "../ui/notice";
import { useVariableNames } from "./use-variable-names";

export type Preview = AnswerOf<typeof previewBroadcast>;

const kinds = ["link", "email", "phone", "social"] as const satisfies readonly ModerationKind[];

/** What is to be said of the filled texts: some too long, some empty, some that the marketplace would refuse. */
export function TextFindings({ preview }: { preview: Preview }) {
  const t = useTranslations("broadcastForm");
  const moderation = useTranslations("moderation");
  const locale = useLocale();
  const names = useVariableNames();
  const refused = kinds.filter((kind) => (preview.moderation[kind] ?? 0) > 0);
  const most = Math.max(0, ...Object.values(preview.moderation));
  const lacking = Object.entries(preview.missing).filter(([, count]) => count > 0);
  const bad = [
    preview.too_long > 0 && t("findings.tooLong", { count: preview.too_long }),
    preview.empty > 0 && t("findings.empty", { count: preview.empty }),
    refused.length > 0 &&
      t("findings.refused", {
        count: most,
        kinds: new Intl.ListFormat(locale, { type: "conjunction" }).format(
          refused.map((kind) => moderation(kind)),
        ),
      }),
  ].filter((sentence) => sentence !== false);
  return (
    <>
      {bad.length > 0 && <Notice tone="bad">{bad.join(" ")}</Notice>}
      {lacking.map(([name, count]) => (
        <p key={name} className="text-[12px] text-muted">
          {t("findings.lacking", { name: names([name]), count })}
        </p>
      ))}
    </>
  );
}
