export type SnoozeChoiceId = "hour" | "threeHours" | "evening" | "tomorrow" | "monday";

export interface SnoozeChoice {
  readonly id: SnoozeChoiceId;
  readonly until: Date;
}

const HOUR_MS = 3_600_000;
const EVENING_HOUR = 18;
const MORNING_HOUR = 9;
const MONDAY = 1;

/** Days from a weekday (0 is Sunday) to the next Monday: 1 to 7. */
function daysToMonday(weekday: number): number {
  return (MONDAY - weekday + 7) % 7 || 7;
}

function morningIn(days: number, now: Date): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, MORNING_HOUR);
}

/** Times people put chats off to, in the reader's zone; the evening only while it is an hour away or more. */
export function snoozeChoices(now: Date): readonly SnoozeChoice[] {
  const evening = new Date(now.getFullYear(), now.getMonth(), now.getDate(), EVENING_HOUR);
  const toMonday = daysToMonday(now.getDay());
  return [
    { id: "hour", until: new Date(now.getTime() + HOUR_MS) },
    { id: "threeHours", until: new Date(now.getTime() + 3 * HOUR_MS) },
    ...(evening.getTime() - now.getTime() >= HOUR_MS ? [{ id: "evening", until: evening } as const] : []),
    { id: "tomorrow", until: morningIn(1, now) },
    // On a Sunday "Monday" is tomorrow.
    ...(toMonday > 1 ? [{ id: "monday", until: morningIn(toMonday, now) } as const] : []),
  ];
}

/** The value of a `datetime-local` field for an instant, in the reader's zone. */
export function toFieldValue(instant: Date): string {
  const two = (part: number) => String(part).padStart(2, "0");
  const day = `${instant.getFullYear()}-${two(instant.getMonth() + 1)}-${two(instant.getDate())}`;
  return `${day}T${two(instant.getHours())}:${two(instant.getMinutes())}`;
}

/** The instant a `datetime-local` field names; null when it is empty, unreadable or not ahead. */
export function parseFieldValue(value: string, nowMs: number): Date | null {
  const instant = new Date(value);
  return Number.isNaN(instant.getTime()) || instant.getTime() <= nowMs ? null : instant;
}
