"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import type { Preferences } from "@/lib/wire/preferences";
import { queryKeys } from "../query-keys";
import { usePreferences } from "../shell/preferences-query";
import type { Density } from "./chat-row";

const KEPT_AS = "prilavok.density";
const unchanging = () => () => undefined;

function readKept(): string | null {
  try {
    return localStorage.getItem(KEPT_AS);
  } catch {
    return null; // storage forbidden: rows take their height when the preferences come
  }
}

/** How high rows are: as the person chose; until the server has said it, as it was here last time, so that nothing jumps. */
export function useDensity(): Density {
  const { density } = usePreferences();
  const isKnown = useQueryClient().getQueryData<Preferences>(queryKeys.preferences()) !== undefined;
  const kept = useSyncExternalStore(unchanging, readKept, () => null);
  useEffect(() => {
    if (!isKnown) return;
    try {
      localStorage.setItem(KEPT_AS, density);
    } catch {
      return;
    }
  }, [isKnown, density]);
  return !isKnown && kept === "compact" ? "compact" : density;
}
