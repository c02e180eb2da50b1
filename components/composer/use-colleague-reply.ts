"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import type { Message } from "@/lib/wire/messages";
import type { CachedPages } from "../live/apply-event";
import { queryKeys } from "../query-keys";
import { answeredSince, lastOwnId } from "./doubts";

/**
 * Whether a colleague answered while this reply was written. Told by the order of the messages, not by clocks, which
 * may be wrong. `begin()` with the first letter, `look()` before sending.
 */
export function useColleagueReply(chatId: string, myId: string) {
  const cache = useQueryClient();
  const begun = useRef<{ lastOwnId: string | null } | null>(null);
  function messages(): readonly Message[] | undefined {
    return cache.getQueryData<CachedPages<Message>>(queryKeys.messages(chatId))?.pages[0]?.items;
  }
  return {
    begin() {
      const now = messages();
      if (now !== undefined) begun.current ??= { lastOwnId: lastOwnId(now) };
    },
    forget() {
      begun.current = null;
    },
    look() {
      const now = messages();
      if (begun.current === null || now === undefined) return undefined;
      return answeredSince(now, begun.current.lastOwnId, myId);
    },
  };
}
