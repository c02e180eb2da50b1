// The same keys in the two layouts, in the order of the keyboard's rows.
const LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const CYRILLIC = "ёйцукенгшщзхъфывапролджэячсмитьбю";

const toCyrillic = new Map([...LATIN].map((sign, at) => [sign, CYRILLIC[at] ?? sign]));
const toLatin = new Map([...CYRILLIC].map((sign, at) => [sign, LATIN[at] ?? sign]));

function retype(text: string, layout: ReadonlyMap<string, string>): string {
  return [...text.toLowerCase()].map((sign) => layout.get(sign) ?? sign).join("");
}

/** Small letters, "ё" as "е", single spaces: how texts are compared. */
export function toComparable(text: string): string {
  return text.toLowerCase().replaceAll("ё", "е").replace(/\s+/g, " ").trim();
}

/** What the keys that were pressed say: as typed, and in the other layout when that differs. */
export function readingsOf(typed: string): readonly string[] {
  const readings = [typed, retype(typed, toCyrillic), retype(typed, toLatin)].map(toComparable);
  return [...new Set(readings)].filter((reading) => reading !== "");
}

/** The same keys in the other layout, for a search at the server; null when there is no other reading. */
export function otherReading(typed: string): string | null {
  const hasLatin = /[a-z]/i.test(typed);
  const hasCyrillic = /[а-яё]/i.test(typed);
  if (hasLatin === hasCyrillic) return null;
  return retype(typed, hasLatin ? toCyrillic : toLatin);
}
