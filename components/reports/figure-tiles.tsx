"use client";

import { useTranslations } from "next-intl";
import type { Figures, Spread } from "@/lib/wire/reports";
import { cx } from "../ui/class-names";
import { useFigureWords } from "./use-figure-words";

/** The few figures that tell how the period went, each with what it counts. */
export function FigureTiles({ total }: { total: Figures }) {
  const t = useTranslations("reports");
  const words = useFigureWords();
  const more = (spread: Spread) =>
    spread.p90_seconds === null ? null : t("p90", { time: words.span(spread.p90_seconds) });
  return (
    <section aria-label={t("figures")}>
      <dl className="grid grid-cols-1 gap-x-8 gap-y-7 min-[440px]:grid-cols-2 views:grid-cols-4">
        <Tile name={t("chatsIn")} value={words.count(total.chats_in)} what={t("chatsInWhat")} />
        <Tile name={t("answered")} value={words.count(total.answered)} what={t("answeredWhat")} />
        <Tile
          name={t("firstReply")}
          value={words.span(total.first_reply.median_seconds)}
          aside={more(total.first_reply)}
          what={t("firstReplyWhat")}
        />
        <Tile
          name={t("nextReply")}
          value={words.span(total.next_reply.median_seconds)}
          aside={more(total.next_reply)}
          what={t("nextReplyWhat")}
        />
        <Tile
          name={t("waiting")}
          value={words.count(total.waiting)}
          what={t("waitingWhat")}
          tone={total.waiting > 0 ? "warn" : undefined}
        />
        <Tile
          name={t("missed")}
          value={words.count(total.missed_target)}
          aside={t("ofCount", { count: words.count(total.answered + total.waiting) })}
          what={t("missedWhat")}
          tone={total.missed_target > 0 ? "bad" : undefined}
        />
        <Tile
          name={t("resolution")}
          value={words.span(total.resolution.median_seconds)}
          aside={more(total.resolution)}
          what={t("resolutionWhat")}
        />
        <Tile name={t("within24h")} value={words.share(total.within_24h)} what={t("within24hWhat")} />
      </dl>
    </section>
  );
}

interface TileProps {
  name: string;
  value: string;
  aside?: string | null;
  what: string;
  tone?: "warn" | "bad";
}

function Tile({ name, value, aside, what, tone }: TileProps) {
  return (
    <div className="flex flex-col">
      <dt className="font-medium text-muted">{name}</dt>
      <dd className="flex flex-wrap items-baseline gap-x-2.5">
        <span
          className={cx(
            "font-semibold text-[26px] tabular-nums leading-9 tracking-tight",
            tone === "warn" && "text-warn-ink",
            tone === "bad" && "text-bad-ink",
          )}
        >
          {value}
        </span>
        {aside && <span className="text-[12.5px] text-muted tabular-nums">{aside}</span>}
      </dd>
      <dd className="mt-0.5 text-[12px] text-muted leading-4.25">{what}</dd>
    </div>
  );
}
