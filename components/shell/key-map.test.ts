import { describe, expect, test } from "vitest";
import en from "@/lib/i18n/en/shortcuts.json";
import ru from "@/lib/i18n/ru/shortcuts.json";
import {
  findClashes,
  findKey,
  formatCombo,
  keyGroups,
  keyHint,
  keyIds,
  keyMap,
  opensSequence,
} from "./key-map";

const press = (code: string, rest: Partial<KeyboardEvent> = {}) => ({
  code,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  ...rest,
});

describe("the map of keys", () => {
  test("no key means two things in one place", () => {
    expect(findClashes(keyMap)).toEqual([]);
  });
  test("a clash would be found: the same key, and a key that opens a sequence", () => {
    const desk = { group: "move", scope: "desk" } as const;
    expect(
      findClashes({
        one: { ...desk, combos: [{ code: "KeyJ" }] },
        other: { ...desk, scope: "everywhere", combos: [{ code: "KeyJ" }] },
      }),
    ).toEqual(["one other"]);
    expect(
      findClashes({
        sequence: { ...desk, combos: [{ code: "KeyI", after: "KeyG" }] },
        opener: { ...desk, combos: [{ code: "KeyG" }] },
      }),
    ).toEqual(["sequence opener"]);
  });
  test("every key and group has its words in both languages, and no words are left over", () => {
    for (const texts of [ru, en]) {
      expect(Object.keys(texts.keys).sort()).toEqual([...keyIds].sort());
      expect(Object.keys(texts.groups).sort()).toEqual([...keyGroups].sort());
    }
  });
  test("the place on the keyboard counts, not the letter", () => {
    expect(findKey(press("KeyJ"), undefined)).toBe("nextChat");
    expect(findKey(press("KeyJ", { shiftKey: true }), undefined)).toBe("selectDown");
    expect(findKey(press("KeyJ", { ctrlKey: true }), undefined)).toBeUndefined();
  });
  test("G opens a sequence; the key after it means a view", () => {
    expect(opensSequence("KeyG")).toBe(true);
    expect(opensSequence("KeyS")).toBe(false);
    expect(findKey(press("KeyS"), "KeyG")).toBe("goSnoozed");
    expect(findKey(press("KeyS"), undefined)).toBe("snooze");
  });
  test("keys of the field are left to the field", () => {
    expect(findKey(press("Slash"), undefined)).toBe("search");
    expect(findKey(press("Enter", { ctrlKey: true }), undefined)).toBeUndefined();
  });
  test("keys are written as they stand on the keyboard", () => {
    expect(keyHint("close")).toBe("E");
    expect(keyHint("goMine")).toBe("G M");
    expect(formatCombo({ code: "Slash", shift: true })).toBe("?");
    expect(formatCombo({ code: "Enter", mod: true, shift: true })).toBe("Ctrl Shift ↵");
  });
});
