import type { UnreadableItem } from "./cursor";

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

/** Everything that was booked on some whole days. */
export interface BookedDays {
  /** YYYY-MM-DD, both of them; `to` is the last day asked for. */
  readonly from: string;
  readonly to: string;
  readonly entries: readonly MoneyFacts[];
  readonly unreadable: readonly UnreadableItem[];
}

export interface MoneyPort {
  /**
   * What was booked on the last of these days (YYYY-MM-DD, both of them): at least on `to`, and on as many days before it
   * as the marketplace tells at once. Whoever wants the rest asks again up to the day before `from` of the answer. Days
   * are whole, so that what is gone there can go here: accruals come late and are taken back.
   */
  listDays(input: { from: string; to: string }): Promise<BookedDays>;
}
