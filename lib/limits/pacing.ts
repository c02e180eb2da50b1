/** Who asks for a permit: an operator's reply goes before everything else. */
export type Lane = "reply" | "poll" | "backfill" | "broadcast";

interface Rule {
  readonly requests: number;
  readonly windowSeconds: number;
}

/**
 * Fast limits are held exactly, by places: each stands for one request and is free again one window after the answer
 * to it. However long requests are held up on their way, no window of the marketplace's ever sees more than it allows,
 * and next to nothing of the limit is given away. Slow limits (and those of single chats) are paced: there a place held
 * for the time of a request would cost nothing either, but a row of hundreds of places would.
 */
export function isHeldByPlaces(
  rule: Rule & { readonly scope: string | null; readonly isOwn?: boolean | undefined },
): boolean {
  return (
    rule.isOwn !== true &&
    rule.scope === null &&
    rule.requests >= 2 &&
    rule.requests <= 100 &&
    rule.windowSeconds <= 2
  );
}

/**
 * The pace beside places: it keeps nothing, but spreads requests over the window, so that a reply never finds all places
 * taken at once.
 */
export function spreadOf(rule: Rule): Pace {
  return { intervalMs: (rule.windowSeconds * 1000) / rule.requests, burst: rule.requests };
}

/** A pace that somebody here chose (a broadcast's): kept on average, a moment's delay made up for within this time. */
export const OWN_TOLERANCE_MS = 250;

/** How far ahead of the spread a lane may run: what is asked for late is made up for. */
export function spreadToleranceMs(rule: Rule, lane: Lane): number {
  const { intervalMs, burst } = spreadOf(rule);
  return intervalMs * Math.max(0.5, (burst - 1) * Math.max(0.15, burstShare[lane]));
}

/** How a limit is held on our side: one request every `intervalMs`, with `burst` at once after a pause. */
export interface Pace {
  readonly intervalMs: number;
  readonly burst: number;
}

/**
 * Turns "at most `requests` in any `windowSeconds`" into a pace that keeps it in every sliding window.
 * A window holds at most `burst + window/interval` requests; the rest up to the limit is headroom for requests that
 * leave on time and arrive bunched (half a second of stalling for fast limits, a request or so for slow ones).
 */
export function paceOf(rule: Rule): Pace {
  const windowMs = rule.windowSeconds * 1000;
  if (rule.requests === 1) return { intervalMs: windowMs * 1.025, burst: 1 };
  if (rule.requests < 6) return { intervalMs: (windowMs / rule.requests) * 1.3, burst: 1 };
  const burst = Math.max(3, Math.floor(rule.requests * 0.1));
  const headroom = Math.max(1, Math.ceil((rule.requests / rule.windowSeconds) * 0.3));
  return { intervalMs: windowMs / (rule.requests - burst - headroom), burst };
}

/**
 * How long a permit is good for, in milliseconds. Requests keep their distance only when each leaves soon after its
 * permit: one held up (a stalled process, a slow claim) would arrive together with the next. Four fifths of what the
 * pace bears, the rest is the network's. Limits held by places do not ask for this.
 */
export function permitLastsMs(rule: Rule): number {
  const { intervalMs, burst } = paceOf(rule);
  return 0.8 * ((rule.requests - burst + 1) * intervalMs - rule.windowSeconds * 1000);
}

/** Part of a burst that each lane may use up; what is left is kept for the lanes before it. */
const burstShare: Record<Lane, number> = { reply: 1, poll: 0.6, backfill: 0.3, broadcast: 0 };

/** How far ahead of the pace a lane may run, in milliseconds. */
export function toleranceMs(pace: Pace, lane: Lane): number {
  return (pace.burst - 1) * pace.intervalMs * burstShare[lane];
}
