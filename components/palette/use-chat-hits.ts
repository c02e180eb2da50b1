"use client";

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { MessageSquare } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import type { Chat } from "@/lib/wire/chats";
import { type SearchHit, searchMessages } from "@/lib/wire/search";
import { callApi } from "../api-client";
import { useChatWords } from "../inbox/use-chat-words";
import type { CachedPages } from "../live/apply-event";
import { queryKeys } from "../query-keys";
import { useSellers } from "../sellers/queries";
import { useGoToChat } from "../shell/use-go-to-chat";
import type { PaletteItem } from "./items";
import { otherReading } from "./keyboard-layout";
import { findIn } from "./match";

const ASK_AFTER_MS = 160;
const FROM_CACHE = 6;
const FROM_SERVER = 8;
const SHORTEST_QUERY = 2;

function useSettled(text: string, delayMs: number): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), delayMs);
    return () => clearTimeout(timer);
  }, [text, delayMs]);
  return settled;
}

async function ask(q: string, signal: AbortSignal): Promise<readonly SearchHit[]> {
  const { items } = await callApi(searchMessages, { query: { q, limit: FROM_SERVER }, signal });
  const other = items.length === 0 ? otherReading(q) : null;
  if (other === null) return items;
  return (await callApi(searchMessages, { query: { q: other, limit: FROM_SERVER }, signal })).items;
}

/** Chats for what was typed: those the cache knows at once, the server's finds as they come. */
export function useChatHits(typed: string) {
  const toItem = useToItem();
  const known = useKnownChats();
  const wanted = typed.trim();
  const settled = useSettled(wanted, ASK_AFTER_MS);
  const isAsked = settled.length >= SHORTEST_QUERY;
  const query = useQuery({
    queryKey: queryKeys.search({ palette: settled }),
    queryFn: ({ signal }) => ask(settled, signal),
    enabled: isAsked,
    placeholderData: keepPreviousData,
  });
  const here =
    wanted.length < SHORTEST_QUERY
      ? []
      : findIn(
          wanted,
          known.map((chat) => toItem(chat)),
        ).slice(0, FROM_CACHE);
  const hits = isAsked && settled === wanted && !query.isPlaceholderData ? (query.data ?? []) : [];
  const found = hits.map((hit) => toItem(hit.chat, hit));
  const seen = new Set<string>();
  const items = [...here, ...found].filter(({ id }) => !seen.has(id) && seen.add(id));
  const isSearching = wanted.length >= SHORTEST_QUERY && (settled !== wanted || query.isFetching);
  return { items, isSearching, hasFailed: query.isError };
}

function useKnownChats(): readonly Chat[] {
  const cache = useQueryClient();
  // The palette is open for seconds: what the lists hold when it opens is what it offers at once.
  return useMemo(() => {
    const lists = cache.getQueriesData<CachedPages<Chat>>({ queryKey: queryKeys.chatLists() });
    const chats = lists.flatMap(([, list]) => list?.pages.flatMap((page) => page.items) ?? []);
    return [...new Map(chats.map((chat) => [chat.id, chat])).values()];
  }, [cache]);
}

function useToItem(): (chat: Chat, hit?: SearchHit) => PaletteItem {
  const { titleOf } = useChatWords();
  const { data: sellers = [] } = useSellers();
  const goToChat = useGoToChat();
  return (chat, hit) => {
    const seller = sellers.find(({ id }) => id === chat.seller_id)?.name;
    const order = chat.posting_number ?? chat.order_number;
    const title = titleOf(chat);
    const said = hit?.snippet.map((part) => part.text).join("") || chat.last_message_preview;
    return {
      id: `chat-${chat.id}`,
      group: "chats",
      text: order === null || title.includes(order) ? title : `${title} · ${order}`,
      words: [chat.order_number, chat.posting_number, chat.last_message_preview, seller]
        .filter(Boolean)
        .join(" "),
      detail: [seller, said].filter(Boolean).join(" · "),
      Icon: MessageSquare,
      run: () => goToChat(chat.id, hit?.message_id ?? null),
    };
  };
}
