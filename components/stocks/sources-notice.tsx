"use client";

import { useTranslations } from "next-intl";
import type { z } from "zod";
import type { stockSource } from "@/lib/wire/stocks";
import { useCodeText } from "../shell/use-error-text";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { Notice } from "../ui/notice";

type Source = z.infer<typeof stockSource>;

/** Which source of the stocks does not answer, and as of when the others speak. */
export function SourcesNotice({ sources }: { sources: readonly Source[] }) {
  const t = useTranslations("stocks");
  const codeText = useCodeText();
  const now = useNow();
  const times = useTimeWords();
  const down = sources.filter(({ error }) => error !== null);
  const others = sources.filter(({ error, fresh_at }) => error === null && fresh_at !== null);
  if (down.length === 0) return null;
  const asOf = ({ source, fresh_at }: Source) =>
    fresh_at === null
      ? t("neverCame", { source: t(`sources.${source}`) })
      : t("asOf", { source: t(`sources.${source}`), when: times.moment(new Date(fresh_at), now) });
  return (
    <Notice tone="warn" title={t("sourceDown", { count: down.length })}>
      <ul>
        {down.map((source) => (
          <li key={source.source}>
            {asOf(source)} {source.error !== null && codeText(source.error.code, source.error.message ?? "")}
          </li>
        ))}
      </ul>
      {others.length > 0 && <p>{t("othersSpeak", { sources: others.map(asOf).join(" ") })}</p>}
    </Notice>
  );
}
