"use client";

import { useSyncExternalStore } from "react";
import { clockCorrection, serverNow } from "./server-clock";

/** Waits are told in minutes: looking at the clock every 15 s shows none more than a quarter minute late. */
const TICK_MS = 15_000;

let nowMs = serverNow();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;
let forgetCorrection: (() => void) | null = null;

function tick(): void {
  nowMs = serverNow();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === null) {
    nowMs = serverNow();
    timer = setInterval(tick, TICK_MS);
    forgetCorrection = clockCorrection.subscribe(tick);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    forgetCorrection?.();
    timer = null;
  };
}

/** The server's time now in ms, the same for everything on the screen, moving every 15 s. */
export function useNow(): number {
  return useSyncExternalStore(
    subscribe,
    () => nowMs,
    () => 0,
  );
}
