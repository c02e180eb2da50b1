import { z } from "zod";
import type { Method } from "../../api-method";
import type { Account, Order } from "../../model";
import { shipByOf } from "../../orders";
import { GRPC, invalid, Refusal } from "../../refusal";
import { readBody } from "../../request-fields";
import { ordersOf } from "./market-orders";
import {
  changedField,
  directionField,
  idField,
  instantField,
  isAmong,
  isWithin,
  limitField,
  type Narrowing,
  pageOf,
  passes,
  requireYear,
  withField,
} from "./posting-requests";
import { orderIdOf, toPosting } from "./posting-shape";

const listRequest = z.object({
  filter: z.object({
    since: instantField,
    to: instantField,
    last_changed_status_date: changedField,
    statuses: z.array(z.string()).nullish(),
    order_numbers: z.array(z.string()).max(100).nullish(),
    order_id: idField.nullish(),
    warehouse_ids: z.array(idField).nullish(),
    delivery_method_ids: z.array(idField).nullish(),
    provider_ids: z.array(idField).nullish(),
  }),
  limit: limitField(100).default(100),
  cursor: z.string().nullish(),
  sort_dir: directionField,
  with: withField,
});

const listPostings: Method = (call) => {
  const request = readBody(call, listRequest, "PostingFbsListRequest");
  const { filter, limit } = request;
  const found = paidWithin(call.account, filter, {
    statuses: filter.statuses,
    warehouses: filter.warehouse_ids,
    methods: filter.delivery_method_ids,
    carriers: filter.provider_ids,
    changed: filter.last_changed_status_date,
  }).filter(
    (order) =>
      isAmong(order.orderNumber, filter.order_numbers) &&
      (filter.order_id === null || filter.order_id === undefined || isNumber(order, filter.order_id)),
  );
  const { page, cursor, hasNext } = pageOf(sorted(found, request.sort_dir), request.cursor, limit);
  const postings = page.map((order) => toPosting(order, "newer", request.with ?? {}));
  return { postings, cursor, has_next: hasNext };
};

function isNumber(order: Order, orderId: string): boolean {
  return String(orderIdOf(order)) === orderId || orderId === "0";
}

const olderListRequest = z.object({
  filter: z.object({
    since: instantField,
    to: instantField,
    last_changed_status_date: changedField,
    status: z.string().nullish(),
    order_id: idField.nullish(),
    warehouse_id: z.array(idField).nullish(),
    delivery_method_id: z.array(idField).nullish(),
    provider_id: z.array(idField).nullish(),
  }),
  limit: limitField(1000),
  offset: z.number().int().min(0).nullish(),
  dir: directionField,
  with: withField,
});

const listPostingsBefore: Method = (call) => {
  const request = readBody(call, olderListRequest, "GetFbsPostingListRequest");
  const { filter, limit } = request;
  const found = paidWithin(call.account, filter, {
    statuses: statusesOf(filter.status),
    warehouses: filter.warehouse_id,
    methods: filter.delivery_method_id,
    carriers: filter.provider_id,
    changed: filter.last_changed_status_date,
  }).filter((order) => !filter.order_id || isNumber(order, filter.order_id));
  const { page, hasNext } = pageOf(sorted(found, request.dir), String(request.offset ?? 0), limit);
  const postings = page.map((order) => toPosting(order, "older", request.with ?? {}));
  return { result: { postings, has_next: hasNext } };
};

function statusesOf(status: string | null | undefined): string[] {
  return status ? [status] : [];
}

/** Postings that the seller packs, paid in the period. */
function paidWithin(account: Account, period: { since: string; to: string }, by: Narrowing): Order[] {
  requireYear(period.since, period.to);
  const range = { from: period.since, to: period.to };
  return [...ordersOf(account).values()].filter(
    (order) => order.scheme !== "fbo" && isWithin(order.paidMs, range) && passes(order, by),
  );
}

function sorted(orders: Order[], direction: string | null | undefined, timeOf = paidOf): Order[] {
  const sign = direction === "ASC" ? 1 : -1;
  return orders.sort(
    (a, b) => sign * (timeOf(a) - timeOf(b)) || (a.postingNumber < b.postingNumber ? -1 : 1),
  );
}

function paidOf(order: Order): number {
  return order.paidMs;
}

const UNFULFILLED = new Set([
  "awaiting_registration",
  "acceptance_in_progress",
  "awaiting_approve",
  "awaiting_packaging",
  "awaiting_deliver",
  "arbitration",
  "client_arbitration",
  "delivering",
  "driver_pickup",
  "not_accepted",
]);

const periodFields = {
  cutoff_from: instantField.nullish(),
  cutoff_to: instantField.nullish(),
  delivering_date_from: instantField.nullish(),
  delivering_date_to: instantField.nullish(),
  last_changed_status_date: changedField,
};
type Period = { [K in Exclude<keyof typeof periodFields, "last_changed_status_date">]?: string | null };

const unfulfilledRequest = z.object({
  filter: z.object({
    ...periodFields,
    statuses: z.array(z.string()).nullish(),
    warehouse_ids: z.array(idField).nullish(),
    delivery_method_ids: z.array(idField).nullish(),
    provider_ids: z.array(idField).nullish(),
  }),
  limit: limitField(100).default(100),
  cursor: z.string().nullish(),
  sort_dir: directionField,
  with: withField,
});

const listUnfulfilled: Method = (call) => {
  const request = readBody(call, unfulfilledRequest, "PostingFbsUnfulfilledListRequest");
  const { filter, limit } = request;
  const found = unfulfilledOf(call.account, filter, {
    statuses: filter.statuses,
    warehouses: filter.warehouse_ids,
    methods: filter.delivery_method_ids,
    carriers: filter.provider_ids,
    changed: filter.last_changed_status_date,
  });
  const all = sorted(found, request.sort_dir ?? "ASC", shipByOf);
  const { page, cursor, hasNext } = pageOf(all, request.cursor, limit);
  const postings = page.map((order) => toPosting(order, "newer", request.with ?? {}));
  return { postings, cursor, has_next: hasNext, count: all.length };
};

const olderUnfulfilledRequest = z.object({
  filter: z.object({
    ...periodFields,
    status: z.string().nullish(),
    warehouse_id: z.array(idField).nullish(),
    delivery_method_id: z.array(idField).nullish(),
    provider_id: z.array(idField).nullish(),
  }),
  limit: limitField(1000),
  offset: z.number().int().min(0).nullish(),
  dir: directionField,
  with: withField,
});

const listUnfulfilledBefore: Method = (call) => {
  const request = readBody(call, olderUnfulfilledRequest, "GetFbsPostingUnfulfilledListRequest");
  const { filter, limit } = request;
  const found = unfulfilledOf(call.account, filter, {
    statuses: statusesOf(filter.status),
    warehouses: filter.warehouse_id,
    methods: filter.delivery_method_id,
    carriers: filter.provider_id,
    changed: filter.last_changed_status_date,
  });
  const all = sorted(found, request.dir ?? "ASC", shipByOf);
  const { page } = pageOf(all, String(request.offset ?? 0), limit);
  return {
    result: { postings: page.map((one) => toPosting(one, "older", request.with ?? {})), count: all.length },
  };
};

function unfulfilledOf(account: Account, period: Period, by: Narrowing): Order[] {
  const cutoff = { from: period.cutoff_from, to: period.cutoff_to };
  const delivering = { from: period.delivering_date_from, to: period.delivering_date_to };
  const hasCutoff = Boolean(cutoff.from && cutoff.to);
  const hasDelivering = Boolean(delivering.from && delivering.to);
  if (!hasCutoff && !hasDelivering) throw invalid("either cutoff or delivering_date period is required");
  return [...ordersOf(account).values()].filter(
    (order) =>
      order.scheme !== "fbo" &&
      UNFULFILLED.has(order.status) &&
      (!hasCutoff || isWithin(shipByOf(order), cutoff)) &&
      (!hasDelivering || (order.shippedMs !== undefined && isWithin(order.shippedMs, delivering))) &&
      passes(order, by),
  );
}

const getRequest = z.object({ posting_number: z.string().min(1), with: withField });

const getPosting: Method = (call) => {
  const request = readBody(call, getRequest, "PostingFbsGetRequest");
  const order = requirePosting(call.account, request.posting_number);
  const delivered = order.deliveredMs === null ? undefined : new Date(order.deliveredMs).toISOString();
  // Analytics come unasked: what the sandbox always did, and harmless.
  const posting = toPosting(order, "older", { ...request.with, analytics_data: true });
  return { result: { ...posting, fact_delivery_date: delivered } };
};

/** An FBS or rFBS posting of this seller; throws Ozon's 404. */
export function requirePosting(account: Account, postingNumber: string): Order {
  const order = ordersOf(account).get(postingNumber);
  if (order === undefined || order.scheme === "fbo")
    throw new Refusal(404, GRPC.notFound, "Posting not found");
  return order;
}

export const fbsPostingMethods: Record<string, Method> = {
  "/v4/posting/fbs/list": listPostings,
  "/v4/posting/fbs/unfulfilled/list": listUnfulfilled,
  "/v3/posting/fbs/list": listPostingsBefore,
  "/v3/posting/fbs/unfulfilled/list": listUnfulfilledBefore,
  "/v3/posting/fbs/get": getPosting,
};
