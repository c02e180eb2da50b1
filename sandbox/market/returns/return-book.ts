import type { Account, Order } from "../../model";
import { ordersOf } from "../orders/market-orders";
import { diceOf, hashOf } from "../orders/stable-dice";
import { makeRequest, type ReturnRequest } from "./return-requests";
import { firstLine, lineOf, type ReturnedLine } from "./returned-line";

const DAY_MS = 86_400_000;

/** Something on its way back, as Ozon carries it (FBS and FBO). */
export interface GoodsReturn {
  /** 64 bits, as production's are. */
  id: string;
  order: Order;
  type: "Cancellation" | "FullReturn" | "ClientReturn";
  reason: string;
  /** When the buyer gave it back, or did not take it. */
  returnMs: number;
  state: string;
  changedMs: number;
  /** When it was handed to the seller, or is on Ozon's shelf again. */
  finalMs: number | null;
  line: ReturnedLine;
}

interface Book {
  returns: Map<string, GoodsReturn>;
  requests: Map<string, ReturnRequest>;
  /** Orders that were looked at, with where they stood. */
  seen: Map<string, string>;
}

const books = new WeakMap<Account, Book>();

/** What came back to an account: a part of what was cancelled on the way or received, always the same part. */
export function returnsOf(account: Account): Map<string, GoodsReturn> {
  return bookOf(account).returns;
}

/** What buyers of rFBS orders want to give back. */
export function requestsOf(account: Account): Map<string, ReturnRequest> {
  return bookOf(account).requests;
}

function bookOf(account: Account): Book {
  const orders = ordersOf(account);
  const book = books.get(account) ?? { returns: new Map(), requests: new Map(), seen: new Map() };
  books.set(account, book);
  const nowMs = Date.now();
  for (const order of orders.values()) {
    // An order that is still where it was can come back later: what was received is asked again.
    if (order.status !== "cancelled" && order.status !== "delivered") continue;
    if (book.seen.has(order.postingNumber)) continue;
    if (takeIn(book, order, nowMs)) book.seen.set(order.postingNumber, order.status);
  }
  return book;
}

/** Looks whether an order came back; answers false while that is still to come. */
function takeIn(book: Book, order: Order, nowMs: number): boolean {
  // What tests place by hand comes back when they say so.
  if (order.delivery === undefined) return true;
  const random = diceOf(`return:${order.postingNumber}`);
  const dice = random();
  if (order.status === "cancelled") {
    const end = order.cancellation;
    if (end?.isAfterShip !== true || order.scheme === "rfbs") return true;
    const type = end.reasonId === 505 ? "FullReturn" : "Cancellation";
    putReturn(book, order, { type, reason: NOT_TAKEN, returnMs: end.atMs }, nowMs);
    return true;
  }
  const share = order.scheme === "rfbs" ? 0.14 : 0.05;
  if (dice >= share) return true;
  const returnMs = (order.deliveredMs ?? nowMs) + Math.round((1 + random() * 11) * DAY_MS);
  if (returnMs > nowMs) return false;
  if (order.scheme === "rfbs") {
    const request = makeRequest(order, lineOf(order, random), returnMs, nowMs);
    book.requests.set(request.id, request);
    return true;
  }
  const reason = REASONS[Math.floor(random() * REASONS.length)] ?? NOT_TAKEN;
  putReturn(book, order, { type: "ClientReturn", reason, returnMs }, nowMs);
  return true;
}

const NOT_TAKEN = "Покупатель не забрал заказ";
const REASONS = [
  "Не подошёл размер",
  "Не понравился цвет",
  "Товар с дефектом",
  "Товар не соответствует описанию",
  "Передумал",
];

function putReturn(
  book: Book,
  order: Order,
  { type, reason, returnMs }: Pick<GoodsReturn, "type" | "reason" | "returnMs">,
  nowMs: number,
): void {
  const random = diceOf(`back:${order.postingNumber}`);
  const id = idOf(order, returnMs);
  const way = (order.scheme === "fbo" ? FBO_WAY : FBS_WAY).map(([state, fromDays, toDays]) => ({
    state,
    atMs: returnMs + Math.round((fromDays + random() * (toDays - fromDays)) * DAY_MS),
  }));
  const done = way.filter((step) => step.atMs <= nowMs);
  const now = done.at(-1) ?? { state: FBS_WAY[0][0], atMs: returnMs };
  const finalMs = done.length === way.length ? now.atMs : null;
  const line = type === "ClientReturn" ? lineOf(order, random) : firstLine(order);
  book.returns.set(id, {
    id,
    order,
    type,
    reason,
    returnMs,
    state: now.state,
    changedMs: now.atMs,
    finalMs,
    line,
  });
}

/** Days after the buyer gave it back. */
const FBS_WAY = [
  ["MovingToSeller", 0, 0],
  ["ArrivedAtReturnPlace", 3, 7],
  ["ReceivedBySeller", 8, 16],
] as const;
const FBO_WAY = [
  ["MovingToOzon", 0, 0],
  ["ReturnedToOzon", 3, 9],
] as const;

/** A number that no double merges with its neighbour, later ones higher, the same every time for one posting. */
function idOf(order: Order, returnMs: number): string {
  const last = BigInt(hashOf(order.postingNumber) % 1_000);
  return (1_000_000_000_000_000_000n + BigInt(returnMs) * 1_000n + last).toString();
}

/** A request that somebody makes now, or the control API. */
export function addRequest(account: Account, request: ReturnRequest): void {
  bookOf(account).requests.set(request.id, request);
}
