import { describe, expect, test } from "vitest";
import { isTooCommon } from "./check-password";

const judge = (password: string) =>
  isTooCommon({ password, name: "Анна Петрова", email: "anna.petrova@example.ru" });

describe("a password that a guesser tries first is refused", () => {
  test.each([
    ["a common one", "password1"],
    ["a row of keys", "qwertyuiop"],
    ["one sign over and over", "aaaaaaaaaaaa"],
    ["a row of numbers", "1234567890"],
    ["a common Russian word", "пароль123"],
    ["a Russian word typed in Latin", "gfhjkm123"],
    ["a row of Russian keys", "йцукенгшщз"],
    ["the person's own name", "петрова1"],
    ["the person's own name, keyboard switched", "gtnhjdf1"],
    ["the person's address", "anna.petrova"],
    ["the product's name", "prilavok1"],
    ["the product's name in Russian", "прилавок1"],
  ])("%s", (_, password) => {
    expect(judge(password)).toBe(true);
  });
});

describe("what takes a guesser long is taken", () => {
  test.each([
    ["several words", "длинный пароль"],
    ["several words in Latin", "correct horse battery"],
    ["what a password keeper makes", "k7#vQz!m2Lp@"],
    ["the longest there may be", "зимний-вечер-".repeat(9)],
  ])("%s", (_, password) => {
    expect(judge(password)).toBe(false);
  });
});
