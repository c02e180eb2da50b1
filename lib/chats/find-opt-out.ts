/**
 * Makes a function that answers which of these words a text holds, as they were given; null: none. Compared without
 * case, with ё as е and any spaces between the words; "не пишите" stands by itself and is not part of another word.
 */
export function createOptOutFinder(words: readonly string[]): (text: string) => string | null {
  const given = new Map(words.flatMap((word) => (plain(word) === "" ? [] : [[plain(word), word] as const])));
  if (given.size === 0) return () => null;
  // Of two that begin alike the longer one is found: it says more.
  const parts = [...given.keys()].sort((a, b) => b.length - a.length).map(toPattern);
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${parts.join("|")})(?![\\p{L}\\p{N}])`, "u");
  return (text) => {
    const [found] = pattern.exec(plain(text)) ?? [];
    return found === undefined ? null : (given.get(found) ?? null);
  };
}

function plain(text: string): string {
  return text.normalize("NFC").toLowerCase().replaceAll("ё", "е").replace(/\s+/gu, " ").trim();
}

function toPattern(word: string): string {
  return word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
