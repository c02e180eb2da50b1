import { en } from "./en";
import type { Language } from "./error-sentence";
import { ru } from "./ru";

/**
 * Why a recipient of a broadcast was skipped or failed, to a person: by what keeps buyers from being written to first,
 * then by what errors say. A code that neither knows stays as it is.
 */
export function reasonSentence(code: string, language: Language): string {
  const catalogue = language === "en" ? en : ru;
  const reasons: Readonly<Record<string, string>> = catalogue.recipientReasons;
  const errors: Readonly<Record<string, string>> = catalogue.errors;
  return reasons[code] ?? errors[code] ?? code;
}
