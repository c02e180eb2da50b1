"use client";

import { useSyncExternalStore } from "react";

/** Where a table of many columns has no room: the breakpoint "two" of the design. */
const QUERY = "(max-width: 719.98px)";

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia(QUERY);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

/** Whether the screen is a phone's; false on the server, where only the skeleton is drawn. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(QUERY).matches,
    () => false,
  );
}
