"use client";

import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo } from "react";
import type { ChatPresence } from "@/lib/wire/team";
import { queryKeys } from "../query-keys";
import { useCurrentUser } from "../shell/current-user";
import { useNow } from "../shell/use-now";
import { PresenceKeeper, tellServer } from "./presence-keeper";

/** Who else is at a chat now. */
export type Onlooker = ChatPresence["people"][number];

/** One stay per chat in this tab, however many parts of the screen ask. */
const stays = new Map<string, { keeper: PresenceKeeper; users: number; end: () => void }>();

function enter(chatId: string, cache: QueryClient): () => void {
  const known = stays.get(chatId);
  const stay = known ?? beginStay(chatId, cache);
  stay.users += 1;
  return () => {
    stay.users -= 1;
    if (stay.users > 0) return;
    stays.delete(chatId);
    stay.end();
  };
}

function beginStay(chatId: string, cache: QueryClient) {
  const keeper = new PresenceKeeper({
    chatId,
    tell: tellServer,
    onPresence: (presence) => cache.setQueryData(queryKeys.presence(chatId), presence),
    isVisible: () => document.visibilityState === "visible",
  });
  keeper.start();
  document.addEventListener("visibilitychange", keeper.lookAgain);
  window.addEventListener("pagehide", keeper.leave);
  const stay = {
    keeper,
    users: 0,
    end() {
      document.removeEventListener("visibilitychange", keeper.lookAgain);
      window.removeEventListener("pagehide", keeper.leave);
      keeper.stop();
    },
  };
  stays.set(chatId, stay);
  return stay;
}

/**
 * Says that this person is at the chat for as long as the caller is on the screen, and tells who else is.
 * `announceTyping()`: call it on every change of the text; it spares the server by itself.
 */
export function usePresence(chatId: string): {
  readonly others: readonly Onlooker[];
  readonly announceTyping: () => void;
} {
  const cache = useQueryClient();
  const me = useCurrentUser();
  const now = useNow();
  useEffect(() => enter(chatId, cache), [chatId, cache]);
  // Filled by the stream and by our own signs; there is nothing to fetch.
  const { data } = useQuery<ChatPresence>({ queryKey: queryKeys.presence(chatId), enabled: false });
  const others = useMemo(
    () => (data?.people ?? []).filter((person) => person.id !== me.id && Date.parse(person.until) > now),
    [data, me.id, now],
  );
  const announceTyping = useCallback(() => stays.get(chatId)?.keeper.announceTyping(), [chatId]);
  return { others, announceTyping };
}
