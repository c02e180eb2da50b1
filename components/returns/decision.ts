import type { ReturnDetails } from "@/lib/wire/returns";

/** A thing that may be done with a return now. */
export type ReturnAct = ReturnDetails["actions"][number];

/** What is asked of the marketplace. */
export interface Decision {
  readonly action_id: string;
  readonly text?: string;
  readonly amount?: string;
  readonly rejection_id?: string;
}

/** What stands in the fields of the question. */
export interface Filled {
  readonly text: string;
  readonly amount: string;
  readonly rejectionId: string;
}

export const nothingFilled: Filled = { text: "", amount: "", rejectionId: "" };

const money = /^\d{1,10}([.,]\d{1,2})?$/;

/** Kopecks of an amount with at most two places; exact, whatever its size. Null: it cannot be read. */
function toKopecks(amount: string): bigint | null {
  const text = amount.replace(/\s/g, "");
  if (!money.test(text)) return null;
  const [whole = "0", part = ""] = text.split(/[.,]/);
  return BigInt(whole + part.padEnd(2, "0"));
}

/** What the whole return is worth, as text; null: its price is not known. */
export function worthOf({ price, quantity }: Pick<ReturnDetails, "price" | "quantity">): string | null {
  const kopecks = price === null ? null : toKopecks(price);
  if (kopecks === null) return null;
  const text = (kopecks * BigInt(quantity)).toString().padStart(3, "0");
  return `${text.slice(0, -2)}.${text.slice(-2)}`;
}

/** What is wrong with an amount; null: nothing. */
export function amountProblem(amount: string, worth: string | null): "unreadable" | "too_much" | null {
  const kopecks = toKopecks(amount);
  if (kopecks === null || kopecks === 0n) return "unreadable";
  const most = worth === null ? null : toKopecks(worth);
  return most !== null && kopecks > most ? "too_much" : null;
}

/** Whether a text must be written: the act wants one, or the chosen reason does. */
export function wantsText(act: ReturnAct, rejections: ReturnDetails["rejections"], filled: Filled): boolean {
  if (act.needs.includes("text")) return true;
  const rejection = rejections.find(({ id }) => id === filled.rejectionId);
  return act.needs.includes("reason") && rejection?.needs_text === true;
}

/** The decision to send; null: something it needs is missing. */
export function toDecision(
  act: ReturnAct,
  of: Pick<ReturnDetails, "price" | "quantity" | "rejections">,
  filled: Filled,
): Decision | null {
  const text = filled.text.trim();
  if (act.needs.includes("reason") && !of.rejections.some(({ id }) => id === filled.rejectionId)) return null;
  if (wantsText(act, of.rejections, filled) && text === "") return null;
  if (act.needs.includes("amount") && amountProblem(filled.amount, worthOf(of)) !== null) return null;
  return {
    action_id: act.id,
    text: text === "" ? undefined : text,
    amount: act.needs.includes("amount") ? filled.amount.replace(/\s/g, "").replace(",", ".") : undefined,
    rejection_id: act.needs.includes("reason") ? filled.rejectionId : undefined,
  };
}
