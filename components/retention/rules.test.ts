import { expect, test } from "vitest";
import { isShorter, toRules, toTyped } from "./rules";

const forEver = { messages_days: null, files_days: null, audit_days: null };

test("an empty field is for ever, and what is no number of days is no rule", () => {
  expect(toRules({ messages_days: "90", files_days: "", audit_days: " " })).toEqual({
    ...forEver,
    messages_days: 90,
  });
  for (const wrong of ["0", "-1", "1.5", "3651", "много"])
    expect(toRules({ ...toTyped(forEver), files_days: wrong }), wrong).toBeNull();
});

test("only keeping less is shorter", () => {
  const year = { ...forEver, messages_days: 365 };
  expect(isShorter(year, forEver)).toBe(true);
  expect(isShorter(forEver, year)).toBe(false);
  expect(isShorter({ ...year, messages_days: 364 }, year)).toBe(true);
  expect(isShorter(year, year)).toBe(false);
});
