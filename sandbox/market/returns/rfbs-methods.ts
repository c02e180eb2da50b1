import { z } from "zod";
import type { Method } from "../../api-method";
import type { Account } from "../../model";
import { GRPC, invalid, Refusal } from "../../refusal";
import { type ApiCall, inRange, messageIdField, readBody } from "../../request-fields";
import type { WireValue } from "../../wire-json";
import type { World } from "../../world";
import { findBySku } from "../catalogue";
import { toKopecks } from "../orders/order-money";
import { instantField, isAmong, isWithin } from "../orders/posting-requests";
import { addressesOf } from "../tell-product";
import { ACTIONS, type Act, act, actionsOf, REJECTION_REASONS } from "./request-acts";
import { REQUEST_STATES } from "./request-states";
import { requestsOf } from "./return-book";
import type { ReturnRequest } from "./return-requests";

const listRequest = z.object({
  filter: z
    .object({
      offer_id: z.string().nullish(),
      posting_number: z.string().nullish(),
      group_state: z.array(z.string()).nullish(),
      created_at: z.object({ from: instantField.nullish(), to: instantField.nullish() }).nullish(),
    })
    .nullish(),
  limit: z.number(inRange(0, 1000)).int().min(1, inRange(0, 1000)).max(1000, inRange(0, 1000)),
  last_id: messageIdField.nullish(),
});

const listRequests: Method = (call) => {
  const { filter, limit, last_id } = readBody(call, listRequest, "ReturnsRfbsListRequest");
  const groups = (filter?.group_state ?? []).filter((group) => group !== "All");
  const matching = [...requestsOf(call.account).values()]
    .filter(
      (one) =>
        BigInt(one.id) > (last_id ?? 0n) &&
        (!filter?.offer_id || one.line.offerId === filter.offer_id) &&
        (!filter?.posting_number || one.order.postingNumber === filter.posting_number) &&
        isAmong(REQUEST_STATES[one.state].group, groups) &&
        isWithin(one.createdMs, filter?.created_at),
    )
    .sort((a, b) => Number(BigInt(a.id) - BigInt(b.id)));
  return {
    returns: matching.slice(0, limit).map((one) => {
      const { group, name } = REQUEST_STATES[one.state];
      const state = { ...stateOf(one), group_state: group, money_return_state_name: moneyStateOf(one) };
      return { ...headOf(one), state: { ...state, state_name: name } };
    }),
  };
};

/** What list and `get` share. The buyer's name went in February 2026. */
function headOf({ id, number, order, line, createdMs }: ReturnRequest): Record<string, WireValue> {
  return {
    return_id: BigInt(id),
    return_number: number,
    posting_number: order.postingNumber,
    order_number: order.orderNumber,
    created_at: new Date(createdMs).toISOString(),
    product: {
      sku: BigInt(line.sku),
      offer_id: line.offerId,
      name: line.name,
      // A whole number in the specification: kopecks are lost.
      price: Math.round(toKopecks(line.price) / 100),
      currency_code: "RUB",
    },
  };
}

function stateOf({ state }: ReturnRequest): { state: string; state_name: string } {
  return { state, state_name: REQUEST_STATES[state].name };
}

function moneyStateOf({ paidBack, state }: ReturnRequest): string {
  if (paidBack !== null) return "Деньги вернули";
  return state === "REJECTED" ? "" : "Деньги не вернули";
}

/** Drawn on this machine, as pictures of products are: there is nothing at the marketplace's own address. */
function photosOf({ account, baseUrl }: ApiCall, { hasPhoto, line }: ReturnRequest): string[] {
  const product = hasPhoto ? findBySku(account, line.sku) : undefined;
  return product === undefined ? [] : addressesOf(product, baseUrl).slice(0, 1);
}

const getRequest = z.object({ return_id: messageIdField });

const getReturn: Method = (call) => {
  const request = requireRequest(call.account, readBody(call, getRequest, "ReturnsRfbsGetRequest").return_id);
  const { return_id, ...head } = headOf(request);
  return {
    returns: {
      ...head,
      available_actions: actionsOf(request),
      client_name: "",
      client_photo: photosOf(call, request),
      client_return_method_type: { id: 1, name: "Почтой или курьером" },
      comment: request.comment,
      rejection_comment: request.rejectionComment,
      rejection_reason: REJECTION_REASONS.map((reason) => ({ ...reason })),
      return_method_description: "Покупатель отправит товар на адрес продавца",
      return_reason: {
        id: request.reason.id,
        name: request.reason.name,
        is_defect: request.reason.isDefect,
      },
      ru_post_tracking_number: "",
      state: stateOf(request),
      warehouse_id: BigInt(request.order.warehouse?.id ?? 22_000_000_001),
    },
  };
};

function requireRequest(account: Account, id: bigint): ReturnRequest {
  const request = requestsOf(account).get(id.toString());
  if (request === undefined) throw new Refusal(404, GRPC.notFound, "Return not found");
  return request;
}

const amountField = z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)]).nullish();
const setRequest = z.object({
  return_id: messageIdField,
  id: z.number().int(),
  comment: z.string().nullish(),
  compensation_amount: amountField,
  rejection_reason_id: z.number().int().nullish(),
  return_for_back_way: amountField,
});

const setAction: Method = (call, { world }) => {
  const body = readBody(call, setRequest, "ReturnsRfbsActionSetRequest");
  const isRejection = body.id === ACTIONS.reject || body.id === ACTIONS.rejectAfterCheck;
  if (isRejection && (!body.comment || !body.rejection_reason_id))
    throw invalid("comment and rejection_reason_id are required");
  return perform(call, world, body.return_id, {
    actionId: body.id,
    comment: body.comment,
    rejectionReasonId: body.rejection_reason_id,
    compensation: kopecksOf(body.compensation_amount),
    backWay: kopecksOf(body.return_for_back_way),
  });
};

const olderRequest = z.object({
  return_id: messageIdField,
  comment: z.string().nullish(),
  rejection_reason_id: z.number().int().nullish(),
  compensation_amount: amountField,
  return_for_back_way: amountField,
  return_method_description: z.string().nullish(),
});

/** One of the five methods that came before the one for all. */
function olderAct(...actionIds: number[]): Method {
  return (call, { world }) => {
    const body = readBody(call, olderRequest, "ReturnsRfbsRequest");
    const request = requireRequest(call.account, body.return_id);
    const open = actionsOf(request).map(({ id }) => id);
    return perform(call, world, body.return_id, {
      actionId: actionIds.find((id) => open.includes(id)) ?? actionIds[0] ?? 0,
      comment: body.comment,
      rejectionReasonId: body.rejection_reason_id,
      compensation: kopecksOf(body.compensation_amount),
      backWay: kopecksOf(body.return_for_back_way),
    });
  };
}

function perform(call: ApiCall, world: World, id: bigint, input: Act): WireValue {
  act(requireRequest(call.account, id), input, call.nowMs);
  world.revision += 1;
  return {};
}

function kopecksOf(amount: number | string | null | undefined): number | null {
  return amount === null || amount === undefined ? null : toKopecks(String(amount));
}

export const rfbsReturnMethods: Record<string, Method> = {
  "/v2/returns/rfbs/list": listRequests,
  "/v2/returns/rfbs/get": getReturn,
  "/v1/returns/rfbs/action/set": setAction,
  "/v2/returns/rfbs/verify": olderAct(ACTIONS.approve),
  "/v2/returns/rfbs/receive-return": olderAct(ACTIONS.receive),
  "/v2/returns/rfbs/reject": olderAct(ACTIONS.reject, ACTIONS.rejectAfterCheck),
  "/v2/returns/rfbs/compensate": olderAct(ACTIONS.compensate),
  "/v2/returns/rfbs/return-money": olderAct(ACTIONS.returnMoney),
};
