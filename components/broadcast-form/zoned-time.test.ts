import { describe, expect, test } from "vitest";
import { suggestTime, toInstant, toLocal, zonesWith } from "./zoned-time";

describe("a time chosen in a zone", () => {
  test.each([
    ["2026-11-22T10:00", "Europe/Moscow", "2026-11-22T07:00:00.000Z"],
    ["2026-11-22T10:00", "Asia/Vladivostok", "2026-11-22T00:00:00.000Z"],
    ["2026-07-01T10:00", "Europe/Berlin", "2026-07-01T08:00:00.000Z"],
    ["2026-12-01T10:00", "Europe/Berlin", "2026-12-01T09:00:00.000Z"],
    ["2026-10-25T12:00", "Europe/Berlin", "2026-10-25T11:00:00.000Z"],
  ])("%s in %s is %s, and back", (local, zone, instant) => {
    expect(toInstant(local, zone)?.toISOString()).toBe(instant);
    expect(toLocal(new Date(instant), zone)).toBe(local);
  });
  test("what is no time is none", () => {
    expect(toInstant("", "Europe/Moscow")).toBeNull();
    expect(toInstant("завтра", "Europe/Moscow")).toBeNull();
  });
  test("the suggestion lies ahead, on the hour", () => {
    expect(suggestTime(Date.parse("2026-11-21T17:20:00Z"), "Europe/Moscow")).toBe("2026-11-21T22:00");
  });
  test("a zone in use is among the choices once", () => {
    const zones = zonesWith("Europe/Moscow", "America/New_York");
    expect(zones.filter((zone) => zone === "Europe/Moscow")).toHaveLength(1);
    expect(zones).toContain("America/New_York");
  });
});
