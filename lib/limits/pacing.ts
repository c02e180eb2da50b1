/** Who asks for a permit: an operator's reply goes before everything else. */
export type Lane = "reply" | "poll" | "backfill" | "broadcast";

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
export function paceOf(rule: { requests: number; windowSeconds: number }): Pace {
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
 * pace bears, the rest is the network's; 240 ms for two a second.
 */
export function permitLastsMs(rule: { requests: number; windowSeconds: number }): number {
  const { intervalMs, burst } = paceOf(rule);
  return 0.8 * ((rule.requests - burst + 1) * intervalMs - rule.windowSeconds * 1000);
}

/** Part of a burst that each lane may use up; what is left is kept for the lanes before it. */
const burstShare: Record<Lane, number> = { reply: 1, poll: 0.6, backfill: 0.3, broadcast: 0 };

/** How far ahead of the pace a lane may run, in milliseconds. */
export function toleranceMs(pace: Pace, lane: Lane): number {
  return (pace.burst - 1) * pace.intervalMs * burstShare[lane];
}
