import { zxcvbn, zxcvbnOptions } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";
import { env } from "../env";
import { AppError } from "../errors";
import { once } from "../once";

/** From 0 (guessed at once) to 4; below this a guesser with the stolen hash needs seconds. */
const LEAST_SCORE = 2;

/** The letters of a Russian keyboard and what the same keys write in Latin, in the same order. */
const RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю";
const LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const keyOf = new Map([...RUSSIAN].map((letter, place) => [letter, LATIN[place] ?? letter]));

const ready = once("password-check", () => {
  zxcvbnOptions.setOptions({ dictionary, graphs: adjacencyGraphs });
  return true;
});

/**
 * Throws `password_too_common` for what a guesser tries first: common passwords, rows of keys, the person's own name or
 * address, the product's name; also typed with the other keyboard layout. Length is the wire's business.
 */
export function checkPassword(given: { password: string; name: string | null; email: string }): void {
  // Whoever starts the product chose this one (the demo's shows on its screen): settings are obeyed, not judged.
  if (given.password === env().ADMIN_PASSWORD) return;
  if (isTooCommon(given)) throw new AppError("password_too_common");
}

/** The judgement alone. */
export function isTooCommon(given: { password: string; name: string | null; email: string }): boolean {
  ready();
  const known = ["prilavok", "прилавок", ...wordsOf(given.name ?? ""), ...wordsOf(given.email)];
  const inputs = [...new Set(known.flatMap((word) => [word, asTypedInLatin(word)]))];
  const typed = given.password.toLowerCase();
  return [given.password, asTypedInLatin(typed)].some(
    (password) => zxcvbn(password, inputs).score < LEAST_SCORE,
  );
}

/** The same keys with the Latin layout: a common word is as common with the keyboard switched. */
function asTypedInLatin(text: string): string {
  return [...text.toLowerCase()].map((letter) => keyOf.get(letter) ?? letter).join("");
}

/** A whole and its parts: anna.petrova@example.ru gives anna.petrova, anna and petrova too. Short parts say nothing. */
function wordsOf(text: string): string[] {
  const whole = text.toLowerCase();
  return [whole, ...whole.split("@"), ...whole.split(/[^\p{L}\p{N}]+/u)].filter((word) => word.length > 2);
}
