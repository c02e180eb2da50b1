import { z } from "zod";
import type { Method } from "../../api-method";
import { GRPC, invalid, Refusal } from "../../refusal";
import { readBody } from "../../request-fields";
import { CANCEL_REASONS } from "./cancel-reasons";
import { requirePosting } from "./fbs-postings";
import { moveAndRing } from "./move-order";

const OTHER_REASON = 402;
const CANCELLABLE = new Set([
  "awaiting_registration",
  "awaiting_packaging",
  "awaiting_deliver",
  "arbitration",
]);

const cancelRequest = z.object({
  posting_number: z.string().min(1),
  cancel_reason_id: z.number().int(),
  cancel_reason_message: z.string().nullish(),
});

const cancelPosting: Method = (call, { world }) => {
  const request = readBody(call, cancelRequest, "CancelFbsPostingRequest");
  const order = requirePosting(call.account, request.posting_number);
  const reason = CANCEL_REASONS.find(({ id }) => id === request.cancel_reason_id);
  if (reason?.isOffered !== true) throw invalid("CANCEL_REASON_IS_NOT_AVAILABLE");
  if (reason.id === OTHER_REASON && !request.cancel_reason_message)
    throw invalid("cancel_reason_message is required");
  if (order.status === "cancelled")
    throw new Refusal(400, GRPC.failedPrecondition, "POSTING_ALREADY_CANCELLED");
  if (!CANCELLABLE.has(order.status))
    throw new Refusal(400, GRPC.failedPrecondition, "TRANSITION_IS_NOT_POSSIBLE");
  const isAfterShip = order.status !== "awaiting_packaging" && order.status !== "awaiting_registration";
  order.cancellation = {
    reasonId: reason.id,
    initiator: "seller",
    isAfterShip,
    atMs: call.nowMs,
    message: request.cancel_reason_message || undefined,
  };
  moveAndRing(world, call.account, order, { status: "cancelled", substatus: "posting_canceled" });
  return { result: true };
};

const listReasons: Method = () => ({
  result: CANCEL_REASONS.map(({ id, title, by, isOffered }) => ({
    id,
    title,
    type_id: by,
    is_available_for_cancellation: isOffered,
  })),
});

const reasonsRequest = z.object({ related_posting_numbers: z.array(z.string()).min(1).max(100) });

/** What can be given for these: nothing for what is on its way. */
const listReasonsOf: Method = (call) => {
  const { related_posting_numbers } = readBody(call, reasonsRequest, "CancelReasonRequest");
  return {
    result: related_posting_numbers.map((posting_number) => {
      const { status } = requirePosting(call.account, posting_number);
      const offered = CANCELLABLE.has(status) ? CANCEL_REASONS.filter(({ isOffered }) => isOffered) : [];
      return { posting_number, reasons: offered.map(({ id, title, by }) => ({ id, title, type_id: by })) };
    }),
  };
};

export const cancelMethods: Record<string, Method> = {
  "/v2/posting/fbs/cancel": cancelPosting,
  "/v2/posting/fbs/cancel-reason/list": listReasons,
  "/v1/posting/fbs/cancel-reason": listReasonsOf,
};
