import type { Order } from "../../model";
import { diceOf, hashOf } from "../orders/stable-dice";
import type { RequestState } from "./request-states";
import type { ReturnedLine } from "./returned-line";

const DAY_MS = 86_400_000;

/** A buyer of an rFBS order wants to give something back. */
export interface ReturnRequest {
  id: string;
  number: string;
  order: Order;
  line: ReturnedLine;
  createdMs: number;
  changedMs: number;
  state: RequestState;
  reason: { id: number; name: string; isDefect: boolean };
  comment: string;
  /** Whether its buyer took a picture of what they got: it shows the product itself. */
  hasPhoto: boolean;
  /** What the seller wrote when turning it down. */
  rejectionComment: string;
  rejectionReasonId: number | null;
  /** Paid back so far, in kopecks: all of it, or what was agreed on. */
  paidBack: { amount: number; atMs: number } | null;
}

const REASONS = [
  { id: 1, name: "Товар с браком", isDefect: true, comment: "Не включается, пробовали на двух розетках." },
  { id: 2, name: "Не подошёл размер", isDefect: false, comment: "Маломерит, нужен на размер больше." },
  { id: 3, name: "Прислали не тот товар", isDefect: true, comment: "Заказывали другой цвет." },
  { id: 4, name: "Не понравился", isDefect: false, comment: "На фото выглядел иначе." },
] as const;

/** The request of an order of the past, as far as it has come by now. */
export function makeRequest(
  order: Order,
  line: ReturnedLine,
  createdMs: number,
  nowMs: number,
): ReturnRequest {
  const random = diceOf(`request:${order.postingNumber}`);
  const reason = REASONS[Math.floor(random() * REASONS.length)] ?? REASONS[0];
  const days = (nowMs - createdMs) / DAY_MS;
  const state = stateAfter(days, random());
  const stayed = { ON_SELLER_APPROVAL: 0, MOVING_TO_SELLER: 2, ON_SELLER_CHECK: 6 };
  const changedDays = state in stayed ? stayed[state as keyof typeof stayed] : 9;
  const request = requestOf(order, line, createdMs, reason);
  request.state = state;
  request.changedMs = Math.min(nowMs, createdMs + changedDays * DAY_MS);
  if (state === "REJECTED") request.rejectionComment = "Следы носки, товар вернуть нельзя.";
  if (state === "MONEY_RETURNED")
    request.paidBack = {
      amount: Math.round(Number(line.price) * 100) * line.quantity,
      atMs: request.changedMs,
    };
  return request;
}

/** A request that waits for the seller. */
export function requestOf(
  order: Order,
  line: ReturnedLine,
  createdMs: number,
  reason: (typeof REASONS)[number] = REASONS[0],
): ReturnRequest {
  const digits = order.postingNumber.replace(/\D/g, "").slice(0, 13);
  return {
    // Later ones are higher, and the list's cursor has 32 bits.
    id: String(Math.floor(createdMs / 60_000) * 60 + (hashOf(order.postingNumber) % 60)),
    number: `RET-${digits}`,
    order,
    line,
    createdMs,
    changedMs: createdMs,
    state: "ON_SELLER_APPROVAL",
    reason: { id: reason.id, name: reason.name, isDefect: reason.isDefect },
    comment: reason.comment,
    hasPhoto: reason.isDefect,
    rejectionComment: "",
    rejectionReasonId: null,
    paidBack: null,
  };
}

function stateAfter(days: number, dice: number): RequestState {
  if (days < 2) return "ON_SELLER_APPROVAL";
  if (days < 6) return dice < 0.2 ? "ON_SELLER_APPROVAL" : "MOVING_TO_SELLER";
  if (days < 9) return "ON_SELLER_CHECK";
  if (dice < 0.04 && days < 60) return "DISPUTE_OPENED";
  return dice < 0.2 ? "REJECTED" : "MONEY_RETURNED";
}
