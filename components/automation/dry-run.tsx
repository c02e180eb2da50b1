"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { addRule, tryRule } from "@/lib/wire/automation";
import type { AnswerOf, BodyInput } from "@/lib/wire/endpoint";
import { useSellers } from "../sellers/queries";
import { useErrorText } from "../shell/use-error-text";
import { chatPath } from "../shell/use-go-to-chat";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { useTryRule } from "./queries";
import type { RuleDraft } from "./rule-draft";

type DryRunAnswer = AnswerOf<typeof tryRule>;

interface DryRunProps {
  draft: RuleDraft;
  /** The rule as the server takes it; null when something is missing (and was shown). */
  check: () => BodyInput<typeof addRule> | null;
}

/** What the rule would have done last week, before anybody lets it. */
export function DryRun({ draft, check }: DryRunProps) {
  const t = useTranslations("automation");
  const errorText = useErrorText();
  const attempt = useTryRule();
  const [tried, setTried] = useState<RuleDraft | null>(null);
  function start() {
    const body = check();
    if (body === null) return;
    setTried(draft);
    attempt.mutate(body);
  }
  return (
    <section aria-label={t("tryTitle")} className="mt-6 border-line border-t pt-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button onClick={start} disabled={attempt.isPending}>
          {attempt.isPending ? t("trying") : t("try")}
        </Button>
        <p className="text-[12px] text-muted">{t("tryHint")}</p>
      </div>
      <div aria-live="polite" className="mt-4 flex flex-col gap-2">
        {attempt.isError && <Notice tone="bad">{errorText(attempt.error)}</Notice>}
        {attempt.data && tried !== draft && <Notice tone="warn">{t("tryStale")}</Notice>}
        {attempt.data && (
          <p className="font-medium">
            {t("tryResult", { matched: attempt.data.matched, looked: attempt.data.looked_at })}
          </p>
        )}
        {attempt.data && <Remarks answer={attempt.data} />}
      </div>
      {attempt.data && <Samples samples={attempt.data.samples} />}
    </section>
  );
}

function Remarks({ answer }: { answer: DryRunAnswer }) {
  const t = useTranslations("automation");
  const shown = answer.samples.length;
  return (
    <p className="text-[12px] text-muted">
      {answer.matched === 0 ? t("tryNobody") : t("tryNow")}
      {answer.is_cut && ` ${t("tryCut")}`}
      {shown < answer.matched && ` ${t("tryNewest", { count: shown })}`}
    </p>
  );
}

function Samples({ samples }: { samples: DryRunAnswer["samples"] }) {
  const t = useTranslations("automation");
  const time = useTimeWords();
  const nowMs = useNow();
  const { data: sellers = [] } = useSellers();
  return (
    <ul className="mt-3 border-line border-t empty:hidden">
      {samples.map((sample) => (
        <li key={`${sample.chat_id} ${sample.at}`} className="border-line border-b py-2.5">
          <p className="flex flex-wrap items-baseline gap-x-2">
            <Link
              href={chatPath(sample.chat_id)}
              target="_blank"
              className="rounded-control font-medium text-accent-ink hover:underline"
            >
              {sample.buyer_name ?? t("buyer")}
            </Link>
            <span className="min-w-0 flex-1 truncate text-[12px] text-muted">
              {sellers.find((seller) => seller.id === sample.seller_id)?.name}
            </span>
            <time dateTime={sample.at} className="text-[12px] text-muted tabular-nums">
              {time.moment(new Date(sample.at), nowMs)}
            </time>
          </p>
          <p className="foreign-text line-clamp-3">{sample.text === "" ? t("noText") : sample.text}</p>
          {sample.reply_text !== null && (
            <p className="foreign-text mt-1 rounded-control bg-ours px-2.5 py-1.5">
              {t("wouldReply", { text: sample.reply_text })}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
