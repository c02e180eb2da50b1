"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { type BroadcastValues, broadcastVariables } from "@/lib/text/broadcast-template";

/** Everyday facts, for the look of a text before anybody is chosen. */
export function useExampleValues(): BroadcastValues {
  const t = useTranslations("broadcastForm");
  return useMemo(
    () => Object.fromEntries(broadcastVariables.map((name) => [name, t(`text.examples.${name}`)])),
    [t],
  );
}
