const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Seconds between one try and the next, as Standard Webhooks advises: soon at first, then over three days. */
const PAUSES_SECONDS: readonly number[] = [
  5,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];
/** Up to this part of the pause is added, so that what failed together does not come back together. */
const JITTER = 0.1;

/** From so many failures in a row on the address itself is spared: one try at a time. */
export const SPARED_FROM_FAILURES = 3;
const FIRST_REST_SECONDS = 5;
const LONGEST_REST_SECONDS = 5 * MINUTE;
/** An address that took nothing for so long is given up. */
const GIVEN_UP_AFTER_DAYS = 5;

/** Milliseconds until the next try after so many; null: that was the last one. `random` is from 0 to 1. */
export function pauseAfter(attempts: number, random: number): number | null {
  const seconds = PAUSES_SECONDS[attempts - 1];
  return seconds === undefined ? null : Math.round(seconds * (1 + JITTER * random) * 1000);
}

/**
 * How long an address rests after so many failures in a row, in milliseconds: a receiver that is down is not struck by
 * everything that waits for it, and gets it all as soon as one try passes.
 */
export function restAfter(failures: number): number {
  if (failures < SPARED_FROM_FAILURES) return 0;
  const doublings = Math.min(failures - SPARED_FROM_FAILURES, 10); // by then it is the longest one anyway
  return Math.min(FIRST_REST_SECONDS * 2 ** doublings, LONGEST_REST_SECONDS) * 1000;
}

/** Whether an address that failed since then is given up. */
export function isGivenUp(failingSince: Date, now: Date): boolean {
  return now.getTime() - failingSince.getTime() >= GIVEN_UP_AFTER_DAYS * 24 * HOUR * 1000;
}
