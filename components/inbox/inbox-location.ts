"use client";

import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();

/** Tells the inbox that the address has changed by other means than `goInInbox`. */
export function tellMoved(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("popstate", listener);
  };
}

/**
 * Moves inside the inbox without asking the server for a page: everything it shows comes from the cache. The screen
 * hears of it at once; the router would tell it in a transition, a few frames later.
 */
export function goInInbox(path: string): void {
  if (window.location.pathname === path) return;
  window.history.pushState(null, "", path);
  tellMoved();
}

/** The path the inbox stands at; `initialPath`: the one the server drew it for. */
export function useInboxPath(initialPath: string): string {
  return useSyncExternalStore(
    subscribe,
    () => window.location.pathname,
    () => initialPath,
  );
}
