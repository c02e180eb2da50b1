"use client";

import { ArrowDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useMemo, useRef } from "react";
import type { Message } from "@/lib/wire/messages";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { Button, IconButton } from "../ui/button";
import { type MessageActions, MessageBubble } from "./message-bubble";
import type { useMessages } from "./queries";
import { layOut } from "./timeline";
import { useScroll } from "./use-scroll";

/** How far above the sight the next older page is asked for. */
const LOAD_AHEAD = "600px 0px 0px 0px";

interface MessageListProps {
  messages: readonly Message[];
  query: ReturnType<typeof useMessages>;
  firstNewId: string | null;
  actions: MessageActions;
  /** The end of the conversation is (or is no longer) in sight. */
  onAtBottom: (isAtBottom: boolean) => void;
}

/** The conversation itself, oldest on top. */
export function MessageList({ messages, query, firstNewId, actions, onAtBottom }: MessageListProps) {
  const t = useTranslations("conversation");
  const { scroller, content, isAtBottom, unseen, onScroll, toBottom } = useScroll(messages);
  const items = useMemo(() => layOut(messages, firstNewId), [messages, firstNewId]);
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
          <OlderPages query={query} root={scroller} />
          <ol className="flex flex-col">
            {items.map((item) => {
              if (item.kind === "day") return <DayLine key={item.key} date={item.date} />;
              if (item.kind === "new") return <NewLine key={item.key} />;
              return (
                <MessageBubble
                  key={item.key}
                  message={item.message}
                  endsGroup={item.endsGroup}
                  actions={actions}
                />
              );
            })}
          </ol>
        </div>
      </div>
      {!isAtBottom && (
        <div className="pointer-events-none absolute inset-x-0 bottom-3 flex justify-center">
          {unseen > 0 ? (
            <Button
              look="primary"
              className="pointer-events-auto animate-[appear_160ms_ease-out] rounded-full"
              onClick={toBottom}
            >
              <ArrowDown size={14} aria-hidden="true" />
              {t("newMessages", { count: unseen })}
            </Button>
          ) : (
            <IconButton
              label={t("toBottom")}
              onClick={toBottom}
              className="pointer-events-auto rounded-full border border-line bg-panel"
            >
              <ArrowDown size={15} aria-hidden="true" />
            </IconButton>
          )}
        </div>
      )}
    </div>
  );
}

interface OlderPagesProps {
  query: ReturnType<typeof useMessages>;
  root: React.RefObject<HTMLDivElement | null>;
}

/** The upper end: asks for older messages as it nears, or says that there are none. */
function OlderPages({ query, root }: OlderPagesProps) {
  const t = useTranslations("conversation");
  const common = useTranslations("common");
  const mark = useRef<HTMLDivElement>(null);
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query;
  const loadOlder = useEffectEvent(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  });
  // Observed anew after every page: when the mark is still in sight then, the next page follows.
  // biome-ignore lint/correctness/useExhaustiveDependencies: isFetchingNextPage is the reason to look again
  useEffect(() => {
    if (mark.current === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) loadOlder();
      },
      { root: root.current, rootMargin: LOAD_AHEAD },
    );
    observer.observe(mark.current);
    return () => observer.disconnect();
  }, [root, isFetchingNextPage]);
  return (
    <div ref={mark} className="flex min-h-6 items-center justify-center gap-2 text-[12px] text-muted">
      {isFetchNextPageError ? (
        <>
          {t("olderFailed")}
          <Button onClick={() => fetchNextPage()}>{common("retry")}</Button>
        </>
      ) : hasNextPage ? (
        t("older")
      ) : (
        t("beginning")
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
