"use client";

import { useCallback, useEffect, useMemo, useState } from "react";
import { useCurrentUser } from "../shell/current-user";
import { compareDraft, type DraftTrouble, onDraftChange, saveDraftNow, saveDraftSoon } from "./draft-saving";
import { keepDraft, readDraft } from "./drafts";

/** Who walks through the list passes by: the server is asked for a draft only where somebody stays. */
const STAY_MS = 150;

interface DraftState {
  readonly text: string;
  /** Keeps what stands in the field: here at once, at the server soon. */
  readonly write: (text: string) => void;
  /** Keeps it at the server now; for when the field is left. */
  readonly flush: () => void;
  /** Why the server does not keep it; null: it does. */
  readonly trouble: DraftTrouble;
}

/** The draft of a reply in one chat, from this browser at once and from the server when it has a newer one. */
export function useDraft(chatId: string): DraftState {
  const { id: userId } = useCurrentUser();
  const place = useMemo(() => ({ userId, chatId }), [userId, chatId]);
  const [text, setText] = useState(() => readDraft(userId, chatId));
  const [trouble, setTrouble] = useState<DraftTrouble>(null);
  useEffect(
    () =>
      onDraftChange(place, (change) => {
        if ("text" in change) setText(change.text);
        else setTrouble(change.trouble);
      }),
    [place],
  );
  useEffect(() => {
    const leaving = new AbortController();
    const timer = setTimeout(() => void compareDraft(place, leaving.signal), STAY_MS);
    return () => {
      clearTimeout(timer);
      leaving.abort();
      void saveDraftNow(place);
    };
  }, [place]);
  const write = useCallback(
    (next: string) => {
      setText(next);
      keepDraft(place.userId, place.chatId, next);
      saveDraftSoon(place);
    },
    [place],
  );
  const flush = useCallback(() => void saveDraftNow(place), [place]);
  return { text, write, flush, trouble };
}
