import { useEffect, useSyncExternalStore } from "react";
import type { ParseMarkdown } from "./markdown-nodes";

type Loading = { readonly parse: ParseMarkdown | null; readonly isSettled: boolean };

const waiting: Loading = { parse: null, isSettled: false };
let state: Loading = waiting;
let isAsked = false;
const listeners = new Set<() => void>();

function settle(parse: ParseMarkdown | null): void {
  state = { parse, isSettled: true };
  isAsked = parse !== null; // a chunk that did not arrive is asked for again at the next chat
  for (const listener of listeners) listener();
}

/** The reader of Markdown weighs 16 KB and is needed by few messages: it comes while the first chat loads. */
function load(): void {
  if (isAsked) return;
  isAsked = true;
  void import("./parse-markdown").then(
    ({ parseMarkdown }) => settle(parseMarkdown),
    () => settle(null),
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** The reader of Markdown; `isSettled` once it is known whether there is one. Without it texts stay as written. */
export function useMarkdown(isWanted: boolean): Loading {
  useEffect(() => {
    if (isWanted) load();
  }, [isWanted]);
  return useSyncExternalStore(
    subscribe,
    () => state,
    () => waiting,
  );
}
