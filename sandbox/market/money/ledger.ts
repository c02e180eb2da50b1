import type { Account, Order } from "../../model";
import { ordersOf } from "../orders/market-orders";
import { type Kopecks, linesOf, type SoldLine } from "../orders/order-money";
import { hashOf } from "../orders/stable-dice";
import { worthOf } from "../returns/request-acts";
import { requestsOf, returnsOf } from "../returns/return-book";
import type { Fee } from "./fees";

const DAY_MS = 86_400_000;

/** What one line of a parcel brought or cost. */
export interface EntryLine {
  sku: string;
  name: string;
  quantity: number;
  price: Kopecks;
  /** The price of the goods; negative when they came back. */
  sale: Kopecks;
  /** Ozon's share; negative when it is taken, positive when it is given back. */
  commission: Kopecks;
  fees: { fee: Fee; amount: Kopecks }[];
}

export type EntryKind =
  | "sale"
  | "refund"
  | "return_delivery"
  | "acquiring"
  | "promotion"
  | "storage"
  | "subscription"
  | "compensation";

/** One accrual: the same entry behind both generations, so that their sums agree to the kopeck. */
export interface Entry {
  id: string;
  /** Midnight of its day: accruals have days, no hours. */
  dayMs: number;
  kind: EntryKind;
  order: Order | null;
  /** The posting, or the contract of a service. */
  unit: string;
  lines: EntryLine[];
  /** What belongs to no thing. */
  fees: { fee: Fee; amount: Kopecks }[];
  total: Kopecks;
}

interface Ledger {
  revision: number;
  hour: number;
  entries: Entry[];
  byDay: Map<number, Entry[]>;
}
const ledgers = new WeakMap<Account, Ledger>();

/** Every accrual up to today, in the order of days; made anew when something has changed. */
export function ledgerOf(account: Account, revision: number): Ledger {
  const hour = Math.floor(Date.now() / 3_600_000);
  const known = ledgers.get(account);
  if (known !== undefined && known.revision === revision && known.hour === hour) return known;
  const entries = account.market.seed === null ? [] : services(account);
  for (const order of ordersOf(account).values()) entries.push(...entriesOf(order));
  entries.push(...returned(account));
  const today = Date.now();
  const past = entries.filter((entry) => entry.dayMs <= today);
  past.sort((a, b) => a.dayMs - b.dayMs || (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
  const byDay = new Map<number, Entry[]>();
  for (const entry of past) byDay.set(entry.dayMs, [...(byDay.get(entry.dayMs) ?? []), entry]);
  const ledger = { revision, hour, entries: past, byDay };
  ledgers.set(account, ledger);
  return ledger;
}

/** The midnight before an instant. */
export function dayOf(ms: number): number {
  return Math.floor(ms / DAY_MS) * DAY_MS;
}

function entriesOf(order: Order): Entry[] {
  if (order.status !== "delivered" || order.deliveredMs === null) return [];
  const sold = linesOf(order);
  const lines = sold.map((line) => saleLine(order, line));
  const sale = entry("sale", order, order.deliveredMs, lines);
  const acquired = sold.map((line) => feeLine(line, "acquiring", share(line, 15)));
  const entries = [sale, entry("acquiring", order, order.deliveredMs + DAY_MS, acquired)];
  // One in eight was seen in an advertisement first.
  if (hashOf(`ad:${order.postingNumber}`) % 8 === 0)
    entries.push(
      entry("promotion", order, order.paidMs, [feeLine(first(sold), "promotion", share(first(sold), 60))]),
    );
  return entries;
}

function saleLine(order: Order, line: SoldLine): EntryLine {
  const logistics = -(6_300 + (hashOf(order.postingNumber) % 60) * 100 * line.quantity);
  const fees: EntryLine["fees"] = [{ fee: "logistics", amount: logistics }];
  if (order.scheme === "fbs") fees.push({ fee: "dropoff", amount: -3_000 });
  if (order.scheme !== "rfbs") fees.push({ fee: "last_mile", amount: -2_500 });
  return {
    ...{ sku: line.sku, name: line.name, quantity: line.quantity, price: line.price, fees },
    sale: line.price * line.quantity,
    commission: -line.commission,
  };
}

function feeLine(line: SoldLine, fee: Fee, amount: Kopecks): EntryLine {
  const { sku, name, quantity, price } = line;
  return { sku, name, quantity, price, sale: 0, commission: 0, fees: [{ fee, amount }] };
}

/** So many thousandths of a line, taken. */
function share({ price, quantity }: SoldLine, thousandths: number): Kopecks {
  return -Math.round((price * quantity * thousandths) / 1_000);
}

function first(lines: SoldLine[]): SoldLine {
  const [line] = lines;
  if (line === undefined) throw new Error("a posting without products");
  return line;
}

function returned(account: Account): Entry[] {
  const entries: Entry[] = [];
  for (const { order, type, returnMs, line } of returnsOf(account).values()) {
    const sold = linesOf(order).find(({ sku }) => sku === line.sku) ?? first(linesOf(order));
    const part = { ...sold, quantity: line.quantity };
    const amount = -(4_500 + (hashOf(order.postingNumber) % 40) * 100);
    entries.push(
      entry("return_delivery", order, returnMs + DAY_MS, [feeLine(part, "return_logistics", amount)]),
    );
    if (type === "ClientReturn") entries.push(refund(order, part, returnMs, part.price * part.quantity));
  }
  for (const request of requestsOf(account).values()) {
    const { order, paidBack, line } = request;
    if (paidBack === null) continue;
    const sold = linesOf(order).find(({ sku }) => sku === line.sku) ?? first(linesOf(order));
    const part = { ...sold, quantity: line.quantity };
    const back = Math.min(paidBack.amount, worthOf(request));
    entries.push(refund(order, part, paidBack.atMs, back));
  }
  return entries;
}

/** The buyer has the money back, and the seller Ozon's share of it. */
function refund(order: Order, sold: SoldLine, atMs: number, amount: Kopecks): Entry {
  const { sku, name, quantity, price } = sold;
  const commission = Math.round((amount * sold.percent) / 100);
  return entry("refund", order, atMs, [{ sku, name, quantity, price, sale: -amount, commission, fees: [] }]);
}

/** What costs by the day or the month; once in a while Ozon pays for something it lost. */
function services(account: Account): Entry[] {
  const days = account.market.seed?.days ?? 365;
  const today = dayOf(Date.now());
  const entries: Entry[] = [];
  for (let back = 0; back < days; back += 1) {
    const dayMs = today - back * DAY_MS;
    const day = dayMs / DAY_MS;
    const dice = hashOf(`${account.clientId}:${day}`);
    entries.push(service(account, "storage", "storage", dayMs, -(18_000 + (dice % 9_000))));
    if (new Date(dayMs).getUTCDate() === 1)
      entries.push(service(account, "subscription", "subscription", dayMs, -2_499_000));
    if (dice % 23 === 0)
      entries.push(service(account, "compensation", "compensation", dayMs, 89_000 + (dice % 90_000)));
  }
  return entries;
}

function service(account: Account, kind: EntryKind, fee: Fee, dayMs: number, amount: Kopecks): Entry {
  const id = `${KIND_DIGITS[kind]}${String(hashOf(account.clientId) % 1_000).padStart(3, "0")}${dayMs / DAY_MS}`;
  const fees = [{ fee, amount }];
  return { id, dayMs, kind, order: null, unit: `У-${account.clientId}`, lines: [], fees, total: amount };
}

const KIND_DIGITS: Readonly<Record<EntryKind, number>> = {
  sale: 11,
  refund: 12,
  return_delivery: 13,
  acquiring: 14,
  promotion: 15,
  storage: 16,
  subscription: 17,
  compensation: 18,
};

function entry(kind: EntryKind, order: Order, atMs: number, lines: EntryLine[]): Entry {
  const total = lines.reduce((sum, line) => sum + totalOf(line), 0);
  const digits = order.postingNumber.replace(/\D/g, "").slice(0, 14);
  const id = `${KIND_DIGITS[kind]}${digits}`;
  return { id, dayMs: dayOf(atMs), kind, order, unit: order.postingNumber, lines, fees: [], total };
}

/** What a line adds up to. */
export function totalOf(line: EntryLine): Kopecks {
  return line.fees.reduce((sum, { amount }) => sum + amount, line.sale + line.commission);
}
