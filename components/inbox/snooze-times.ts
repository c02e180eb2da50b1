import { SNOOZED_UNTIL_BUYER } from "@/lib/wire/chats";

/** When work begins and ends in the words "tomorrow morning" and "tonight". */
const MORNING_HOUR = 9;
const EVENING_HOUR = 18;
const HOUR_MS = 3_600_000;
const MONDAY = 1;

export type SnoozeName = "hour" | "evening" | "tomorrow" | "monday" | "buyer";

export interface SnoozeChoice {
  readonly name: SnoozeName;
  /** As it goes to the server. */
  readonly until: string;
}

function dayAt(now: Date, days: number, hour: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour);
}

/** Until when a chat may be put off, in the reader's own zone; what has passed or would be said twice is left out. */
export function snoozeChoices(nowMs: number): readonly SnoozeChoice[] {
  const now = new Date(nowMs);
  const daysToMonday = (MONDAY - now.getDay() + 7) % 7 || 7;
  const evening = dayAt(now, 0, EVENING_HOUR);
  const choice = (name: SnoozeName, until: Date): SnoozeChoice => ({ name, until: until.toISOString() });
  return [
    choice("hour", new Date(nowMs + HOUR_MS)),
    ...(evening.getTime() - nowMs > HOUR_MS ? [choice("evening", evening)] : []),
    choice("tomorrow", dayAt(now, 1, MORNING_HOUR)),
    ...(daysToMonday > 1 ? [choice("monday", dayAt(now, daysToMonday, MORNING_HOUR))] : []),
    { name: "buyer", until: SNOOZED_UNTIL_BUYER },
  ];
}
