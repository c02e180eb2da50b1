import { GRPC, invalid, Refusal } from "../../refusal";
import { toKopecks } from "../orders/order-money";
import type { RequestState } from "./request-states";
import type { ReturnRequest } from "./return-requests";

/** What a seller can do with a request. The specification names three of the numbers; the others are guesses. */
export const ACTIONS = {
  approve: 1000,
  receive: 1010,
  compensate: 1020,
  returnMoney: 1030,
  reject: -1,
  rejectAfterCheck: -10,
} as const;
type Action = keyof typeof ACTIONS;

const NAMES: Readonly<Record<Action, string>> = {
  approve: "Согласовать возврат",
  receive: "Подтвердить получение товара",
  compensate: "Предложить частичную компенсацию",
  returnMoney: "Вернуть деньги",
  reject: "Отклонить заявку",
  rejectAfterCheck: "Отклонить после проверки",
};

const OPEN: Readonly<Partial<Record<RequestState, readonly Action[]>>> = {
  ON_SELLER_APPROVAL: ["approve", "returnMoney", "compensate", "reject"],
  APPROVED: ["receive"],
  MOVING_TO_SELLER: ["receive"],
  ON_SELLER_CHECK: ["returnMoney", "compensate", "rejectAfterCheck"],
};

export const REJECTION_REASONS = [
  { id: 101, name: "Товар со следами использования", hint: "Приложите фото", is_comment_required: true },
  { id: 102, name: "Нарушена комплектация", hint: "Опишите, чего не хватает", is_comment_required: true },
  { id: 103, name: "Истёк срок возврата", hint: "", is_comment_required: false },
] as const;

/** The acts that are open now. */
export function actionsOf({ state }: ReturnRequest): { id: number; name: string }[] {
  return (OPEN[state] ?? []).map((action) => ({ id: ACTIONS[action], name: NAMES[action] }));
}

export interface Act {
  actionId: number;
  comment?: string | null;
  rejectionReasonId?: number | null;
  /** In kopecks. */
  compensation?: number | null;
  backWay?: number | null;
}

/** Does one of the open acts; throws for the others and for what lacks a field. */
export function act(request: ReturnRequest, input: Act, nowMs: number): void {
  const action = (OPEN[request.state] ?? []).find((one) => ACTIONS[one] === input.actionId);
  if (action === undefined) {
    const message = `action ${input.actionId} is not available for return in state ${request.state}`;
    throw new Refusal(400, GRPC.failedPrecondition, message);
  }
  DO[action](request, input, nowMs);
  request.changedMs = nowMs;
}

const DO: Record<Action, (request: ReturnRequest, input: Act, nowMs: number) => void> = {
  approve: (request) => {
    request.state = "APPROVED";
  },
  receive: (request) => {
    request.state = "ON_SELLER_CHECK";
  },
  compensate: (request, { compensation }, nowMs) => {
    const whole = worthOf(request);
    if (!compensation || compensation <= 0 || compensation > whole)
      throw invalid("compensation_amount must be more than 0 and not above the price");
    // The buyer agrees at once here.
    request.state = "PARTIAL_COMPENSATION_RETURNED";
    request.paidBack = { amount: compensation, atMs: nowMs };
  },
  returnMoney: (request, { backWay }, nowMs) => {
    request.state = "MONEY_RETURNED";
    request.paidBack = { amount: worthOf(request) + Math.max(0, backWay ?? 0), atMs: nowMs };
  },
  reject,
  rejectAfterCheck: reject,
};

function reject(request: ReturnRequest, { comment, rejectionReasonId }: Act): void {
  const reason = REJECTION_REASONS.find(({ id }) => id === rejectionReasonId);
  if (reason === undefined)
    throw invalid("rejection_reason_id is required and must be one of rejection_reason");
  if (reason.is_comment_required && !comment) throw invalid("comment is required");
  request.state = "REJECTED";
  request.rejectionComment = comment ?? "";
  request.rejectionReasonId = reason.id;
}

/** The whole price of what is given back, in kopecks. */
export function worthOf({ line }: ReturnRequest): number {
  return toKopecks(line.price) * line.quantity;
}
