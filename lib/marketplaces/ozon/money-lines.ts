import type { MoneyFacts, MoneyKind } from "../money-port";
import { addDecimals, isNothing, subtractDecimals } from "./decimal";

/** A part of an accrual, before it has its place. */
export interface MoneyPart {
  readonly kind: MoneyKind;
  readonly type: string;
  readonly typeName: string | null;
  readonly sku: string | null;
  readonly quantity: number;
  readonly amount: string;
}

/** What all lines of one accrual have in common. */
export interface MoneyHead {
  readonly entryId: string;
  readonly day: string;
  readonly postingNumber: string | null;
  readonly currency: string;
  /** What the marketplace says it comes to; null: the sum of the parts. */
  readonly total: string | null;
  /** What stands for a remainder that no part explains. */
  readonly remainder: Pick<MoneyPart, "kind" | "type" | "typeName" | "sku">;
}

/**
 * The lines of one accrual, numbered from 0, whose sum is its total to the kopeck: what the parts leave unexplained is a
 * line of its own. Parts of nothing are left out.
 */
export function toLines(head: MoneyHead, parts: readonly MoneyPart[]): MoneyFacts[] {
  const sum = addDecimals(...parts.map((part) => part.amount));
  const rest: MoneyPart = {
    ...head.remainder,
    quantity: 0,
    amount: head.total === null ? "0.00" : subtractDecimals(head.total, sum),
  };
  const { entryId, day, postingNumber, currency } = head;
  return [...parts, rest]
    .filter((part) => !isNothing(part.amount))
    .map((part, line) => ({ entryId, line, day, postingNumber, currency, offerId: null, ...part }));
}

/**
 * Lines of a whole answer, each accrual once: pages overlap when something is booked meanwhile. Two different accruals
 * under one id are one entry with the lines of both.
 */
export function mergeEntries(entries: readonly (readonly MoneyFacts[])[]): MoneyFacts[] {
  const byId = new Map<string, { seen: Set<string>; lines: MoneyFacts[] }>();
  for (const lines of entries) {
    const [first] = lines;
    if (first === undefined) continue;
    const key = `${first.day} ${first.entryId}`;
    const entry = byId.get(key) ?? { seen: new Set<string>(), lines: [] };
    byId.set(key, entry);
    const print = JSON.stringify(lines);
    if (entry.seen.has(print)) continue;
    entry.seen.add(print);
    for (const line of lines) entry.lines.push({ ...line, line: entry.lines.length });
  }
  return [...byId.values()].flatMap((entry) => entry.lines);
}
