import { describe, expect, test } from "vitest";
import { dueAfter, isTimeZone, type Office, problemOf, stateOf, usualHours } from "./office-hours";

const at = (text: string) => Date.parse(text);
const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
const moscow: Office = { time_zone: "Europe/Moscow", hours: usualHours, holidays: [] };

describe("working time", () => {
  test("a message within hours is due the same day", () => {
    // Friday 2026-11-20, 12:00 in Moscow (UTC+3)
    expect(iso(dueAfter(moscow, at("2026-11-20T09:00:00Z"), 60))).toBe("2026-11-20T10:00:00.000Z");
  });

  test("what does not fit before closing goes on with the next opening", () => {
    // Friday 17:40: twenty minutes are left, forty more on Monday from 9:00.
    expect(iso(dueAfter(moscow, at("2026-11-20T14:40:00Z"), 60))).toBe("2026-11-23T06:40:00.000Z");
  });

  test("a message at night counts from the morning", () => {
    expect(iso(dueAfter(moscow, at("2026-11-19T19:40:00Z"), 60))).toBe("2026-11-20T07:00:00.000Z");
  });

  test("a day off does not count", () => {
    const monday = { ...moscow, holidays: ["2026-11-23"] };
    expect(iso(dueAfter(monday, at("2026-11-20T14:40:00Z"), 60))).toBe("2026-11-24T06:40:00.000Z");
  });

  test("a break does not count", () => {
    const office: Office = {
      ...moscow,
      hours: {
        ...usualHours,
        "5": [
          ["14:00", "18:00"],
          ["09:00", "13:00"],
        ],
      },
    };
    expect(iso(dueAfter(office, at("2026-11-20T09:30:00Z"), 60))).toBe("2026-11-20T11:30:00.000Z");
    expect(stateOf(office, at("2026-11-20T10:30:00Z"))).toEqual({
      isOpen: false,
      opensMs: at("2026-11-20T11:00:00Z"),
    });
  });

  test("without hours it never stops", () => {
    const always = { ...moscow, hours: null };
    expect(iso(dueAfter(always, at("2026-11-21T20:00:00Z"), 90))).toBe("2026-11-21T21:30:00.000Z");
    expect(stateOf(always, at("2026-11-21T20:00:00Z"))).toEqual({ isOpen: true, closesMs: null });
  });

  test("hours that meet at midnight are one stretch", () => {
    const office: Office = {
      ...moscow,
      hours: { ...usualHours, "5": [["20:00", "24:00"]], "6": [["00:00", "04:00"]] },
    };
    expect(stateOf(office, at("2026-11-20T20:00:00Z"))).toEqual({
      isOpen: true,
      closesMs: at("2026-11-21T01:00:00Z"),
    });
  });

  test("follows the clocks of the zone when they change", () => {
    const berlin: Office = {
      time_zone: "Europe/Berlin",
      hours: { ...usualHours, "7": [["00:00", "24:00"]] },
      holidays: [],
    };
    // On 2026-10-25 the day has 25 hours in Berlin.
    expect(iso(dueAfter(berlin, at("2026-10-24T22:00:00Z"), 24 * 60))).toBe("2026-10-25T22:00:00.000Z");
  });

  test("that never comes ends the search", () => {
    const empty: Office = {
      ...moscow,
      hours: { "1": [], "2": [], "3": [], "4": [], "5": [], "6": [], "7": [] },
    };
    expect(dueAfter(empty, at("2026-11-20T09:00:00Z"), 1)).toBeNull();
    expect(stateOf(empty, at("2026-11-20T09:00:00Z"))).toEqual({ isOpen: false, opensMs: null });
  });
});

test("a day's hours that cannot be are named", () => {
  expect(problemOf([["09:00", "18:00"]])).toBeNull();
  expect(problemOf([["18:00", "09:00"]])).toBe("endsEarlier");
  expect(
    problemOf([
      ["13:00", "18:00"],
      ["09:00", "13:30"],
    ]),
  ).toBe("overlap");
  expect(
    problemOf([
      ["13:00", "18:00"],
      ["09:00", "13:00"],
    ]),
  ).toBeNull();
});

test("a time zone that does not exist is noticed", () => {
  expect(isTimeZone("Europe/Moscow")).toBe(true);
  expect(isTimeZone("Europe/Moskva")).toBe(false);
  expect(isTimeZone("")).toBe(false);
});
