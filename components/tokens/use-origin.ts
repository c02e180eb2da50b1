"use client";

import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** The address this desk is reached under; empty while the server renders. */
export function useOrigin(): string {
  return useSyncExternalStore(
    never,
    () => window.location.origin,
    () => "",
  );
}
