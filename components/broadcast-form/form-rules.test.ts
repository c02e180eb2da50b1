import { describe, expect, test } from "vitest";
import { kindsIn, sameFilters, tidyFilters, withFilter, withoutFilter } from "./filter-kinds";
import { emptyForm, type Form, findGaps, toBody, toChange, toTerms } from "./form-state";
import { addVariant, evenShares, letterOf, removeVariant, setShare } from "./variants";

const NOW = Date.parse("2026-11-21T09:00:00Z");
const written: Form = {
  ...emptyForm("Europe/Moscow"),
  sellerId: "s1",
  variants: [{ id: "1", template: " Здравствуйте! ", share: 100 }],
};
const gapsOf = (change: Partial<Form>) => [...findGaps({ ...written, ...change }, NOW)];

describe("filters", () => {
  test("two bounds of one thing are one chip, added and taken away together", () => {
    const filters = { last_message_days_ago: 3, last_message_days_at_most: 30, tags: ["VIP"] };
    expect(kindsIn(filters)).toEqual(["last_message", "tags"]);
    expect(withoutFilter(filters, "last_message")).toEqual({ tags: ["VIP"] });
  });
  test("a filter that has to be chosen first asks for nothing until then", () => {
    expect(withFilter({}, "tags")).toEqual({});
    expect(tidyFilters({ tags: [], status: undefined, unread_count: 0 })).toEqual({ unread_count: 0 });
  });
  test("the order of keys makes no difference", () => {
    const one = { status: "open", tags: ["a"] } as const;
    expect(sameFilters({ ...one, tags: ["a"] }, { tags: ["a"], status: "open" })).toBe(true);
    expect(sameFilters({ tags: ["a"] }, { tags: ["b"] })).toBe(false);
  });
});

describe("what the server hears", () => {
  test("one text is a template, several are variants with their shares", () => {
    expect(toBody(written, { start: true })).toMatchObject({ template: "Здравствуйте!", start: true });
    const two = { ...written, variants: addVariant(written.variants) };
    const body = toBody(two, { start: false });
    expect(body?.template).toBeUndefined();
    expect(body?.variants).toEqual([
      { template: "Здравствуйте!", share: 50 },
      { template: "Здравствуйте!", share: 50 },
    ]);
  });
  test("a time goes with its zone; now has neither", () => {
    const later = { ...written, when: "later", localTime: "2026-11-22T10:00" } as const;
    expect(toBody(later, { start: true })).toMatchObject({
      schedule_at: "2026-11-22T07:00:00.000Z",
      time_zone: "Europe/Moscow",
    });
    expect(toBody(written, { start: true })).not.toHaveProperty("schedule_at");
    expect(toChange(written)).toMatchObject({ schedule_at: null, time_zone: null, order_events: null });
  });
  test("an audience is not asked for with a time that has passed", () => {
    const past = { ...written, when: "later", localTime: "2026-11-20T10:00" } as const;
    expect(toTerms(past, NOW)).not.toHaveProperty("schedule_at");
    expect(toTerms({ ...written, sellerId: null }, NOW)).toBeNull();
  });
});

describe("what keeps it from leaving", () => {
  test("nothing, when there is a shop and a text", () => {
    expect(gapsOf({})).toEqual([]);
  });
  test("each thing is told at its own field", () => {
    expect(gapsOf({ sellerId: null })).toEqual(["seller"]);
    expect(gapsOf({ kind: "order" })).toEqual(["events"]);
    expect(gapsOf({ variants: [{ id: "1", template: "  ", share: 100 }] })).toEqual(["text"]);
    expect(gapsOf({ variants: [{ id: "1", template: "{имя}!", share: 100 }] })).toEqual(["variable"]);
    expect(gapsOf({ when: "later", localTime: "2026-11-20T10:00" })).toEqual(["time"]);
    expect(gapsOf({ when: "later", localTime: "" })).toEqual(["time"]);
    const shares = setShare(addVariant(addVariant(written.variants)), "1", 90);
    expect(gapsOf({ variants: shares })).toEqual(["shares"]);
  });
});

describe("variants", () => {
  test("shares always add to a hundred", () => {
    const three = addVariant(addVariant(written.variants));
    expect(three.map(({ share }) => share)).toEqual([34, 33, 33]);
    expect(evenShares(removeVariant(three, "2")).map(({ id, share }) => [id, share])).toEqual([
      ["1", 50],
      ["3", 50],
    ]);
    expect(setShare(addVariant(written.variants), "2", 20).map(({ share }) => share)).toEqual([80, 20]);
  });
  test("there are four at most, and one at least", () => {
    const four = addVariant(addVariant(addVariant(written.variants)));
    expect(addVariant(four)).toHaveLength(4);
    expect(removeVariant(written.variants, "1")).toHaveLength(1);
    expect(four.map((_, place) => letterOf(place))).toEqual(["A", "B", "C", "D"]);
  });
});
