import { expect, test } from "vitest";
import { daysOf, listDays, parseChoice, toReportQuery, toSearch } from "./period";

const now = new Date(2026, 10, 21, 15, 30);
const parse = (search: string) => parseChoice(new URLSearchParams(search), now);

test("named periods end today, yesterday's with yesterday", () => {
  expect(daysOf("today", now)).toEqual({ from: "2026-11-21", to: "2026-11-21" });
  expect(daysOf("yesterday", now)).toEqual({ from: "2026-11-20", to: "2026-11-20" });
  expect(daysOf("week", now)).toEqual({ from: "2026-11-15", to: "2026-11-21" });
});

test("an address is read back as it was written", () => {
  for (const search of ["period=month&seller=s1", "from=2026-10-01&to=2026-10-31&operator=u1"]) {
    expect(toSearch(parse(search))).toBe(search);
  }
});

test("an address nobody can read shows the last week", () => {
  for (const search of ["", "period=decade", "from=2026-13-99&to=x", "from=2026-11-21&to=2026-11-01"]) {
    expect(parse(search)).toMatchObject({ preset: "week", from: "2026-11-15", to: "2026-11-21" });
  }
});

test("the last day is asked for whole", () => {
  const query = toReportQuery(parse("from=2026-11-30&to=2026-11-30"), "Europe/Moscow");
  expect(query.from).toBe(new Date(2026, 10, 30).toISOString());
  expect(query.to).toBe(new Date(2026, 11, 1).toISOString());
});

test("silent days stand in the row of days, over the end of a month", () => {
  expect(listDays({ from: "2026-02-27", to: "2026-03-01" })).toEqual([
    "2026-02-27",
    "2026-02-28",
    "2026-03-01",
  ]);
});
