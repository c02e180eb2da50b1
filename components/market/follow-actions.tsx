"use client";

import { lazy, Suspense, useRef, useSyncExternalStore } from "react";
import type { Action } from "@/lib/wire/actions";
import { followAction, followedStore } from "./followed";

// The cards come with the first change: most visits to the inbox make none.
const ActionCards = lazy(async () => ({ default: (await import("./action-cards")).ActionCards }));

/** Shows an action that was just asked for as a small card in the corner, until it is over. */
export function useFollowAction(): (action: Action) => void {
  return followAction;
}

/** The place of those cards; stands once in the desk's providers. */
export function FollowedActions() {
  const { actions, documents } = useSyncExternalStore(
    followedStore.subscribe,
    followedStore.read,
    followedStore.readOnServer,
  );
  const wasWanted = useRef(false);
  if (actions.length + documents.length > 0) wasWanted.current = true;
  if (!wasWanted.current) return null;
  return (
    <Suspense fallback={null}>
      <ActionCards actions={actions} documents={documents} />
    </Suspense>
  );
}
