import { readingsOf, toComparable } from "./keyboard-layout";

/** What can be found: its text as shown, and words it is also known by. */
export interface Findable {
  readonly text: string;
  readonly words?: string;
}

const PREFIX = 100;
const ALL_WORDS_IN_TEXT = 80;
const INSIDE_TEXT = 50;
const ALL_WORDS_ANYWHERE = 40;

const wordsOf = (text: string) => text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");

function scoreReading(reading: string, text: string, words: string): number {
  if (text.startsWith(reading)) return PREFIX;
  const asked = wordsOf(reading);
  if (asked.length === 0) return 0;
  const standIn = (there: readonly string[]) =>
    asked.every((word) => there.some((one) => one.startsWith(word)));
  if (standIn(wordsOf(text))) return ALL_WORDS_IN_TEXT;
  if (reading.length > 2 && text.includes(reading)) return INSIDE_TEXT;
  return standIn([...wordsOf(text), ...wordsOf(words)]) ? ALL_WORDS_ANYWHERE : 0;
}

/** How well a thing answers what was typed, in either keyboard layout; 0: not at all. */
export function scoreOf(typed: string, { text, words = "" }: Findable): number {
  const scores = readingsOf(typed).map((reading) =>
    scoreReading(reading, toComparable(text), toComparable(words)),
  );
  return Math.max(0, ...scores);
}

/** Those that answer, best first; equal ones keep their order. Nothing typed: all of them. */
export function findIn<Item extends Findable>(typed: string, items: readonly Item[]): readonly Item[] {
  if (typed.trim() === "") return items;
  return items
    .map((item) => ({ item, score: scoreOf(typed, item) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ item }) => item);
}
