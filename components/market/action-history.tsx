"use client";

import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Action } from "@/lib/wire/actions";
import { useErrorText } from "../shell/use-error-text";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { Button } from "../ui/button";
import { cx } from "../ui/class-names";
import { ActionItems } from "./action-items";
import { useActionHistory, useActionItems } from "./action-queries";
import { useActionWords } from "./use-action-words";

interface ActionHistoryProps {
  sellerId: string;
  /** A posting number, an article, a return's number. */
  subject: string;
}

/** Who changed this thing at the marketplace from here, when, and what came of it. */
export function ActionHistory({ sellerId, subject }: ActionHistoryProps) {
  const t = useTranslations("actions");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const { data, isError, error, refetch } = useActionHistory(sellerId, subject);
  if (data === undefined) {
    if (!isError) return <div aria-hidden="true" className="skeleton h-3 w-2/3" />;
    return (
      <div role="alert" className="flex flex-col items-start gap-2">
        <p className="text-muted">{errorText(error)}</p>
        <Button onClick={() => refetch()}>{common("retry")}</Button>
      </div>
    );
  }
  if (data.length === 0) return <p className="text-muted">{t("noHistory")}</p>;
  return (
    <ol className="flex flex-col">
      {data.map((action) => (
        <Entry key={action.id} action={action} subject={subject} />
      ))}
    </ol>
  );
}

function Entry({ action, subject }: { action: Action; subject: string }) {
  const t = useTranslations("actions");
  const words = useActionWords();
  const now = useNow();
  const times = useTimeWords();
  const [isOpen, setOpen] = useState(false);
  const { data } = useActionItems(action.id, isOpen);
  const own = data?.filter((item) => item.subject === subject);
  const isBad = action.status === "failed" || action.status === "partly";
  return (
    <li>
      <details onToggle={(event) => setOpen(event.currentTarget.open)} className="group">
        <summary className="focus-inset -mx-2 flex min-h-8 cursor-pointer list-none items-center gap-2 rounded-[6px] px-2 hover:bg-hover pointer-coarse:min-h-11">
          <ChevronRight
            size={13}
            aria-hidden="true"
            className="shrink-0 text-muted transition-transform duration-120 group-open:rotate-90"
          />
          <span className="min-w-0 flex-1 truncate">{words.kind(action)}</span>
          <span className={cx("shrink-0 text-[12.5px]", isBad ? "text-bad-ink" : "text-muted")}>
            {words.status(action)}
          </span>
        </summary>
        <div className="pb-2 pl-5.5">
          <p className="mb-1 text-[12.5px] text-muted tabular-nums">
            {action.created_by?.name ?? t("byDesk")} · {times.moment(new Date(action.created_at), now)}
          </p>
          {own === undefined ? (
            <div aria-hidden="true" className="skeleton h-3 w-1/2" />
          ) : (
            <ActionItems items={own.length > 0 ? own : (data ?? [])} />
          )}
        </div>
      </details>
    </li>
  );
}
