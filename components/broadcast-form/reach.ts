import { type AudienceCount, type ExclusionReason, exclusionReasons } from "@/lib/wire/audience";

/** An audience split the way people ask about it. */
export interface Reach {
  readonly now: number;
  /** When quiet hours end. */
  readonly later: number;
  readonly never: number;
  /** Everybody who gets it, sooner or later. */
  readonly total: number;
  /** Why not, the most frequent first; quiet hours only put off and stand among them no more. */
  readonly reasons: readonly { readonly reason: ExclusionReason; readonly count: number }[];
}

/** Splits a count; what adds up to `matched` adds up here too. */
export function toReach({
  audience_count,
  excluded,
}: Pick<AudienceCount, "audience_count" | "excluded">): Reach {
  const later = excluded.quiet_hours ?? 0;
  const reasons = exclusionReasons
    .filter((reason) => reason !== "quiet_hours")
    .map((reason) => ({ reason, count: excluded[reason] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  return {
    now: audience_count,
    later,
    never: reasons.reduce((sum, { count }) => sum + count, 0),
    total: audience_count + later,
    reasons,
  };
}

export const windowKeys = ["unlimited", "later", "within_24h", "within_6h", "no_longer"] as const;

/** Parts of a bar, in percent of them all; nothing where nobody is. */
export function toParts<Key extends string>(counts: Readonly<Record<Key, number>>, keys: readonly Key[]) {
  const all = keys.reduce((sum, key) => sum + counts[key], 0);
  return keys.map((key) => ({ key, count: counts[key], percent: all === 0 ? 0 : (100 * counts[key]) / all }));
}
