import { describe, expect, test } from "vitest";
import { addWords, faultsOf, isChanged, toRules, toTyped } from "./typed-rules";

const saved = {
  frequency_days: 30,
  order_frequency_days: 7,
  allowed_from: "10:00",
  allowed_to: "20:00",
  opt_out_words: ["не пишите"],
  opt_out_tag: "не писать",
  approval_above: null,
  free_pushes: 0,
};

describe("rules while they are typed", () => {
  test("what was loaded is what would be saved", () => {
    const typed = toTyped(saved);
    expect(isChanged(typed, saved)).toBe(false);
    expect(faultsOf(typed)).toEqual({});
    expect(toRules(typed)).toEqual(saved);
    expect(isChanged({ ...typed, approvalAbove: "500" }, saved)).toBe(true);
  });

  test("a field that holds no rule says so, each by itself", () => {
    const typed = { ...toTyped(saved), frequencyDays: "месяц", orderFrequencyDays: "366", tag: " " };
    expect(faultsOf(typed)).toEqual({
      frequencyDays: "wrongDays",
      orderFrequencyDays: "wrongDays",
      tag: "tagEmpty",
    });
    expect(faultsOf({ ...toTyped(saved), approvalAbove: "" })).toEqual({ approvalAbove: "wrongCount" });
  });

  test("a day needs an opening", () => {
    expect(faultsOf({ ...toTyped(saved), from: "20:00", to: "10:00" })).toEqual({ to: "wrongHours" });
    expect(faultsOf({ ...toTyped(saved), to: "" })).toEqual({ to: "wrongHours" });
  });
});

describe("words by which a buyer asks not to be written to", () => {
  test("several come in at once, none of them twice", () => {
    expect(addWords(["не пишите"], "Не пишите, хватит  писать\nотписаться")).toEqual({
      words: ["не пишите", "хватит писать", "отписаться"],
      fault: null,
    });
  });

  test("a word too short to be meant is not taken", () => {
    expect(addWords([], "не")).toEqual({ words: [], fault: "wordShort" });
  });
});
