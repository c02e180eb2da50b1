"use client";

import { ArrowDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useEffectEvent, useRef } from "react";
import type { Message } from "@/lib/wire/messages";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { Button, IconButton } from "../ui/button";
import { type MessageActions, MessageBubble } from "./message-bubble";
import { ActsLine, NoteBubble } from "./note-bubble";
import type { TimelineItem } from "./timeline";
import { useScroll } from "./use-scroll";
import type { Edge, Jump } from "./use-window";

/** How far beyond the sight the next page is asked for. */
const LOAD_AHEAD = "600px 0px";
/** Rows this far from the end are drawn only when they come near: thousands of them cost nothing then. */
const DRAWN_ROWS = 80;

interface MessageListProps {
  items: readonly TimelineItem[];
  liveMessages: readonly Message[];
  isLive: boolean;
  older: Edge;
  newer: Edge;
  jump: Jump | null;
  /** Since when the buyer waits for an answer; null: nobody does. */
  waitingSince: string | null;
  actions: MessageActions;
  /** The end of the conversation is (or is no longer) in sight. */
  onAtBottom: (isAtBottom: boolean) => void;
  onLeaveWindow: () => void;
}

/** The conversation itself, oldest on top. */
export function MessageList(props: MessageListProps) {
  const { items, isLive, older, newer, onAtBottom } = props;
  const t = useTranslations("conversation");
  const { scroller, content, isAtBottom, unseen, onScroll, toBottom } = useScroll(props);
  useEffect(() => onAtBottom(isAtBottom), [onAtBottom, isAtBottom]);
  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        onScroll={onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        role="log"
        aria-label={t("label")}
        className="focus-inset h-full overflow-y-auto overscroll-contain [overflow-anchor:none]"
      >
        <div ref={content} className="flex min-h-full flex-col justify-end px-3 pt-4 pb-2 two:px-5">
          <MorePages edge={older} root={scroller} end="top" />
          <ol className="flex flex-col">
            {items.map((item, index) => (
              <Row key={item.key} item={item} isFar={index < items.length - DRAWN_ROWS} list={props} />
            ))}
          </ol>
          {!isLive && <MorePages edge={newer} root={scroller} end="bottom" />}
        </div>
      </div>
      {!isAtBottom && (
        <div className="pointer-events-none absolute inset-x-0 bottom-3 flex justify-center">
          <ToBottom unseen={unseen} isLive={isLive} onPress={toBottom} />
        </div>
      )}
    </div>
  );
}

function Row({ item, isFar, list }: { item: TimelineItem; isFar: boolean; list: MessageListProps }) {
  switch (item.kind) {
    case "day":
      return <DayLine date={item.date} />;
    case "new":
      return <NewLine />;
    case "note":
      return <NoteBubble note={item.note} isFar={isFar} />;
    case "acts":
      return <ActsLine notes={item.notes} isFar={isFar} />;
    case "message":
      return (
        <MessageBubble
          message={item.message}
          endsGroup={item.endsGroup}
          answeredAfterMs={item.answeredAfterMs}
          waitsSince={item.isUnanswered && list.isLive ? list.waitingSince : null}
          isLit={list.jump?.messageId === item.message.id}
          isFar={isFar}
          actions={list.actions}
        />
      );
    default:
      return item satisfies never;
  }
}

/** The way to the newest, with how many came meanwhile. */
function ToBottom({ unseen, isLive, onPress }: { unseen: number; isLive: boolean; onPress: () => void }) {
  const t = useTranslations("conversation");
  if (unseen > 0 || !isLive) {
    return (
      <Button
        look={unseen > 0 ? "primary" : "plain"}
        className="pointer-events-auto animate-[appear_160ms_ease-out] rounded-full"
        onClick={onPress}
      >
        <ArrowDown size={14} aria-hidden="true" />
        {unseen > 0 ? t("newMessages", { count: unseen }) : t("toBottom")}
      </Button>
    );
  }
  return (
    <IconButton
      label={t("toBottom")}
      onClick={onPress}
      className="pointer-events-auto rounded-full border border-line bg-panel"
    >
      <ArrowDown size={15} aria-hidden="true" />
    </IconButton>
  );
}

interface MorePagesProps {
  edge: Edge;
  root: RefObject<HTMLDivElement | null>;
  end: "top" | "bottom";
}

/** An end of what is loaded: asks for more as it nears, or says that there is none. */
function MorePages({ edge, root, end }: MorePagesProps) {
  const t = useTranslations("conversation");
  const common = useTranslations("common");
  const mark = useRef<HTMLDivElement>(null);
  const load = useEffectEvent(() => {
    if (edge.hasMore && !edge.isFetching && !edge.hasFailed) edge.fetch();
  });
  // Observed anew after every page: when the mark is still in sight then, the next page follows.
  // biome-ignore lint/correctness/useExhaustiveDependencies: isFetching is the reason to look again
  useEffect(() => {
    if (mark.current === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) load();
      },
      { root: root.current, rootMargin: LOAD_AHEAD },
    );
    observer.observe(mark.current);
    return () => observer.disconnect();
  }, [root, edge.isFetching, edge.hasMore]);
  return (
    <div
      ref={mark}
      className="flex min-h-6 shrink-0 items-center justify-center gap-2 text-[12px] text-muted"
    >
      {edge.hasFailed ? (
        <>
          {t(end === "top" ? "olderFailed" : "newerFailed")}
          <Button onClick={edge.fetch}>{common("retry")}</Button>
        </>
      ) : edge.hasMore ? (
        t(end === "top" ? "older" : "newer")
      ) : (
        end === "top" && t("beginning")
      )}
    </div>
  );
}

function DayLine({ date }: { date: Date }) {
  const words = useTimeWords();
  return <li className="mx-auto mt-2.5 mb-2 text-[12px] text-muted">{words.day(date, useNow())}</li>;
}

function NewLine() {
  const t = useTranslations("conversation");
  return (
    <li className="my-2 flex items-center gap-2.5 font-semibold text-[12px] text-bad-ink before:h-px before:flex-1 before:bg-bad/35 after:h-px after:flex-1 after:bg-bad/35">
      {t("newLine")}
    </li>
  );
}
