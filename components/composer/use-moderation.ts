"use client";

import { useDeferredValue, useEffect, useMemo, useState } from "react";
import type { FindPhones } from "@/lib/text/moderation";
import type { ModerationFinding } from "@/lib/text/moderation-finding";

type Moderation = typeof import("@/lib/text/moderation");

const none: readonly ModerationFinding[] = [];
/** Fewer digits are no phone number: its library, the heaviest part, is not fetched for less. */
const PHONE_DIGITS = /\d(?:\D{0,3}\d){6}/;

// Both are fetched with the first words that need them, and stay: a later chat has them at once.
let rules: Moderation | null = null;
let findPhones: FindPhones | null = null;

async function loadRules(): Promise<void> {
  rules ??= await import("@/lib/text/moderation");
}

async function loadPhones(): Promise<void> {
  findPhones ??= (await import("@/lib/text/moderation-phones")).findPhones;
}

function look(text: string, marketplace: string): readonly ModerationFinding[] {
  const ownHosts = rules?.moderatedHosts(marketplace) ?? null;
  if (rules === null || ownHosts === null || text.trim() === "") return none;
  return rules.findProhibited(text, { ownHosts, findPhones });
}

interface ModerationState {
  /** What was looked at: a moment behind the field, so that no key waits for it. */
  readonly text: string;
  readonly findings: readonly ModerationFinding[];
  /** Looks at the text as it is now, for the moment of sending; see `readyForModeration`. */
  readonly lookNow: (text: string) => readonly ModerationFinding[];
}

const needsRules = (text: string) => text !== "" && rules === null;
const needsPhones = (text: string) => findPhones === null && PHONE_DIGITS.test(text);

/** Null: everything that is needed for this text is here. A failed load is no reason to keep a reply back. */
export function readyForModeration(text: string): Promise<unknown> | null {
  const loading = [...(needsRules(text) ? [loadRules()] : []), ...(needsPhones(text) ? [loadPhones()] : [])];
  return loading.length === 0 ? null : Promise.allSettled(loading);
}

/** What the marketplace would refuse in a text, where it moderates. */
export function useModeration(text: string, marketplace: string): ModerationState {
  const seen = useDeferredValue(text);
  const [loaded, setLoaded] = useState(0);
  const isWaiting = needsRules(seen) || needsPhones(seen);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is missing is fetched once, not with every letter
  useEffect(() => {
    let isHere = true;
    // Without the rules nothing is underlined; the marketplace still has the last word.
    void readyForModeration(seen)?.then(() => isHere && setLoaded((count) => count + 1));
    return () => {
      isHere = false;
    };
  }, [isWaiting]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: loaded says that the rules are here now
  const findings = useMemo(() => look(seen, marketplace), [seen, marketplace, loaded]);
  return { text: seen, findings, lookNow: (now) => look(now, marketplace) };
}
