"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useMemo, useRef } from "react";
import type { Chat } from "@/lib/wire/chats";
import { readDraft } from "../composer/drafts";
import { useSellers } from "../sellers/queries";
import { useColleagues } from "../shell/colleagues";
import { useCurrentUser } from "../shell/current-user";
import { useNow } from "../shell/use-now";
import { Button } from "../ui/button";
import { ChatRow, type Density, rowHeightPx } from "./chat-row";
import type { useChatList } from "./queries";
import { useRowWords } from "./row-words";
import type { Selection } from "./selection";
import { useTagColors } from "./tags-query";
import { useListAnchor } from "./use-list-anchor";
import { useTypists } from "./use-typists";
import type { View } from "./views";

/** How many rows before the end the next page is asked for. */
const LOAD_AHEAD_ROWS = 30;

export interface ChatRowsProps {
  view: View;
  query: ReturnType<typeof useChatList>;
  chats: readonly Chat[];
  openChatId: string | null;
  density: Density;
  selection: Selection;
  /** The boxes stand open although nothing is selected yet: where there is no pointer to hover with. */
  isSelecting: boolean;
  onSelect: (chatId: string, isRange: boolean) => void;
}

/** Names of sellers and colleagues by id. */
function useNames() {
  const { data: sellers } = useSellers();
  const { data: colleagues } = useColleagues();
  const sellerNames = useMemo(() => new Map(sellers?.map(({ id, name }) => [id, name])), [sellers]);
  const peopleNames = useMemo(() => new Map(colleagues?.map(({ id, name }) => [id, name])), [colleagues]);
  return { sellerNames, peopleNames };
}

/** Asks for the next page as its end comes near; after a failure only a person does. */
function useNextPage(query: ChatRowsProps["query"], lastVisible: number, count: number): void {
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = query;
  useEffect(() => {
    const isNearEnd = lastVisible >= count - LOAD_AHEAD_ROWS;
    if (isNearEnd && hasNextPage && !isFetching && !isFetchNextPageError) void fetchNextPage();
  }, [lastVisible, count, hasNextPage, isFetching, isFetchNextPageError, fetchNextPage]);
}

/** The rows in sight, of however many there are. */
export function ChatRows({ chats, openChatId, density, selection, ...props }: ChatRowsProps) {
  const { view, query, onSelect } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLUListElement>(null);
  const rowHeight = rowHeightPx[density];
  const rows = useVirtualizer({
    count: chats.length,
    getScrollElement: () => scroller.current,
    // A new function would make the list measure every row anew.
    estimateSize: useCallback(() => rowHeight, [rowHeight]),
    overscan: 8,
  });
  const visible = rows.getVirtualItems();
  useNextPage(query, visible.at(-1)?.index ?? 0, chats.length);
  const { newAbove } = useListAnchor({ scroller, content, chats, rowHeight });
  const { sellerNames, peopleNames } = useNames();
  const { id: myId } = useCurrentUser();
  const words = useRowWords();
  const tagColors = useTagColors();
  const nowMs = useNow();
  const typists = useTypists(nowMs);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another height is another list to measure
  useEffect(() => rows.measure(), [rowHeight]);
  const openIndex = chats.findIndex((chat) => chat.id === openChatId);
  // biome-ignore lint/correctness/useExhaustiveDependencies: brings a newly opened chat into sight, not one that moves by itself
  useEffect(() => {
    if (openIndex !== -1) rows.scrollToIndex(openIndex, { align: "auto" });
  }, [openChatId]);

  return (
    <div className="relative min-h-0 flex-1">
      {newAbove > 0 && <NewAbove count={newAbove} onPress={() => rows.scrollToOffset(0)} />}
      <div ref={scroller} className="h-full overflow-y-auto overscroll-contain [overflow-anchor:none]">
        <ul ref={content} className="relative" style={{ height: rows.getTotalSize() }}>
          {visible.map((row) => {
            const chat = chats[row.index];
            if (chat === undefined) return null;
            return (
              <li
                key={chat.id}
                aria-posinset={row.index + 1}
                aria-setsize={query.hasNextPage ? -1 : chats.length}
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${row.start}px)`, height: rowHeight }}
              >
                <ChatRow
                  chat={chat}
                  view={view}
                  density={density}
                  nowMs={nowMs}
                  words={words}
                  tagColors={tagColors}
                  sellerName={sellerNames.get(chat.seller_id)}
                  assigneeName={chat.assignee_id === null ? undefined : peopleNames.get(chat.assignee_id)}
                  typingName={typists.get(chat.id)}
                  hasDraft={chat.id !== openChatId && readDraft(myId, chat.id).trim() !== ""}
                  isOpen={chat.id === openChatId}
                  isSelected={selection.ids.has(chat.id)}
                  isSelecting={props.isSelecting || selection.ids.size > 0}
                  onSelect={onSelect}
                />
              </li>
            );
          })}
        </ul>
        <PageEnd query={query} />
      </div>
    </div>
  );
}

function NewAbove({ count, onPress }: { count: number; onPress: () => void }) {
  const t = useTranslations("list");
  return (
    <div className="pointer-events-none absolute inset-x-0 top-2 z-10 flex justify-center">
      <Button
        look="primary"
        onClick={onPress}
        className="pointer-events-auto min-h-7 animate-[appear_160ms_ease-out] rounded-full text-[12px]"
      >
        <ArrowUp size={13} aria-hidden="true" />
        {t("newAbove", { count })}
      </Button>
    </div>
  );
}

function PageEnd({ query }: { query: ChatRowsProps["query"] }) {
  const t = useTranslations("list");
  const common = useTranslations("common");
  if (query.isFetchingNextPage) {
    return <p className="py-3 text-center text-[12px] text-muted">{t("loadingMore")}</p>;
  }
  if (!query.isFetchNextPageError) return null;
  return (
    <p className="flex items-center justify-center gap-2 py-3 text-[12px] text-muted">
      {t("moreFailed")}
      <Button onClick={() => query.fetchNextPage()}>{common("retry")}</Button>
    </p>
  );
}
