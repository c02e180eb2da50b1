import { describe, expect, test } from "vitest";
import { dueReminder, settledBy } from "./key-reminders";

const NOW = new Date("2026-11-21T12:00:00Z");
const inDays = (days: number) => new Date(NOW.getTime() + days * 86_400_000);

describe("what there is to say of a key", () => {
  test.each([
    [31, null],
    [30, "expires_30"],
    [7.5, "expires_30"],
    [7, "expires_7"],
    [1, "expires_1"],
    [0.2, "expires_1"],
    [0, "expired"],
    [-40, "expired"],
  ])("%s days before its end: %s", (days, reminder) => {
    expect(dueReminder({ setAt: inDays(-10), expiresAt: inDays(days) }, NOW)).toBe(reminder);
  });

  test("half a year of use is old, with an end far away or none", () => {
    const setAt = new Date("2026-05-21T12:00:00Z");
    expect(dueReminder({ setAt, expiresAt: null }, NOW)).toBe("old");
    expect(dueReminder({ setAt, expiresAt: inDays(200) }, NOW)).toBe("old");
    expect(dueReminder({ setAt, expiresAt: null }, inDays(-1))).toBeNull();
  });

  test("a near end outdoes old age", () => {
    expect(dueReminder({ setAt: new Date("2026-01-01T00:00:00Z"), expiresAt: inDays(3) }, NOW)).toBe(
      "expires_7",
    );
  });

  test("a pressing word settles the milder ones", () => {
    expect(settledBy("expires_1")).toEqual(["expires_1", "expires_7", "expires_30"]);
    expect(settledBy("expires_30")).toEqual(["expires_30"]);
    expect(settledBy("old")).toEqual(["old"]);
  });
});
