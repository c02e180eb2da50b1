import type { Order } from "../../model";
import { hashOf } from "./stable-dice";

/** Money in whole kopecks: sums of doubles would not agree between the two generations. */
export type Kopecks = number;

/** `"2490.00"` as kopecks. */
export function toKopecks(price: string): Kopecks {
  const [roubles = "0", kopecks = ""] = price.split(".");
  const sign = roubles.startsWith("-") ? -1 : 1;
  return Number(roubles) * 100 + sign * Number(kopecks.padEnd(2, "0").slice(0, 2));
}

/** Kopecks as text with two digits behind the point. */
export function toText(kopecks: Kopecks): string {
  const whole = Math.trunc(Math.abs(kopecks) / 100);
  return `${kopecks < 0 ? "-" : ""}${whole}.${String(Math.abs(kopecks) % 100).padStart(2, "0")}`;
}

/** Kopecks as the double that Ozon prints: 12.3, 2490. */
export function toDouble(kopecks: Kopecks): number {
  return kopecks === 0 ? 0 : kopecks / 100;
}

/** One line of a parcel. */
export interface SoldLine {
  sku: string;
  offerId: string;
  name: string;
  quantity: number;
  price: Kopecks;
  percent: number;
  /** For the whole line. */
  commission: Kopecks;
}

/** What is in the parcel, with Ozon's share of it. */
export function linesOf(order: Order): SoldLine[] {
  const { sku, offerId, productName: name, price, quantity, more = [] } = order;
  return [{ sku, offerId, name, price, quantity }, ...more].map((line) => {
    const each = toKopecks(line.price);
    const percent = percentOf(line.sku, order.scheme === "fbo");
    const commission = Math.round((each * line.quantity * percent) / 100);
    return { ...line, price: each, percent, commission };
  });
}

/** From ten to eighteen percent by the kind of thing, one less from Ozon's own warehouse. */
function percentOf(sku: string, isFbo: boolean): number {
  return 11 + (hashOf(sku) % 8) - (isFbo ? 1 : 0);
}
