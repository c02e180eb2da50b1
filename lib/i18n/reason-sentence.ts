import { en } from "./en";
import type { Language } from "./error-sentence";
import { ru } from "./ru";

/**
 * Why a recipient of a broadcast was skipped or failed, to a person: by what keeps buyers from being written to first,
 * then by what errors say. A code that neither knows stays as it is.
 */
export function reasonSentence(code: string, language: Language): string {
  const { audience, errors } = language === "en" ? en : ru;
  return findText(audience, `reason_${code}`) ?? findText(errors, code) ?? code;
}

function findText(texts: Readonly<Record<string, unknown>>, key: string): string | null {
  const text = texts[key];
  return typeof text === "string" ? text : null;
}
