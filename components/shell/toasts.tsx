"use client";

import { lazy, Suspense, useRef, useSyncExternalStore } from "react";
import { toastStore } from "./toast";

// Ten kilobytes that most visits never need: fetched with the first toast, so the inbox opens without them.
const Toaster = lazy(async () => ({ default: (await import("./toaster")).Toaster }));

/** The place of toasts; stands in the desk's providers. */
export function Toasts() {
  const waiting = useSyncExternalStore(toastStore.subscribe, toastStore.read, toastStore.readOnServer);
  const wasWanted = useRef(false);
  if (waiting.length > 0) wasWanted.current = true;
  if (!wasWanted.current) return null;
  return (
    <Suspense fallback={null}>
      <Toaster />
    </Suspense>
  );
}
