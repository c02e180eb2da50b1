import type { Broadcast } from "@/lib/wire/broadcasts";

/** The parts of an audience, in the order in which they stand in the bar. */
export interface Progress {
  readonly sent: number;
  readonly failed: number;
  readonly skipped: number;
  readonly waiting: number;
  readonly audience: number;
}

/** How far it has come; what is not yet settled waits. */
export function progressOf({ counts }: Pick<Broadcast, "counts">): Progress {
  const settled = counts.sent + counts.failed + counts.skipped;
  return {
    sent: counts.sent,
    failed: counts.failed,
    skipped: counts.skipped,
    waiting: Math.max(0, counts.audience - settled),
    audience: Math.max(counts.audience, settled),
  };
}

/** A part of a whole, 0 to 1; null where there is no whole. */
export function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** Reasons with how many each, the most first. */
export function byCount(reasons: Readonly<Record<string, number>>): readonly (readonly [string, number])[] {
  return Object.entries(reasons)
    .filter(([, count]) => count > 0)
    .sort(([a, first], [b, second]) => second - first || a.localeCompare(b));
}
