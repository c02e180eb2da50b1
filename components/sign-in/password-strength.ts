/** As lib/wire/users.ts asks. */
export const MIN_PASSWORD_CHARS = 8;
const GOOD_CHARS = 14;
const MIXED_GOOD_CHARS = 11;
/** Fewer different signs than this are a pattern, not a password. */
const MIN_DIFFERENT_SIGNS = 5;
/** What of a name or an address counts as personal; shorter pieces occur by chance. */
const PERSONAL_CHARS = 4;

const runs = [
  "1234567890",
  "qwertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "abcdefghijklmnop",
  "йцукенгшщзхъ",
  "фывапролджэ",
];
const commonBeginnings = /^(password|passw0rd|qwerty|admin|welcome|letmein|пароль|йцукен|привет)/;

/** What can be said of a password while it is typed, without a dictionary: the server knows the common ones. */
export type PasswordStrength =
  | { readonly kind: "empty" }
  | { readonly kind: "short"; readonly missing: number }
  | { readonly kind: "personal" | "plain" | "fair" | "good" };

/** How many of the scale's three parts are filled. */
export const strengthLevels = {
  empty: 0,
  short: 0,
  personal: 1,
  plain: 1,
  fair: 2,
  good: 3,
} as const satisfies Record<PasswordStrength["kind"], number>;

/** A kind hint: how hard it would be to guess. `known`: the person's name and address, which are tried first. */
export function judgePassword(password: string, known: readonly string[] = []): PasswordStrength {
  if (password === "") return { kind: "empty" };
  const length = [...password].length;
  if (length < MIN_PASSWORD_CHARS) return { kind: "short", missing: MIN_PASSWORD_CHARS - length };
  const lower = password.toLocaleLowerCase();
  const personal = known
    .flatMap((text) => text.toLocaleLowerCase().split(/[^\p{L}\p{N}]+/u))
    .find((piece) => piece.length >= PERSONAL_CHARS && lower.includes(piece));
  if (personal !== undefined && length - personal.length < MIN_PASSWORD_CHARS) return { kind: "personal" };
  if (isPlain(lower)) return { kind: "plain" };
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}]/u].filter((sort) =>
    sort.test(password),
  ).length;
  const isGood = length >= GOOD_CHARS || (length >= MIXED_GOOD_CHARS && kinds >= 3);
  return { kind: isGood ? "good" : "fair" };
}

function isPlain(lower: string): boolean {
  if (new Set(lower).size < MIN_DIFFERENT_SIGNS) return true;
  if (/^\d+$/.test(lower) && lower.length < GOOD_CHARS) return true;
  if (runs.some((run) => lower.length <= GOOD_CHARS && lower.includes(run.slice(0, 6)))) return true;
  return commonBeginnings.test(lower) && lower.length < GOOD_CHARS;
}
