const MINUTE_MS = 60_000;
const HOUR_MINUTES = 60;
const DAY_MINUTES = 24 * HOUR_MINUTES;

/** A length of time in the two largest units that matter, for "2 ч 14 м". */
export type Duration =
  | { readonly kind: "now" }
  | { readonly kind: "minutes"; readonly minutes: number }
  | { readonly kind: "hours"; readonly hours: number; readonly minutes: number }
  | { readonly kind: "days"; readonly days: number; readonly hours: number };

/** Cuts milliseconds down to whole minutes, hours and minutes, or days and hours; under a minute is "now". */
export function toDuration(milliseconds: number): Duration {
  const minutes = Math.floor(milliseconds / MINUTE_MS);
  if (minutes < 1) return { kind: "now" };
  if (minutes < HOUR_MINUTES) return { kind: "minutes", minutes };
  if (minutes < DAY_MINUTES) {
    return { kind: "hours", hours: Math.floor(minutes / HOUR_MINUTES), minutes: minutes % HOUR_MINUTES };
  }
  const hours = Math.floor(minutes / HOUR_MINUTES);
  return { kind: "days", days: Math.floor(hours / 24), hours: hours % 24 };
}
