import type { PortPage } from "./port-page";
import type { Cursor } from "./ports";

export type MoneyKind =
  | "sale"
  | "refund"
  | "commission"
  | "delivery"
  | "storage"
  | "advertising"
  | "service"
  | "compensation"
  | "payout"
  | "other";

/** One line of the marketplace's account with the seller. */
export interface MoneyFacts {
  /** The marketplace's id of the accrual or operation; the lines of one are numbered from 0, the same every time. */
  readonly entryId: string;
  readonly line: number;
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly kind: MoneyKind;
  readonly type: string;
  readonly typeName: string | null;
  readonly postingNumber: string | null;
  readonly offerId: string | null;
  readonly sku: string | null;
  readonly quantity: number;
  /** Decimal text; minus: taken from the seller. */
  readonly amount: string;
  readonly currency: string;
}

export interface MoneyPort {
  /** One page of what was booked on these days (YYYY-MM-DD, both of them; at most a month). */
  listEntries(input: { from: string; to: string; cursor: Cursor | null }): Promise<PortPage<MoneyFacts>>;
}
