import { z } from "zod";
import type { Method } from "../../api-method";
import type { Account, Order } from "../../model";
import { deliverByOf, substatusOf } from "../../orders";
import { GRPC, invalid, Refusal } from "../../refusal";
import { readBody } from "../../request-fields";
import type { WireValue } from "../../wire-json";
import { ordersOf } from "./market-orders";
import {
  directionField,
  instantField,
  isAmong,
  isWithin,
  limitField,
  pageOf,
  requireYear,
  withField,
} from "./posting-requests";
import { cancellationOf, orderIdOf, productsOf, toFinancial, type With, type Wording } from "./posting-shape";

const MAX_OFFSET = 20_000;

const listRequest = z.object({
  filter: z
    .object({
      since: instantField.nullish(),
      to: instantField.nullish(),
      statuses: z.array(z.string()).nullish(),
      order_numbers: z.array(z.string()).max(1000).nullish(),
      posting_numbers: z.array(z.string()).max(1000).nullish(),
    })
    .nullish(),
  limit: limitField(1000).default(100),
  cursor: z.string().nullish(),
  sort_dir: directionField,
  with: withField,
});

const listPostings: Method = (call) => {
  const request = readBody(call, listRequest, "PostingFboListRequest");
  const { limit, filter } = request;
  if (filter?.since && filter.to) requireYear(filter.since, filter.to);
  const found = fboOf(call.account).filter(
    (order) =>
      isWithin(order.paidMs, { from: filter?.since, to: filter?.to }) &&
      isAmong(order.status, filter?.statuses) &&
      isAmong(order.orderNumber, filter?.order_numbers) &&
      isAmong(order.postingNumber, filter?.posting_numbers),
  );
  const { page, cursor, hasNext } = pageOf(sorted(found, request.sort_dir), request.cursor, limit);
  const postings = page.map((order) => toFbo(order, "newer", request.with ?? {}));
  return { postings, cursor, has_next: hasNext };
};

const olderListRequest = z.object({
  filter: z.object({ since: instantField, to: instantField, status: z.string().nullish() }),
  limit: limitField(1000),
  offset: z.number().int().min(0).nullish(),
  dir: directionField,
  with: withField,
});

const listPostingsBefore: Method = (call) => {
  const request = readBody(call, olderListRequest, "GetFboPostingListRequest");
  const { filter, limit, offset } = request;
  if ((offset ?? 0) > MAX_OFFSET) throw invalid("MAX_OFFSET_EXCEEDED");
  requireYear(filter.since, filter.to);
  const found = fboOf(call.account).filter(
    (order) =>
      isWithin(order.paidMs, { from: filter.since, to: filter.to }) &&
      isAmong(order.status, filter.status ? [filter.status] : []),
  );
  const { page } = pageOf(sorted(found, request.dir), String(offset ?? 0), limit);
  return { result: page.map((order) => toFbo(order, "older", request.with ?? {})) };
};

const getRequest = z.object({ posting_number: z.string().min(1), with: withField });

const getPosting: Method = (call) => {
  const request = readBody(call, getRequest, "GetFboPostingRequest");
  const order = ordersOf(call.account).get(request.posting_number);
  if (order?.scheme !== "fbo") throw new Refusal(404, GRPC.notFound, "Posting not found");
  const shipped = order.shippedMs === undefined ? undefined : new Date(order.shippedMs).toISOString();
  return { result: { ...toFbo(order, "older", request.with ?? {}), fact_delivery_date: shipped } };
};

function fboOf(account: Account): Order[] {
  return [...ordersOf(account).values()].filter((order) => order.scheme === "fbo");
}

function sorted(orders: Order[], direction: string | null | undefined): Order[] {
  const sign = direction === "ASC" ? 1 : -1;
  return orders.sort((a, b) => sign * (a.paidMs - b.paidMs) || (a.postingNumber < b.postingNumber ? -1 : 1));
}

// No name, no region, nothing of the buyer: Ozon's own warehouse sends it.
function toFbo(order: Order, wording: Wording, ask: With): Record<string, WireValue> {
  const paid = new Date(order.paidMs).toISOString();
  const { cancel_reason_id, cancel_reason, cancellation_initiator, cancellation_type } =
    cancellationOf(order);
  return {
    posting_number: order.postingNumber,
    order_id: orderIdOf(order),
    order_number: order.orderNumber,
    status: order.status,
    substatus: substatusOf(order),
    created_at: paid,
    in_process_at: paid,
    cancel_reason_id,
    cancellation:
      wording === "newer" ? { cancel_reason, cancellation_initiator, cancellation_type } : undefined,
    products: productsOf(order, wording).map((product) => ({ ...product, digital_codes: [] })),
    analytics_data: ask.analytics_data === true ? toAnalytics(order) : undefined,
    financial_data: ask.financial_data === true ? toFinancial(order, wording) : undefined,
    additional_data: [],
  };
}

function toAnalytics(order: Order): Record<string, WireValue> {
  return {
    city: order.city,
    delivery_type: "PVZ",
    is_premium: false,
    is_legal: false,
    payment_type_group_name: "Карты оплаты",
    warehouse_id: BigInt(order.warehouse?.id ?? 23_000_000_001),
    warehouse_name: order.warehouse?.name ?? "Хоругвино",
    client_delivery_date_begin: new Date(order.paidMs).toISOString(),
    client_delivery_date_end: new Date(deliverByOf(order)).toISOString(),
  };
}

export const fboPostingMethods: Record<string, Method> = {
  "/v3/posting/fbo/list": listPostings,
  "/v2/posting/fbo/list": listPostingsBefore,
  "/v2/posting/fbo/get": getPosting,
};
