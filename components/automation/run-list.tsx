"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Rule, RuleRun } from "@/lib/wire/automation";
import { chatPath } from "../shell/use-go-to-chat";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { Button } from "../ui/button";
import { useRuns } from "./queries";

const actions = ["assign", "tag", "reply", "close", "snooze", "notify", "failed"] as const;
const reasons = [
  "nobody_fits",
  "unknown_assignee",
  "unknown_person",
  "unknown_tag",
  "canned_reply_gone",
  "empty_text",
  "text_too_long",
  "chat_closed",
  "reply_window_closed",
  "seller_not_active",
] as const;

/** What rules, assignment and the auto-reply did, newest first. */
export function RunList({ rules }: { rules: readonly Rule[] }) {
  const t = useTranslations("automation");
  const common = useTranslations("common");
  const query = useRuns();
  const runs = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section aria-label={t("runsTitle")} className="mt-8">
      <h2 className="font-semibold text-[15px]">{t("runsTitle")}</h2>
      {query.isPending && (
        <div role="status" aria-label={common("loading")} className="mt-3 flex flex-col gap-3">
          <div className="skeleton h-4 w-4/5" />
          <div className="skeleton h-4 w-3/5" />
        </div>
      )}
      {query.isError && query.data === undefined && (
        <p role="alert" className="mt-1 flex items-center gap-3 text-muted">
          {t("runsFailed")}
          <Button onClick={() => query.refetch()}>{common("retry")}</Button>
        </p>
      )}
      {query.isSuccess && runs.length === 0 && <p className="mt-1 text-muted">{t("runsEmpty")}</p>}
      <ul className="mt-2">
        {runs.map((run) => (
          <RunRow key={run.id} run={run} rule={rules.find((rule) => rule.id === run.rule_id)} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button className="mt-3" disabled={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
          {t("runsMore")}
        </Button>
      )}
    </section>
  );
}

function RunRow({ run, rule }: { run: RuleRun; rule: Rule | undefined }) {
  const t = useTranslations("automation");
  const time = useTimeWords();
  const nowMs = useNow();
  const outcomeText = useOutcomeText();
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 border-line border-b py-2">
      <Link
        href={chatPath(run.chat_id)}
        className="min-w-0 truncate rounded-control font-medium text-accent-ink hover:underline"
      >
        {run.buyer_name ?? t("buyer")}
      </Link>
      <span className="min-w-0 flex-1 basis-60 wrap-anywhere">
        <span className="text-muted">{rule?.name ?? t(`runKinds.${run.kind}`)}: </span>
        {run.actions.map(outcomeText).join(", ")}
      </span>
      <time dateTime={run.created_at} className="text-[12px] text-muted tabular-nums">
        {time.moment(new Date(run.created_at), nowMs)}
      </time>
    </li>
  );
}

/** `tag`, `skipped:reply:chat_closed`, `failed` in words. */
function useOutcomeText(): (outcome: string) => string {
  const t = useTranslations("automation");
  return (outcome) => {
    const [first = "", action = "", reason = ""] = outcome.split(":");
    if (first !== "skipped") {
      const done = actions.find((one) => one === first);
      return done === undefined ? first : t(`ran.${done}`);
    }
    const tried = actions.find((one) => one === action);
    const why = reasons.find((one) => one === reason) ?? "other";
    const name = tried === undefined || tried === "failed" ? action : t(`actions.${tried}`);
    return t("skipped", { action: name, why: t(`why.${why}`) });
  };
}
