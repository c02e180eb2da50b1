"use client";

import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import type { AudienceCount, ExclusionReason } from "@/lib/wire/audience";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { cx } from "../ui/class-names";
import { type Reach, toParts, toReach } from "./reach";

interface ReachBoxProps {
  count: AudienceCount | undefined;
  isBehind: boolean;
  /** Shows the buyers behind a figure; null: those who get it. */
  onShow: (reason: ExclusionReason | null) => void;
}

const looks = { now: "bg-accent", later: "bg-warn", never: "bg-control" } as const;

/** Who gets it now, who after quiet hours, who not and why. Every figure opens its buyers. */
export function ReachBox({ count, isBehind, onShow }: ReachBoxProps) {
  const t = useTranslations("audience");
  const time = useTimeWords();
  const now = useNow();
  if (count === undefined) return <div className="skeleton h-32 w-full" />;
  const reach = toReach(count);
  const laterText =
    count.resumes_at === null || now === 0
      ? t("later")
      : t("laterAt", { time: time.moment(new Date(count.resumes_at), now) });
  return (
    <div aria-busy={isBehind} className="flex flex-col gap-3">
      <div
        aria-hidden="true"
        className={cx(
          "flex h-2 overflow-hidden rounded-full bg-line transition-opacity duration-150",
          isBehind && "opacity-50",
        )}
      >
        {toParts({ now: reach.now, later: reach.later, never: reach.never }, ["now", "later", "never"]).map(
          ({ key, percent }) => (
            <span
              key={key}
              className={`${looks[key]} transition-[width] duration-150`}
              style={{ width: `${percent}%` }}
            />
          ),
        )}
      </div>
      <ul>
        <Figure look={looks.now} count={reach.now} text={t("now")} onShow={() => onShow(null)} />
        {reach.later > 0 && (
          <Figure
            look={looks.later}
            count={reach.later}
            text={laterText}
            onShow={() => onShow("quiet_hours")}
          />
        )}
        {reach.never > 0 && <Figure look={looks.never} count={reach.never} text={t("never")} />}
      </ul>
      <Reasons reach={reach} onShow={onShow} />
    </div>
  );
}

interface FigureProps {
  look?: string;
  count: number;
  text: string;
  hint?: string;
  /** Without it the figure opens nothing. */
  onShow?: () => void;
}

function Figure({ look, count, text, hint, onShow }: FigureProps) {
  const t = useTranslations("audience");
  const inside = (
    <>
      <span aria-hidden="true" className={cx("size-2 shrink-0 rounded-full", look)} />
      <span className="min-w-9 text-right font-semibold tabular-nums">{count}</span>
      <span className="min-w-0 flex-1">{text}</span>
      {onShow && count > 0 && <ChevronRight size={14} aria-hidden="true" className="shrink-0 text-muted" />}
    </>
  );
  const row = "flex min-h-7 w-full items-center gap-2 text-left";
  return (
    <li>
      {onShow === undefined || count === 0 ? (
        <div className={row}>{inside}</div>
      ) : (
        <button
          type="button"
          title={hint}
          aria-label={t("openList", { reason: text, count })}
          onClick={onShow}
          className={cx(
            row,
            "-mx-2 w-[calc(100%+16px)] rounded-control px-2 hover:bg-hover pointer-coarse:min-h-11",
          )}
        >
          {inside}
        </button>
      )}
    </li>
  );
}

/** Every reason with its count. */
function Reasons({ reach, onShow }: { reach: Reach; onShow: ReachBoxProps["onShow"] }) {
  const t = useTranslations("audience");
  if (reach.reasons.length === 0) return null;
  return (
    <div className="border-line border-t pt-2">
      <h3 className="mb-0.5 text-[12px] text-muted">{t("whyNot")}</h3>
      <ul>
        {reach.reasons.map(({ reason, count }) => (
          <Figure
            key={reason}
            count={count}
            text={t(`reasons.${reason}`)}
            hint={t(`reasonHints.${reason}`)}
            onShow={() => onShow(reason)}
          />
        ))}
      </ul>
    </div>
  );
}
