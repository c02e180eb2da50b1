import { describe, expect, test } from "vitest";
import { toReplyDeadline, toWindowState } from "./deadlines";
import { parseFieldValue, snoozeChoices, toFieldValue } from "./snooze-choices";

const now = Date.parse("2026-11-21T10:00:00Z");

describe("until when to answer", () => {
  const chat = {
    status: "open",
    waiting_since: "2026-11-21T09:00:00Z",
    deadline_at: "2026-11-21T10:18:00Z",
  } as const;
  test("what burns first, with the time that is left", () => {
    expect(toReplyDeadline(chat, now)).toMatchObject({ leftMs: 18 * 60_000, urgency: "warn" });
    expect(toReplyDeadline({ ...chat, deadline_at: "2026-11-21T09:50:00Z" }, now)?.urgency).toBe("late");
  });
  test("nothing for a chat that is answered, closed or without a target", () => {
    expect(toReplyDeadline({ ...chat, waiting_since: null }, now)).toBeNull();
    expect(toReplyDeadline({ ...chat, status: "closed" }, now)).toBeNull();
    expect(toReplyDeadline({ ...chat, deadline_at: null }, now)).toBeNull();
  });
  test("the marketplace's window warns in its last two hours and ends to the second", () => {
    expect(toWindowState(null, now)).toBeNull();
    expect(toWindowState("2026-11-21T12:00:01Z", now)).toBe("open");
    expect(toWindowState("2026-11-21T12:00:00Z", now)).toBe("soon");
    expect(toWindowState("2026-11-21T10:00:00Z", now)).toBe("over");
  });
});

describe("putting off", () => {
  const idsOf = (at: Date) => snoozeChoices(at).map(({ id }) => id);
  test("offers what makes sense at this hour of this day", () => {
    const friday = new Date(2026, 10, 20, 14, 30);
    expect(idsOf(friday)).toEqual(["hour", "threeHours", "evening", "tomorrow", "monday"]);
    expect(snoozeChoices(friday).at(-1)?.until).toEqual(new Date(2026, 10, 23, 9));
    expect(idsOf(new Date(2026, 10, 20, 17, 30))).not.toContain("evening");
    expect(idsOf(new Date(2026, 10, 22, 12))).not.toContain("monday");
    expect(snoozeChoices(new Date(2026, 10, 23, 12)).at(-1)?.until).toEqual(new Date(2026, 10, 30, 9));
  });
  test("a time of one's own must be ahead", () => {
    const at = new Date(2026, 10, 20, 9, 5);
    expect(toFieldValue(at)).toBe("2026-11-20T09:05");
    expect(parseFieldValue("2026-11-20T09:05", at.getTime() - 1)).toEqual(at);
    expect(parseFieldValue("2026-11-20T09:05", at.getTime())).toBeNull();
    expect(parseFieldValue("", at.getTime())).toBeNull();
  });
});
