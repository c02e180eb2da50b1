const DAY_MS = 86_400_000;

/** What a key can be reminded of; each once. */
export type Reminder = "expires_30" | "expires_7" | "expires_1" | "expired" | "old";

/** From the most pressing on. */
const BEFORE_THE_END = [
  { reminder: "expired", days: 0 },
  { reminder: "expires_1", days: 1 },
  { reminder: "expires_7", days: 7 },
  { reminder: "expires_30", days: 30 },
] as const;

/** A key in use for so long is better changed, even where it never ends. */
const OLD_AFTER_MONTHS = 6;

export interface KeyAge {
  readonly setAt: Date;
  readonly expiresAt: Date | null;
}

/** What there is to say of a key now: the most pressing word alone; null: nothing. */
export function dueReminder(key: KeyAge, now: Date): Reminder | null {
  if (key.expiresAt !== null) {
    const days = daysLeft(key.expiresAt, now);
    const due = BEFORE_THE_END.find((one) => days <= one.days);
    if (due !== undefined) return due.reminder;
  }
  return now >= oldFrom(key.setAt) ? "old" : null;
}

/** The reminder itself and what it outdoes: a key that came with five days left is not reminded of its thirty. */
export function settledBy(reminder: Reminder): Reminder[] {
  const place = BEFORE_THE_END.findIndex((one) => one.reminder === reminder);
  return place === -1 ? [reminder] : BEFORE_THE_END.slice(place).map((one) => one.reminder);
}

/** Whole and broken days to the end; negative after it. */
export function daysLeft(expiresAt: Date, now: Date): number {
  return (expiresAt.getTime() - now.getTime()) / DAY_MS;
}

function oldFrom(setAt: Date): Date {
  const from = new Date(setAt);
  from.setUTCMonth(from.getUTCMonth() + OLD_AFTER_MONTHS);
  return from;
}
