import { describe, expect, test } from "vitest";
import { errorCodes } from "../wire/error-codes";
import { en } from "./en";
import { chooseLocale } from "./locales";
import { ru } from "./ru";

function textsOf(tree: object, prefix = ""): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === "string") texts.set(prefix + key, value);
    else for (const [path, text] of textsOf(value, `${prefix}${key}.`)) texts.set(path, text);
  }
  return texts;
}

/** Braces after =0, one, other, ... hold what is said then, not a value. */
const PLACEHOLDER = /(?<!(?:=\d+|zero|one|two|few|many|other) )\{(\w+)[,}]/g;
const placeholdersOf = (text: string) => new Set([...text.matchAll(PLACEHOLDER)].map((match) => match[1]));

describe("catalogues", () => {
  const russian = textsOf(ru);
  const english = textsOf(en);

  test("both languages have the same texts", () => {
    expect([...english.keys()].sort()).toEqual([...russian.keys()].sort());
  });

  test("a text takes the same values in both languages", () => {
    for (const [key, text] of russian) {
      expect(placeholdersOf(english.get(key) ?? ""), key).toEqual(placeholdersOf(text));
    }
  });

  test("every error code has a sentence in both, and no sentence is left over", () => {
    expect(Object.keys(ru.errors).sort()).toEqual([...errorCodes].sort());
    expect(Object.keys(en.errors).sort()).toEqual([...errorCodes].sort());
  });

  test("no text is empty", () => {
    for (const [key, text] of [...russian, ...english]) expect(text.trim(), key).not.toBe("");
  });
});

describe("choosing the language", () => {
  test("a person's own choice wins over the browser's", () => {
    expect(chooseLocale({ cookie: "en", acceptLanguage: "ru" })).toBe("en");
  });
  test("the browser's best match is taken by weight", () => {
    expect(chooseLocale({ cookie: undefined, acceptLanguage: "de, ru;q=0.3, en-GB;q=0.8" })).toBe("en");
    expect(chooseLocale({ cookie: "xx", acceptLanguage: "ru-RU,ru;q=0.9,en;q=0.8" })).toBe("ru");
  });
  test("a refused language is not taken, and Russian is the fallback", () => {
    expect(chooseLocale({ cookie: undefined, acceptLanguage: "en;q=0, fr" })).toBe("ru");
    expect(chooseLocale({ cookie: undefined, acceptLanguage: null })).toBe("ru");
  });
});
