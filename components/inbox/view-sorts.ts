"use client";

import { useSyncExternalStore } from "react";
import type { ChatSort } from "@/lib/wire/chats";

const PREFIX = "prilavok.sort.";
const sorts = ["newest", "waiting", "deadline"] as const satisfies readonly ChatSort[];
const listeners = new Set<() => void>();
/** Reading storage on every render would cost more than the list; forgotten when another tab writes. */
const known = new Map<string, ChatSort | null>();

function read(viewId: string): ChatSort | null {
  const cached = known.get(viewId);
  if (cached !== undefined) return cached;
  let kept: string | null = null;
  try {
    kept = localStorage.getItem(PREFIX + viewId);
  } catch {
    kept = null; // storage forbidden: every view keeps its usual order
  }
  const sort = sorts.find((name) => name === kept) ?? null;
  known.set(viewId, sort);
  return sort;
}

function forget(): void {
  known.clear();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", forget);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener("storage", forget);
  };
}

/** Keeps the order a person chose for a view, on this device. */
export function chooseSort(viewId: string, sort: ChatSort): void {
  known.set(viewId, sort);
  for (const listener of listeners) listener();
  try {
    localStorage.setItem(PREFIX + viewId, sort);
  } catch {
    return; // holds until the tab closes
  }
}

/** The order chosen for a view; null: none was. */
export function useChosenSort(viewId: string): ChatSort | null {
  return useSyncExternalStore(
    subscribe,
    () => read(viewId),
    () => null,
  );
}
