"use client";

import { useEffect, useState } from "react";
import type { ChatPresence } from "@/lib/wire/team";
import { onLiveEvent } from "../live/live-listeners";
import { useCurrentUser } from "../shell/current-user";

interface Typist {
  readonly name: string;
  readonly untilMs: number;
}

function typistOf(presence: ChatPresence, myId: string, nowMs: number): Typist | null {
  const person = presence.people.find(
    (candidate) =>
      candidate.id !== myId && candidate.state === "typing" && Date.parse(candidate.until) > nowMs,
  );
  return person === undefined ? null : { name: person.name, untilMs: Date.parse(person.until) };
}

/** Who types in which chat now, colleagues only: one listener for the whole list. */
export function useTypists(nowMs: number): ReadonlyMap<string, string> {
  const { id: myId } = useCurrentUser();
  const [typists, setTypists] = useState<ReadonlyMap<string, Typist>>(new Map());
  useEffect(
    () =>
      onLiveEvent((event) => {
        if (event.name !== "presence.updated") return;
        const { presence } = event.data;
        setTypists((before) => {
          const typist = typistOf(presence, myId, Date.now());
          if (typist === null && !before.has(presence.chat_id)) return before;
          const after = new Map(before);
          if (typist === null) after.delete(presence.chat_id);
          else after.set(presence.chat_id, typist);
          return after;
        });
      }),
    [myId],
  );
  const names = new Map<string, string>();
  for (const [chatId, { name, untilMs }] of typists) if (untilMs > nowMs) names.set(chatId, name);
  return names;
}
