"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Chat } from "@/lib/wire/chats";
import { prefetchNotes } from "../conversation/around-queries";
import { prefetchMessages } from "../conversation/queries";

/** Who walks the list quickly passes by: only where they stay, the neighbours are worth fetching. */
const STAY_MS = 120;
/** Down the list further than up: that is where work goes on. */
const NEIGHBOURS = [1, -1, 2] as const;

/** Fetches what is written in the chats above and below the open one, so that the next key shows them at once. */
export function usePrefetchedNeighbours(chats: readonly Chat[], openChatId: string | null): void {
  const cache = useQueryClient();
  const at = openChatId === null ? -1 : chats.findIndex((chat) => chat.id === openChatId);
  const ids = NEIGHBOURS.map((by) => chats[at + by]?.id).filter((id) => id !== undefined);
  const wanted = ids.join(" ");
  useEffect(() => {
    if (wanted === "") return;
    const timer = setTimeout(() => {
      for (const chatId of wanted.split(" ")) {
        prefetchMessages(cache, chatId);
        prefetchNotes(cache, chatId);
      }
    }, STAY_MS);
    return () => clearTimeout(timer);
  }, [cache, wanted]);
}
