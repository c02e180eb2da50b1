"use client";

import { type PreferencesChange, useChangePreferences, usePreferences } from "../shell/preferences-query";
import { useSaved } from "./use-saved";

/** Changes preferences and offers the way back to what they were. */
export function useKeepPreferences(): (change: PreferencesChange) => void {
  const now = usePreferences();
  const { mutate } = useChangePreferences();
  const saved = useSaved();
  return (change) => {
    const names = Object.keys(change) as (keyof PreferencesChange)[]; // an object of that type has no other keys
    const before = Object.fromEntries(names.map((name) => [name, now[name]]));
    mutate(change, { onSuccess: () => saved(() => mutate(before)) });
  };
}
