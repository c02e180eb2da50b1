import type { BusinessHours, SellerService } from "@/lib/wire/seller-service";

/** What the calculation needs of a seller's service. */
export type Office = Pick<SellerService, "time_zone" | "hours" | "holidays">;

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
/** Beyond this nobody looks: an office that never opens must end the search. */
const LOOK_AHEAD_DAYS = 400;

export const weekdays = [
  "1",
  "2",
  "3",
  "4",
  "5",
  "6",
  "7",
] as const satisfies readonly (keyof BusinessHours)[];
export type Weekday = (typeof weekdays)[number];

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  formats.set(timeZone, made);
  return made;
}

/** How far local time is ahead of UTC at an instant, in ms. */
function offsetMs(timeZone: string, atMs: number): number {
  const part = new Map(
    formatOf(timeZone)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const at = (name: Intl.DateTimeFormatPartTypes) => part.get(name) ?? 0;
  const local = Date.UTC(at("year"), at("month") - 1, at("day"), at("hour"), at("minute"), at("second"));
  return local - Math.floor(atMs / 1000) * 1000;
}

/** The instant of a local time of day (in minutes) on a local day (as UTC midnight); a skipped time moves on. */
function instantOf(timeZone: string, dayMs: number, minutes: number): number {
  const localMs = dayMs + minutes * MINUTE_MS;
  const guess = localMs - offsetMs(timeZone, localMs);
  return localMs - offsetMs(timeZone, guess);
}

/** "09:30" in minutes since midnight. */
export function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

const dayName = (dayMs: number) => new Date(dayMs).toISOString().slice(0, 10);

function spansOn(office: Office, dayMs: number): readonly (readonly [number, number])[] {
  if (office.holidays.includes(dayName(dayMs))) return [];
  if (office.hours === null) return [[0, DAY_MINUTES]];
  const weekday = weekdays[(new Date(dayMs).getUTCDay() + 6) % 7] ?? "1";
  return office.hours[weekday]
    .map(([from, to]) => [minutesOf(from), minutesOf(to)] as const)
    .sort((a, b) => a[0] - b[0]);
}

/** Open stretches from an instant on, in order; those that touch (over midnight too) come as one. */
function* openStretches(office: Office, fromMs: number): Generator<{ startMs: number; endMs: number }> {
  const zone = office.time_zone;
  const todayMs =
    Math.floor((fromMs + offsetMs(zone, fromMs)) / (DAY_MINUTES * MINUTE_MS)) * DAY_MINUTES * MINUTE_MS;
  let open: { startMs: number; endMs: number } | null = null;
  for (let day = -1; day < LOOK_AHEAD_DAYS; day += 1) {
    const dayMs = todayMs + day * DAY_MINUTES * MINUTE_MS;
    for (const [from, to] of spansOn(office, dayMs)) {
      const startMs = instantOf(zone, dayMs, from);
      const endMs = instantOf(zone, dayMs, to);
      if (open !== null && startMs <= open.endMs) open.endMs = Math.max(open.endMs, endMs);
      else {
        if (open !== null && open.endMs > fromMs) yield open;
        open = { startMs, endMs };
      }
    }
  }
  if (open !== null && open.endMs > fromMs) yield open;
}

/** How an office stands at an instant. Times in ms; null: not within the next year. */
export type OfficeState =
  | { readonly isOpen: true; readonly closesMs: number | null }
  | { readonly isOpen: false; readonly opensMs: number | null };

const FOREVER_MS = 300 * DAY_MINUTES * MINUTE_MS;

/** Whether the office is open at an instant, and until or from when. */
export function stateOf(office: Office, atMs: number): OfficeState {
  for (const { startMs, endMs } of openStretches(office, atMs)) {
    if (startMs > atMs) return { isOpen: false, opensMs: startMs };
    return { isOpen: true, closesMs: endMs - atMs > FOREVER_MS ? null : endMs };
  }
  return { isOpen: false, opensMs: null };
}

/** When so many minutes of working time after an instant are over; null: never within the next year. */
export function dueAfter(office: Office, atMs: number, minutes: number): number | null {
  let leftMs = minutes * MINUTE_MS;
  for (const { startMs, endMs } of openStretches(office, atMs)) {
    const fromMs = Math.max(startMs, atMs);
    if (endMs - fromMs >= leftMs) return fromMs + leftMs;
    leftMs -= endMs - fromMs;
  }
  return null;
}

/** What is wrong with a day's hours as they stand; null: nothing. */
export function problemOf(spans: readonly (readonly [string, string])[]): "endsEarlier" | "overlap" | null {
  if (spans.some(([from, to]) => from >= to)) return "endsEarlier";
  const sorted = [...spans].sort((a, b) => (a[0] < b[0] ? -1 : 1));
  return sorted.some(([from], at) => at > 0 && from < (sorted[at - 1]?.[1] ?? "")) ? "overlap" : null;
}

/** Whether the browser knows a time zone by this name. */
export function isTimeZone(name: string): boolean {
  try {
    formatOf(name);
    return name !== "";
  } catch {
    return false; // the browser's way to say that it does not know the name
  }
}

/** Nine to six on weekdays: where one begins who had no hours before. */
export const usualHours: BusinessHours = {
  "1": [["09:00", "18:00"]],
  "2": [["09:00", "18:00"]],
  "3": [["09:00", "18:00"]],
  "4": [["09:00", "18:00"]],
  "5": [["09:00", "18:00"]],
  "6": [],
  "7": [],
};
