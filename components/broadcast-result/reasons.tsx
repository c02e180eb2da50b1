"use client";

import { useTranslations } from "next-intl";
import type { BroadcastResult } from "@/lib/wire/broadcast-results";
import type { Broadcast } from "@/lib/wire/broadcasts";
import { byCount } from "./progress";
import { everyRecipient, type RecipientTab, type RecipientView } from "./recipient-choice";
import { useResultWords } from "./use-result-words";

interface ReasonsProps {
  broadcast: Broadcast;
  result: BroadcastResult;
  onShow: (view: RecipientView) => void;
}

/** Everybody who did not get it, by reason; who were recipients can be looked at. */
export function Reasons({ broadcast, result, onShow }: ReasonsProps) {
  const t = useTranslations("broadcastResult");
  const show = (tab: RecipientTab) => (reason: string) => onShow({ ...everyRecipient, tab, reason });
  const showFailed = (reason: string) =>
    show(reason === "delivery_unconfirmed" ? "unconfirmed" : "failed")(reason);
  return (
    <div className="grid gap-x-8 gap-y-5 empty:hidden views:grid-cols-3">
      <List title={t("failedReasons")} reasons={result.failed_by_reason} onShow={showFailed} />
      <List title={t("skippedReasons")} reasons={result.skipped_by_reason} onShow={show("skipped")} />
      <List title={t("excludedReasons")} hint={t("excludedHint")} reasons={broadcast.excluded} />
    </div>
  );
}

interface ListProps {
  title: string;
  hint?: string;
  reasons: Readonly<Record<string, number>>;
  onShow?: (reason: string) => void;
}

function List({ title, hint, reasons, onShow }: ListProps) {
  const words = useResultWords();
  const rows = byCount(reasons);
  if (rows.length === 0) return null;
  const row = "-mx-2 flex w-[calc(100%+16px)] items-baseline gap-3 rounded-[6px] px-2 py-1 text-left";
  return (
    <section aria-label={title}>
      <h3 className="font-medium">{title}</h3>
      {hint && <p className="text-[12px] text-muted">{hint}</p>}
      <ul className="mt-1">
        {rows.map(([reason, count]) => {
          const content = (
            <>
              <span className="min-w-0 flex-1 text-muted">{words.reason(reason)}</span>
              <span className="font-medium tabular-nums">{words.count(count)}</span>
            </>
          );
          return (
            <li key={reason}>
              {onShow ? (
                <button
                  type="button"
                  onClick={() => onShow(reason)}
                  className={`${row} min-h-7 transition-colors duration-120 hover:bg-hover pointer-coarse:min-h-11`}
                >
                  {content}
                </button>
              ) : (
                <div className={row}>{content}</div>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
