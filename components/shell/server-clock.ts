/** The `Date` header tells whole seconds, cut off: on average half a second less than it was. */
const CUT_OFF_MS = 500;
/** Below this the difference is noise of the header's seconds and of the way; the browser's clock is good enough. */
const WORTH_CORRECTING_MS = 5000;
/** A difference that moved this far is no noise: somebody set the clock, or the machine slept. */
const CLOCK_WAS_SET_MS = 30_000;
/** A slow answer tells too little about when it was made. */
const SLOWEST_ANSWER_MS = 10_000;
/** How much of each new measurement is believed. */
const SMOOTHING = 0.25;

/** One answer of our server: what its clock said, and when by our clock the question went and the answer came. */
export interface ClockSighting {
  readonly dateHeader: string | null;
  readonly sentAtMs: number;
  readonly receivedAtMs: number;
}

/** Server time minus browser time in one sighting; null when it tells nothing. */
export function offsetOf({ dateHeader, sentAtMs, receivedAtMs }: ClockSighting): number | null {
  if (dateHeader === null) return null;
  const serverMs = Date.parse(dateHeader);
  const tookMs = receivedAtMs - sentAtMs;
  if (Number.isNaN(serverMs) || tookMs < 0 || tookMs > SLOWEST_ANSWER_MS) return null;
  return serverMs + CUT_OFF_MS - (sentAtMs + tookMs / 2);
}

/** The offset after one more measurement. */
export function smoothOffset(knownMs: number | null, measuredMs: number): number {
  if (knownMs === null || Math.abs(measuredMs - knownMs) > CLOCK_WAS_SET_MS) return measuredMs;
  return knownMs + (measuredMs - knownMs) * SMOOTHING;
}

/** What is added to the browser's time. */
export function correctionOf(offsetMs: number | null): number {
  return offsetMs === null || Math.abs(offsetMs) <= WORTH_CORRECTING_MS ? 0 : Math.round(offsetMs);
}

let offsetMs: number | null = null;
let correctionMs = 0;
const listeners = new Set<() => void>();

/** Every answer of our API passes here: see components/api-client.ts. */
export function sightServerClock(sighting: ClockSighting): void {
  const measuredMs = offsetOf(sighting);
  if (measuredMs === null) return;
  offsetMs = smoothOffset(offsetMs, measuredMs);
  const next = correctionOf(offsetMs);
  // Seconds suffice: a new value on every answer would only draw the screen again.
  if (Math.abs(next - correctionMs) < 1000) return;
  correctionMs = next;
  for (const listener of listeners) listener();
}

/** The time now by the server's clock, in ms: deadlines were made by it. */
export function serverNow(): number {
  return Date.now() + correctionMs;
}

/** How far the browser's clock is off: what is added to it, in ms. */
export const clockCorrection = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
  read: () => correctionMs,
  readOnServer: () => 0,
};
