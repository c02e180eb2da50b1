"use client";

import { useTranslations } from "next-intl";
import type { BroadcastResult } from "@/lib/wire/broadcast-results";
import type { Broadcast } from "@/lib/wire/broadcasts";
import { useErrorText } from "../shell/use-error-text";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { Button } from "../ui/button";
import { cx } from "../ui/class-names";
import { Notice } from "../ui/notice";
import { Part } from "./part";
import { shareOf } from "./progress";
import { useBroadcastResult } from "./queries";
import { Reasons } from "./reasons";
import { everyRecipient, type RecipientTab, type RecipientView } from "./recipient-choice";
import { useResultWords } from "./use-result-words";

interface FiguresProps {
  broadcast: Broadcast;
  onShow: (view: RecipientView) => void;
}

/** Few and large: what left, what came back, and why the rest did not. Each opens its recipients below. */
export function Figures({ broadcast, onShow }: FiguresProps) {
  const t = useTranslations("broadcastResult");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const { data, isError, error, refetch } = useBroadcastResult(broadcast.id);
  return (
    <Part title={t("figures")}>
      <Tiles broadcast={broadcast} result={data} onShow={onShow} />
      {isError && data === undefined && (
        <Notice
          tone="warn"
          title={t("figuresFailed")}
          action={<Button onClick={() => refetch()}>{common("retry")}</Button>}
        >
          {errorText(error)}
        </Notice>
      )}
      {data !== undefined && <Reasons broadcast={broadcast} result={data} onShow={onShow} />}
    </Part>
  );
}

function Tiles({ broadcast, result, onShow }: FiguresProps & { result: BroadcastResult | undefined }) {
  const t = useTranslations("broadcastResult");
  const { count, share } = useResultWords();
  const until = useUntil();
  const { counts } = broadcast;
  const hasSent = counts.sent > 0;
  const ofAudience = counts.audience > 0 ? t("ofAudience", { count: count(counts.audience) }) : undefined;
  const ofSent = (part: number) =>
    hasSent ? t("ofSent", { share: share(shareOf(part, counts.sent)) }) : undefined;
  const show = (tab: RecipientTab) => () => onShow({ ...everyRecipient, tab });
  return (
    <ul className="grid grid-cols-2 gap-x-6 gap-y-5 views:grid-cols-5">
      <Tile
        name={t("repliedTile")}
        value={count(counts.replied)}
        aside={ofSent(counts.replied)}
        what={t("repliedWhat")}
        until={hasSent ? until(result?.replies_until) : undefined}
        onPress={show("replied")}
      />
      <Tile
        name={t("boughtTile")}
        value={count(counts.bought)}
        aside={ofSent(counts.bought)}
        what={t("boughtWhat")}
        until={hasSent ? until(result?.purchases_until) : undefined}
        onPress={show("bought")}
      />
      <Tile
        name={t("sentTile")}
        value={count(counts.sent)}
        aside={ofAudience}
        what={t("sentWhat")}
        onPress={show("all")}
      />
      <Tile
        name={t("failedTile")}
        value={count(counts.failed)}
        tone={counts.failed > 0 ? "bad" : undefined}
        what={t("failedWhat")}
        onPress={show(counts.failed > counts.unconfirmed ? "failed" : "unconfirmed")}
      />
      <Tile
        name={t("skippedTile")}
        value={count(counts.skipped)}
        what={t("skippedWhat")}
        onPress={show("skipped")}
      />
    </ul>
  );
}

/** Until when something is counted, or was. */
function useUntil() {
  const t = useTranslations("broadcastResult");
  const now = useNow();
  const words = useTimeWords();
  return (instant: string | null | undefined) => {
    if (instant == null || now === 0) return undefined;
    const time = words.moment(new Date(instant), now);
    return Date.parse(instant) > now ? t("countedUntil", { time }) : t("countedTill", { time });
  };
}

interface TileProps {
  name: string;
  value: string;
  aside?: string;
  what: string;
  until?: string;
  tone?: "bad";
  onPress: () => void;
}

function Tile({ name, value, aside, what, until, tone, onPress }: TileProps) {
  return (
    <li>
      <button
        type="button"
        onClick={onPress}
        className="-mx-2 flex w-[calc(100%+16px)] flex-col rounded-control px-2 py-1 text-left transition-colors duration-120 hover:bg-hover"
      >
        <span className="font-medium text-muted">{name}</span>
        <span className="flex flex-wrap items-baseline gap-x-2">
          <span
            className={cx(
              "font-semibold text-[26px] tabular-nums leading-9 tracking-tight",
              tone === "bad" && "text-bad-ink",
            )}
          >
            {value}
          </span>
          {aside && <span className="text-[12.5px] text-muted tabular-nums">{aside}</span>}
        </span>
        <span className="mt-0.5 text-[12px] text-muted leading-4.25">{what}</span>
        {until && <span className="text-[12px] text-muted tabular-nums leading-4.25">{until}</span>}
      </button>
    </li>
  );
}
