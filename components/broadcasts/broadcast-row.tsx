"use client";

import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { Broadcast } from "@/lib/wire/broadcasts";
import { useSellers } from "../sellers/queries";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { addressOfBroadcast, momentOf } from "./broadcast-state";
import { ProgressBar } from "./progress-bar";
import { StatusChip } from "./status-chip";

/** One broadcast of the list: what, whose, how far, what came back. */
export function BroadcastRow({ broadcast }: { broadcast: Broadcast }) {
  const t = useTranslations("broadcasts");
  const time = useTimeWords();
  const now = useNow();
  const { data: sellers } = useSellers();
  const seller = sellers?.find(({ id }) => id === broadcast.seller_id);
  const { what, at } = momentOf(broadcast);
  const events = broadcast.order_events.map((event) => t(`events.${event}`)).join(", ");
  return (
    <li className="border-line border-b">
      <Link
        href={addressOfBroadcast(broadcast)}
        className="focus-inset -mx-2 grid min-h-16 grid-cols-1 items-center gap-x-6 gap-y-2 rounded-control px-2 py-3 transition-colors duration-120 hover:bg-hover two:grid-cols-[minmax(0,1fr)_190px_110px]"
      >
        <span className="min-w-0">
          <span className="flex min-w-0 items-center gap-2">
            <span className="truncate font-medium" dir="auto">
              {broadcast.name}
            </span>
            <StatusChip broadcast={broadcast} />
          </span>
          <span className="mt-0.5 block truncate text-[12px] text-muted">
            {[
              sellers === undefined ? "…" : (seller?.name ?? t("goneSeller")),
              events,
              // Before the browser has taken over there is no today.
              now === 0 ? "" : t(`when.${what}`, { time: time.moment(new Date(at), now) }),
            ]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </span>
        <Progress broadcast={broadcast} />
        <Replies counts={broadcast.counts} />
      </Link>
    </li>
  );
}

function Progress({ broadcast: { kind, counts } }: { broadcast: Broadcast }) {
  const t = useTranslations("broadcasts");
  if (kind === "order") {
    return (
      <span className="text-[12px] text-muted tabular-nums">{t("sentSoFar", { sent: counts.sent })}</span>
    );
  }
  if (counts.audience === 0) return <span className="text-[12px] text-muted">{t("notStarted")}</span>;
  return (
    <span className="flex flex-col gap-1.5">
      <span aria-hidden="true" className="text-[12px] text-muted tabular-nums">
        {t("sentOf", { sent: counts.sent, audience: counts.audience })}
      </span>
      <ProgressBar counts={counts} />
    </span>
  );
}

function Replies({ counts }: Pick<Broadcast, "counts">) {
  const t = useTranslations("broadcasts");
  const format = useFormatter();
  if (counts.sent === 0) return <span className="max-two:hidden" />;
  const share = format.number(counts.replied / counts.sent, { style: "percent", maximumFractionDigits: 1 });
  return (
    <span className="text-[12px] text-muted tabular-nums two:text-right">
      {counts.replied === 0 ? t("repliedNone") : t("replied", { share })}
    </span>
  );
}
