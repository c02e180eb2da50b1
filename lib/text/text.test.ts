import { describe, expect, test } from "vitest";
import { dayKey, daysBetween } from "./day";
import { toDuration } from "./duration";
import { FOLD_AFTER_CHARS, foldText } from "./fold";
import { messageLength } from "./length";

const minutes = (count: number) => count * 60_000;

describe("durations", () => {
  test("a wait is told in its two largest units", () => {
    expect(toDuration(59_999)).toEqual({ kind: "now" });
    expect(toDuration(minutes(48))).toEqual({ kind: "minutes", minutes: 48 });
    expect(toDuration(minutes(134))).toEqual({ kind: "hours", hours: 2, minutes: 14 });
    expect(toDuration(minutes(24 * 60 * 3 + 130))).toEqual({ kind: "days", days: 3, hours: 2 });
  });
  test("a clock that runs behind shows no negative wait", () => {
    expect(toDuration(-5000)).toEqual({ kind: "now" });
  });
});

describe("days", () => {
  test("days are counted by the calendar, not by 24 hours", () => {
    expect(daysBetween(new Date(2026, 10, 20, 23, 59), new Date(2026, 10, 21, 0, 1))).toBe(1);
    expect(daysBetween(new Date(2026, 10, 21, 0, 1), new Date(2026, 10, 21, 23, 59))).toBe(0);
    expect(daysBetween(new Date(2026, 2, 28), new Date(2026, 2, 30))).toBe(2);
  });
  test("keys of days sort like the days", () => {
    expect(dayKey(new Date(2026, 0, 9, 3))).toBe("2026-01-09");
  });
});

describe("folding", () => {
  test("an ordinary message stands whole", () => {
    expect(foldText("Здравствуйте!\nГде мой заказ?")).toBeNull();
  });
  test("a hundred thousand signs fold to a screenful", () => {
    expect(foldText("а".repeat(100_000))).toHaveLength(FOLD_AFTER_CHARS);
  });
  test("many short lines fold too", () => {
    expect(foldText("a\n".repeat(500))?.split("\n")).toHaveLength(24);
  });
  test("an emoji at the fold is not cut in half", () => {
    const folded = foldText(`${"a".repeat(FOLD_AFTER_CHARS - 1)}😀${"b".repeat(50)}`) ?? "";
    expect(folded.endsWith("a")).toBe(true);
  });
});

test("white space around a message does not count", () => {
  expect(messageLength("  да \n")).toBe(2);
});
