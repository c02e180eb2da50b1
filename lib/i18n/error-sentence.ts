import type { ErrorCode } from "../wire/error-codes";
import { en } from "./en";
import { ru } from "./ru";

export type Language = "ru" | "en";

/** What an error says to a person. */
export function errorSentence(code: ErrorCode, language: Language): string {
  return (language === "en" ? en : ru).errors[code];
}

/** The caller's language: a chosen one (cookie `locale`) before the browser's; Russian when nothing says English. */
export function languageOf(given: { cookie: string | null; acceptLanguage: string | null }): Language {
  const chosen = /(?:^|;\s*)locale=(ru|en)(?:;|$)/.exec(given.cookie ?? "")?.[1];
  if (chosen === "ru" || chosen === "en") return chosen;
  const wanted = (given.acceptLanguage ?? "").toLowerCase();
  const [ru, en] = [wanted.search(/\bru\b/), wanted.search(/\ben\b/)];
  return en !== -1 && (ru === -1 || en < ru) ? "en" : "ru";
}
