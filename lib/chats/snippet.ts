import { Prisma } from "@/generated/prisma/client";
import type { SearchHit } from "../wire/search";

type Snippet = SearchHit["snippet"];

/** Characters of the private use area stand around a hit: no text that people exchange means anything by them. */
const BEGIN = "\u{E000}";
const END = "\u{E001}";

/** What `ts_headline` is told: a fragment or two around the hits. */
export const SNIPPET_OPTIONS = `StartSel=${BEGIN}, StopSel=${END}, MaxFragments=2, MaxWords=25, MinWords=10, FragmentDelimiter=" … "`;

/** SQL for a text without our two marks, so that a buyer cannot draw hits, and on one line. */
export function plainText(text: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`regexp_replace(translate(${text}, ${BEGIN + END}, ''), '\\s+', ' ', 'g')`;
}

/** Turns marks into parts, in order; together they are the text. */
export function toSnippet(headline: string): Snippet {
  return headline.split(BEGIN).flatMap((piece, index) => {
    const [hit = "", ...rest] = index === 0 ? ["", piece] : piece.split(END);
    return [
      { text: hit, is_hit: true },
      { text: rest.join(""), is_hit: false },
    ].filter((part) => part.text !== "");
  });
}

/** A text whose beginning was looked for. */
export function snippetOfBeginning(text: string, length: number): Snippet {
  return [
    { text: text.slice(0, length), is_hit: true },
    { text: text.slice(length), is_hit: false },
  ].filter((part) => part.text !== "");
}
