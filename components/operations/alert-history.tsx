"use client";

import { useTranslations } from "next-intl";
import { useAlertWords } from "../alerts/use-alert-words";
import { useErrorText } from "../shell/use-error-text";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { Button } from "../ui/button";
import { useAlertHistory } from "./queries";

/** What was wrong before, newest first. */
export function AlertHistory() {
  const t = useTranslations("operations");
  const words = useAlertWords();
  const times = useTimeWords();
  const errorText = useErrorText();
  const nowMs = useNow();
  const { data, isError, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useAlertHistory();
  if (data === undefined && isError) return <p role="alert">{errorText(error)}</p>;
  if (data === undefined) return <div className="skeleton h-16 w-full" />;
  const past = data.pages.flatMap((page) => page.items).filter((one) => one.resolved_at !== null);
  return (
    <>
      {past.length === 0 && <p className="text-muted">{t("noHistory")}</p>}
      <ul>
        {past.map((alert) => (
          <li key={alert.id} className="flex flex-col border-line/60 border-b py-1.5">
            <span className="wrap-anywhere">{words.sentence(alert, nowMs)}</span>
            <span className="text-[12px] text-muted tabular-nums">
              {t("lasted", {
                from: times.moment(new Date(alert.raised_at), nowMs),
                to: times.moment(new Date(alert.resolved_at ?? alert.raised_at), nowMs),
              })}
            </span>
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button disabled={isFetchingNextPage} onClick={() => fetchNextPage()} className="self-start">
          {t("more")}
        </Button>
      )}
    </>
  );
}
