import fc from "fast-check";
import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { ownDatabase } from "../../support/database";

ownDatabase();

type Hours = Readonly<Record<string, ReadonlyArray<readonly [string, string]>>>;

interface Business {
  readonly zone: string;
  readonly hours: Hours | null;
  readonly holidays: readonly string[];
}

async function deadline(
  from: string,
  minutes: number | null,
  business: Partial<Business>,
): Promise<string | null> {
  const { zone = "Europe/Moscow", hours = null, holidays = [] } = business;
  const [row] = await db().$queryRawUnsafe<Array<{ at: Date | null }>>(
    "SELECT business_deadline($1::timestamptz, $2::int, $3, $4::jsonb, $5::text[]::date[]) AS at",
    from,
    minutes,
    zone,
    hours === null ? null : JSON.stringify(hours),
    holidays,
  );
  return row?.at?.toISOString() ?? null;
}

async function isBusinessTime(at: string, business: Partial<Business>): Promise<boolean> {
  const { zone = "Europe/Moscow", hours = null, holidays = [] } = business;
  const [row] = await db().$queryRawUnsafe<Array<{ is: boolean }>>(
    "SELECT is_business_time($1::timestamptz, $2, $3::jsonb, $4::text[]::date[]) AS is",
    at,
    zone,
    hours === null ? null : JSON.stringify(hours),
    holidays,
  );
  return row?.is === true;
}

const weekdays = (span: readonly [string, string], ...more: Array<readonly [string, string]>): Hours => ({
  ...Object.fromEntries(["1", "2", "3", "4", "5"].map((day) => [day, [span, ...more]])),
  "6": [],
  "7": [],
});
const office = weekdays(["09:00", "18:00"]);
const everyDay = (...spans: Array<readonly [string, string]>): Hours =>
  Object.fromEntries(["1", "2", "3", "4", "5", "6", "7"].map((day) => [day, spans]));

// 2026-03-02 is a Monday; Moscow is UTC+3 all year, Berlin UTC+1 in winter and UTC+2 in summer.
test.each<[string, string, number | null, Partial<Business>, string | null]>([
  ["always open: simply later", "2026-03-02T22:30:00Z", 60, {}, "2026-03-02T23:30:00.000Z"],
  ["within the day", "2026-03-02T07:00:00Z", 60, { hours: office }, "2026-03-02T08:00:00.000Z"],
  ["exactly to the day's end", "2026-03-02T14:00:00Z", 60, { hours: office }, "2026-03-02T15:00:00.000Z"],
  ["over night", "2026-03-02T14:30:00Z", 60, { hours: office }, "2026-03-03T06:30:00.000Z"],
  ["before opening", "2026-03-02T01:00:00Z", 60, { hours: office }, "2026-03-02T07:00:00.000Z"],
  ["after closing", "2026-03-02T16:00:00Z", 60, { hours: office }, "2026-03-03T07:00:00.000Z"],
  ["over the weekend", "2026-03-06T14:30:00Z", 60, { hours: office }, "2026-03-09T06:30:00.000Z"],
  ["written on a Sunday", "2026-03-08T10:00:00Z", 15, { hours: office }, "2026-03-09T06:15:00.000Z"],
  [
    "over a holiday",
    "2026-03-06T14:30:00Z",
    60,
    { hours: office, holidays: ["2026-03-09"] },
    "2026-03-10T06:30:00.000Z",
  ],
  [
    "always open but for a holiday",
    "2026-03-08T20:30:00Z", // 23:30 in Moscow, the day before
    60,
    { holidays: ["2026-03-09"] },
    "2026-03-09T21:30:00.000Z",
  ],
  [
    "over the break of the day",
    "2026-03-02T09:45:00Z",
    60,
    { hours: weekdays(["09:00", "13:00"], ["14:00", "18:00"]) },
    "2026-03-02T11:45:00.000Z",
  ],
  [
    "to midnight and on from it",
    "2026-03-02T20:30:00Z",
    60,
    { hours: everyDay(["00:00", "24:00"]) },
    "2026-03-02T21:30:00.000Z",
  ],
  [
    "an evening shift until 24:00, then tomorrow's",
    "2026-03-02T20:30:00Z",
    60,
    { hours: everyDay(["20:00", "24:00"]) },
    "2026-03-03T17:30:00.000Z",
  ],
  ["several days of work", "2026-03-02T06:00:00Z", 9 * 60 * 6, { hours: office }, "2026-03-09T15:00:00.000Z"],
  ["no target", "2026-03-02T07:00:00Z", null, { hours: office }, null],
  ["nobody ever works", "2026-03-02T07:00:00Z", 60, { hours: everyDay() }, null],
  [
    "days that are not named are free",
    "2026-03-02T07:00:00Z",
    60,
    { hours: { "3": [["10:00", "12:00"]] } },
    "2026-03-04T08:00:00.000Z",
  ],
  [
    "Berlin's spring night has 23 hours: the morning comes an hour sooner",
    "2026-03-28T17:30:00Z", // Saturday 18:30 in winter time
    60,
    { zone: "Europe/Berlin", hours: everyDay(["09:00", "19:00"]) },
    "2026-03-29T07:30:00.000Z", // Sunday 09:30 in summer time
  ],
  [
    "Berlin's autumn night has 25 hours",
    "2026-10-24T16:30:00Z", // Saturday 18:30 in summer time
    60,
    { zone: "Europe/Berlin", hours: everyDay(["09:00", "19:00"]) },
    "2026-10-25T08:30:00.000Z", // Sunday 09:30 in winter time
  ],
  [
    "open all of Berlin's spring day: 23 hours of work",
    "2026-03-28T23:00:00Z",
    24 * 60,
    { zone: "Europe/Berlin", hours: everyDay(["00:00", "24:00"]) },
    "2026-03-29T23:00:00.000Z",
  ],
  [
    "open all of Berlin's autumn day: 25 hours of work",
    "2026-10-24T22:00:00Z",
    25 * 60,
    { zone: "Europe/Berlin", hours: { "7": [["00:00", "24:00"]] } },
    "2026-10-25T23:00:00.000Z",
  ],
])("a deadline: %s", async (_, from, minutes, business, expected) => {
  expect(await deadline(from, minutes, business)).toBe(expected);
});

test.each<[string, string, Partial<Business>, boolean]>([
  ["always open", "2026-03-08T01:00:00Z", {}, true],
  ["always open, on a holiday", "2026-03-08T22:00:00Z", { holidays: ["2026-03-09"] }, false],
  ["the first minute", "2026-03-02T06:00:00Z", { hours: office }, true],
  ["a moment before it", "2026-03-02T05:59:59Z", { hours: office }, false],
  ["the moment of closing", "2026-03-02T15:00:00Z", { hours: office }, false],
  ["a weekend", "2026-03-07T09:00:00Z", { hours: office }, false],
  ["a holiday", "2026-03-09T09:00:00Z", { hours: office, holidays: ["2026-03-09"] }, false],
  ["the last minute before 24:00", "2026-03-02T20:59:00Z", { hours: everyDay(["20:00", "24:00"]) }, true],
  ["the break", "2026-03-02T10:30:00Z", { hours: weekdays(["09:00", "13:00"], ["14:00", "18:00"]) }, false],
  ["winter in Berlin", "2026-03-27T08:00:00Z", { zone: "Europe/Berlin", hours: office }, true],
  ["summer in Berlin", "2026-03-30T07:00:00Z", { zone: "Europe/Berlin", hours: office }, true],
  ["an hour too early in winter", "2026-03-27T07:00:00Z", { zone: "Europe/Berlin", hours: office }, false],
])("business time: %s", async (_, at, business, expected) => {
  expect(await isBusinessTime(at, business)).toBe(expected);
});

/** Whether somebody works in a minute, by the wall clock alone. */
function wallClock({ zone, hours, holidays }: Business): (at: number) => boolean {
  const clock = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return (at) => {
    const parts = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]));
    const day = `${parts.year}-${parts.month}-${parts.day}`;
    const time = `${parts.hour}:${parts.minute}`;
    const weekday = String(new Date(`${day}T00:00:00Z`).getUTCDay() || 7);
    const spans = hours === null ? [["00:00", "24:00"] as const] : (hours[weekday] ?? []);
    return !holidays.includes(day) && spans.some(([begin, end]) => time >= begin && time < end);
  };
}

/** The plain way: walk minute by minute and count those in which somebody works. */
function walk(from: Date, minutes: number, business: Business): string | null {
  const works = wallClock(business);
  let left = minutes;
  for (let at = from.getTime(); at < from.getTime() + 40 * 86_400_000; at += 60_000) {
    if (works(at)) left -= 1;
    if (left === 0) return new Date(at + 60_000).toISOString();
  }
  return null;
}

const pad = (part: number) => String(part).padStart(2, "0");
/** Times of day beyond the hour that the clocks skip or repeat: there a wall clock alone does not say which is meant. */
const times = fc
  .uniqueArray(fc.integer({ min: 4 * 12, max: 24 * 12 }), { minLength: 2, maxLength: 6 })
  .map((marks) =>
    marks.sort((a, b) => a - b).map((mark) => `${pad(Math.floor(mark / 12))}:${pad((mark % 12) * 5)}`),
  );
const spans = times.map((marks) =>
  Array.from({ length: Math.floor(marks.length / 2) }, (_, at): [string, string] => [
    marks[2 * at] ?? "",
    marks[2 * at + 1] ?? "",
  ]),
);
const day = fc.oneof({ weight: 1, arbitrary: fc.constant([]) }, { weight: 3, arbitrary: spans });
const hoursOfWeek = fc.record({ "1": day, "2": day, "3": day, "4": day, "5": day, "6": day, "7": day });
const businesses = fc.record({
  zone: fc.constantFrom("Europe/Moscow", "Europe/Berlin", "Asia/Vladivostok", "America/St_Johns", "UTC"),
  hours: fc.option(hoursOfWeek, { nil: null }),
  holidays: fc.uniqueArray(
    fc.constantFrom("2026-03-27", "2026-03-29", "2026-03-30", "2026-10-25", "2026-10-26"),
    {
      maxLength: 3,
    },
  ),
});
/** Minutes around the days on which Berlin's clocks change. */
const moments = fc
  .tuple(
    fc.constantFrom("2026-03-26T00:00:00Z", "2026-10-22T00:00:00Z"),
    fc.integer({ min: 0, max: 5 * 1440 }),
  )
  .map(([base, minutes]) => new Date(Date.parse(base) + minutes * 60_000));

test("deadlines and business time agree with counting minute by minute", { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      businesses,
      moments,
      fc.integer({ min: 1, max: 1500 }),
      async (business, from, minutes) => {
        const expected = walk(from, minutes, business);
        const found = await deadline(from.toISOString(), minutes, business);
        expect(await isBusinessTime(from.toISOString(), business)).toBe(wallClock(business)(from.getTime()));
        if (expected !== null) expect(found).toBe(expected);
        else expect(found === null || Date.parse(found) > from.getTime() + 39 * 86_400_000).toBe(true);
      },
    ),
    { numRuns: 150 },
  );
});
