"use client";

import { lazy, Suspense, useSyncExternalStore } from "react";
import { sessionEnded } from "./session-ended";

// A day without it is the rule: fetched when a session has ended.
const SessionDialog = lazy(async () => ({ default: (await import("./session-dialog")).SessionDialog }));

/** Stands in the desk's providers; shows itself when the server no longer knows who is here. */
export function SessionGate() {
  const hasEnded = useSyncExternalStore(sessionEnded.subscribe, sessionEnded.read, sessionEnded.readOnServer);
  if (!hasEnded) return null;
  return (
    <Suspense fallback={null}>
      <SessionDialog />
    </Suspense>
  );
}
