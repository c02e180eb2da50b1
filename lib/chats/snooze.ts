import { now } from "../clock";

/** Until when a chat sleeps. A time that has passed (a wrong clock, a slow request) wakes it: it would show at once. */
export function toSnooze(given: string | null | undefined): Date | null | undefined {
  if (given === undefined || given === null) return given;
  const until = new Date(given);
  return until <= now() ? null : until;
}
