import type { BroadcastRules } from "@/lib/wire/broadcast-rules";

/** The rules while they are being typed: numbers as they stand in their fields. */
export interface TypedRules {
  readonly frequencyDays: string;
  readonly orderFrequencyDays: string;
  readonly from: string;
  readonly to: string;
  readonly words: readonly string[];
  readonly tag: string;
  /** Null: nobody else is asked. */
  readonly approvalAbove: string | null;
  readonly freePushes: number;
}

/** What may be wrong with a field; the key of its sentence. */
export type RuleFault = "wrongDays" | "wrongHours" | "tagEmpty" | "tagLong" | "wrongCount";
export type RuleField = "frequencyDays" | "orderFrequencyDays" | "to" | "tag" | "approvalAbove";
export type RuleFaults = Partial<Record<RuleField, RuleFault>>;

const MOST_DAYS = 365;
const MOST_RECIPIENTS = 10_000_000;
const MOST_TAG_CHARS = 40;
/** What Premium Plus gives a month. */
export const FREE_PUSHES = 50_000;
/** When nobody has said yet how many are too many for one. */
export const USUAL_APPROVAL_ABOVE = 500;

/** The rules as fields show them. */
export function toTyped(rules: BroadcastRules): TypedRules {
  return {
    frequencyDays: String(rules.frequency_days),
    orderFrequencyDays: String(rules.order_frequency_days),
    from: rules.allowed_from,
    to: rules.allowed_to,
    words: rules.opt_out_words,
    tag: rules.opt_out_tag,
    approvalAbove: rules.approval_above === null ? null : String(rules.approval_above),
    freePushes: rules.free_pushes,
  };
}

function isCount(text: string, most: number): boolean {
  return /^\d{1,9}$/.test(text.trim()) && Number(text) <= most;
}

/** What is wrong, by field; nothing where all is well. The server judges by the same bounds. */
export function faultsOf(typed: TypedRules): RuleFaults {
  const faults: RuleFaults = {};
  if (!isCount(typed.frequencyDays, MOST_DAYS)) faults.frequencyDays = "wrongDays";
  if (!isCount(typed.orderFrequencyDays, MOST_DAYS)) faults.orderFrequencyDays = "wrongDays";
  if (typed.from === "" || typed.to === "" || typed.from >= typed.to) faults.to = "wrongHours";
  if (typed.tag.trim() === "") faults.tag = "tagEmpty";
  else if (typed.tag.trim().length > MOST_TAG_CHARS) faults.tag = "tagLong";
  if (typed.approvalAbove !== null && !isCount(typed.approvalAbove, MOST_RECIPIENTS))
    faults.approvalAbove = "wrongCount";
  return faults;
}

/** The rules to store; only of what has no faults. */
export function toRules(typed: TypedRules): BroadcastRules {
  return {
    frequency_days: Number(typed.frequencyDays),
    order_frequency_days: Number(typed.orderFrequencyDays),
    allowed_from: typed.from,
    allowed_to: typed.to,
    opt_out_words: [...typed.words],
    opt_out_tag: typed.tag.trim(),
    approval_above: typed.approvalAbove === null ? null : Number(typed.approvalAbove),
    free_pushes: typed.freePushes,
  };
}

/** Whether saving would change anything. */
export function isChanged(typed: TypedRules, saved: BroadcastRules): boolean {
  return JSON.stringify(typed) !== JSON.stringify(toTyped(saved));
}

const FEWEST_WORD_CHARS = 3; // "не" alone would silence half of the buyers
const MOST_WORD_CHARS = 100;
const MOST_WORDS = 100;

/** What became of words that were typed or pasted. */
export interface AddedWords {
  readonly words: readonly string[];
  /** Typed, but not taken, and why; null: all were. */
  readonly fault: "wordShort" | "wordLong" | "wordsMany" | null;
}

/** Adds phrases, several at once when commas or lines part them; one that stands there already is not added again. */
export function addWords(words: readonly string[], typed: string): AddedWords {
  let fault: AddedWords["fault"] = null;
  const next = [...words];
  const known = new Set(words.map((word) => word.toLowerCase()));
  for (const part of typed.split(/[,;\n]/)) {
    const word = part.replace(/\s+/g, " ").trim();
    if (word === "" || known.has(word.toLowerCase())) continue;
    if (word.length < FEWEST_WORD_CHARS) fault = "wordShort";
    else if (word.length > MOST_WORD_CHARS) fault = "wordLong";
    else if (next.length >= MOST_WORDS) fault = "wordsMany";
    else {
      next.push(word);
      known.add(word.toLowerCase());
    }
  }
  return { words: next, fault };
}
