import type { RetentionRules } from "@/lib/wire/retention";

/** What is typed in the three fields. */
export type TypedRules = Readonly<Record<keyof RetentionRules, string>>;

export const ruleNames = [
  "messages_days",
  "files_days",
  "audit_days",
] as const satisfies readonly (keyof RetentionRules)[];

const MOST_DAYS = 3650;

/** The rules as they are typed; empty is for ever. */
export function toTyped(rules: RetentionRules): TypedRules {
  const text = (days: number | null) => (days === null ? "" : String(days));
  return {
    messages_days: text(rules.messages_days),
    files_days: text(rules.files_days),
    audit_days: text(rules.audit_days),
  };
}

/** Whether this can stand in a field. */
export function isDays(text: string): boolean {
  return (
    text.trim() === "" || (/^\d{1,4}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= MOST_DAYS)
  );
}

/** The rules that were typed; null while one of them is none. */
export function toRules(typed: TypedRules): RetentionRules | null {
  if (!ruleNames.every((name) => isDays(typed[name]))) return null;
  const days = (text: string) => (text.trim() === "" ? null : Number(text));
  return {
    messages_days: days(typed.messages_days),
    files_days: days(typed.files_days),
    audit_days: days(typed.audit_days),
  };
}

/** Whether something would be kept for a shorter time than now. */
export function isShorter(next: RetentionRules, now: RetentionRules): boolean {
  const length = (days: number | null) => days ?? Number.POSITIVE_INFINITY;
  return ruleNames.some((name) => length(next[name]) < length(now[name]));
}

/** Whether the rules differ at all. */
export function isChanged(next: RetentionRules, now: RetentionRules): boolean {
  return ruleNames.some((name) => next[name] !== now[name]);
}
