/** A piece of text, and whether it is what was looked for. */
export interface HitPart {
  readonly text: string;
  readonly isHit: boolean;
}

const WORD = /[\p{L}\p{N}]+/gu;
const SHORTEST_STEM = 3;
/** Russian endings are rarely longer; the server knows word forms properly, here it is only about colour. */
const LONGEST_ENDING = 3;

/** The beginnings by which the forms of the sought words are found on screen. */
export function toStems(query: string): readonly string[] {
  const words = query.toLocaleLowerCase("ru").replaceAll("ё", "е").match(WORD) ?? [];
  const stems = words.map((word) => {
    if (/\d/.test(word)) return word; // a number has no endings
    const cut = Math.min(LONGEST_ENDING, Math.max(0, word.length - SHORTEST_STEM - 1));
    return word.slice(0, word.length - cut);
  });
  return [...new Set(stems)];
}

/** Splits a text by the words that begin with one of the stems. */
export function splitHits(text: string, stems: readonly string[]): readonly HitPart[] {
  if (stems.length === 0) return [{ text, isHit: false }];
  const parts: HitPart[] = [];
  let done = 0;
  for (const match of text.matchAll(WORD)) {
    const word = match[0].toLocaleLowerCase("ru").replaceAll("ё", "е");
    if (!stems.some((stem) => word.startsWith(stem))) continue;
    if (match.index > done) parts.push({ text: text.slice(done, match.index), isHit: false });
    parts.push({ text: match[0], isHit: true });
    done = match.index + match[0].length;
  }
  if (done < text.length) parts.push({ text: text.slice(done), isHit: false });
  return parts;
}
