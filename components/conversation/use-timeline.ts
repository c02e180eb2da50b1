"use client";

import { useEffect, useMemo, useState } from "react";
import type { Message } from "@/lib/wire/messages";
import { useNotes } from "./around-queries";
import { layOut, notesBeside, type TimelineItem } from "./timeline";

/** Notes come with the messages; slower than this they come later, into their places. */
const WAIT_FOR_NOTES_MS = 250;

interface TimelineInput {
  chatId: string;
  messages: readonly Message[];
  firstNewId: string | null;
  /** Whether the messages reach the live end, and whether earlier ones exist. */
  isLive: boolean;
  hasOlder: boolean;
}

function useIsOver(milliseconds: number): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), milliseconds);
    return () => clearTimeout(timer);
  }, [milliseconds]);
  return isOver;
}

/** Messages, notes and what was done, as one list. `isReady`: it can be shown without more jumping in soon. */
export function useTimeline({ chatId, messages, firstNewId, isLive, hasOlder }: TimelineInput): {
  items: readonly TimelineItem[];
  isReady: boolean;
} {
  const query = useNotes(chatId);
  const hasWaited = useIsOver(WAIT_FOR_NOTES_MS);
  const notes = useMemo(
    () => query.data?.pages.toReversed().flatMap((page) => page.items) ?? [],
    [query.data],
  );
  const from = hasOlder ? (messages[0]?.created_at ?? null) : null;
  const to = isLive ? null : (messages.at(-1)?.created_at ?? null);
  const oldestNote = notes[0]?.created_at;
  const needsOlder = oldestNote !== undefined && (from === null || oldestNote > from);
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query;
  useEffect(() => {
    if (needsOlder && hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [needsOlder, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
  const items = useMemo(
    () => layOut({ messages, notes: notesBeside(notes, { from, to }), firstNewId, hasOlder }),
    [messages, notes, from, to, firstNewId, hasOlder],
  );
  return { items, isReady: !query.isPending || hasWaited };
}
