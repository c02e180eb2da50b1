import { en } from "./en";
import type { Language } from "./error-sentence";
import { ru } from "./ru";

/** Why a line of an import was not taken: the keys of `sellerImport.problems` in the catalogues. */
export type ImportProblem = keyof typeof ru.sellerImport.problems;

/** What such a line says to a person. Values stand as `{name}` in the sentence. */
export function importProblem(
  problem: ImportProblem,
  language: Language,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const sentence = (language === "en" ? en : ru).sellerImport.problems[problem];
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
