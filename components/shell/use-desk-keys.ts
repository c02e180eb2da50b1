"use client";

import { useEffect, useEffectEvent } from "react";
import { findKey, type KeyId, opensSequence } from "./key-map";
import { isTyping } from "./keys";

/** How long a first key waits for its second. */
const SEQUENCE_WITHIN_MS = 1200;

/** What keys do. A handler that answers false did nothing: the key keeps its own meaning. */
export type KeyHandlers = Partial<Record<KeyId, () => unknown>>;

/** Listens for the keys of the map while nobody types and no window or menu is open. */
export function useDeskKeys(handlers: KeyHandlers): void {
  const run = useEffectEvent((id: KeyId) => handlers[id]?.() !== false && handlers[id] !== undefined);
  useEffect(() => {
    let opener: { code: string; until: number } | null = null;
    function onKey(event: KeyboardEvent) {
      if (event.altKey || event.isComposing || event.defaultPrevented || isTyping(event.target)) return;
      if (event.code.startsWith("Shift") || event.code.startsWith("Control")) return;
      const after = opener !== null && event.timeStamp < opener.until ? opener.code : undefined;
      opener = null;
      const isPlain = !event.shiftKey && !event.ctrlKey && !event.metaKey;
      // On some keyboards the question mark stands elsewhere: the sign itself counts too.
      const id = event.key === "?" ? "help" : findKey(event, after);
      if (id === undefined) {
        if (isPlain && opensSequence(event.code)) {
          opener = { code: event.code, until: event.timeStamp + SEQUENCE_WITHIN_MS };
        }
        return;
      }
      if (event.code === "Enter" && isOnControl(event.target)) return; // Enter presses what has the focus
      if (run(id)) event.preventDefault();
    }
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}

function isOnControl(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("a, button, summary, [role=checkbox]") !== null;
}
