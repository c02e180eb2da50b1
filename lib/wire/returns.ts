import { z } from "zod";
import { actionAnswer } from "./actions";
import { calendarDay, declareEndpoint, idParams, instant, listOf, noAnswer, pageQuery } from "./declare";
import { amount, givenAmount } from "./money";

export const returnState = z.enum([
  "asked",
  "approved",
  "on_way",
  "at_pickup",
  "received",
  "disputed",
  "rejected",
  "refunded",
  "compensated",
  "disposed",
  "unknown",
]);
export type ReturnState = z.infer<typeof returnState>;

/** A thing that may be done with a return now, by the marketplace's own id; `needs`: text, amount, reason. */
export const returnAct = z.object({ id: z.string(), name: z.string(), needs: z.array(z.string()) });

export const returned = z.object({
  id: z.string(),
  seller_id: z.string(),
  marketplace: z.string(),
  /** parcel: goods on their way back; request: a buyer asks to give something back (rFBS). */
  kind: z.enum(["parcel", "request"]),
  external_id: z.string(),
  number: z.string().nullable(),
  scheme: z.enum(["fbs", "rfbs", "fbo"]),
  posting_number: z.string().nullable(),
  order_number: z.string().nullable(),
  buyer_name: z.string().nullable(),
  state: returnState,
  /** The marketplace's own word and name. */
  status: z.string(),
  status_name: z.string().nullable(),
  money_state: z.string().nullable(),
  type: z.string().nullable(),
  reason: z.string().nullable(),
  offer_id: z.string().nullable(),
  sku: z.string().nullable(),
  product_name: z.string().nullable(),
  picture: z.string().nullable(),
  quantity: z.number().int(),
  price: amount.nullable(),
  currency: z.string().nullable(),
  place: z.string().nullable(),
  target_place: z.string().nullable(),
  compensation: z.string().nullable(),
  is_open: z.boolean(),
  chat_id: z.string().nullable(),
  created_at: instant.nullable(),
  changed_at: instant.nullable(),
});
export type Returned = z.infer<typeof returned>;

export const returnDetails = returned.extend({
  comment: z.string().nullable(),
  /** Addresses of our own routes: /api/returns/{id}/photos/{position}. */
  photos: z.array(z.string()),
  actions: z.array(returnAct),
  rejections: z.array(z.object({ id: z.string(), name: z.string(), needs_text: z.boolean() })),
  detailed_at: instant.nullable(),
});
export type ReturnDetails = z.infer<typeof returnDetails>;

const filters = z.object({
  seller_id: z.string().optional(),
  /** open: not over; to_decide: a request that waits for the seller. */
  tab: z.enum(["all", "open", "to_decide", "closed"]).default("open"),
  kind: z.enum(["parcel", "request"]).optional(),
  scheme: z.enum(["fbs", "rfbs", "fbo"]).optional(),
  q: z.string().trim().max(200).optional(),
  /** Days of the last change, in the desk's own time zone (Europe/Moscow). */
  from: calendarDay.optional(),
  to: calendarDay.optional(),
});

export const listReturns = declareEndpoint({
  method: "GET",
  path: "/api/returns",
  access: "market.read",
  summary: "Returns and requests for them, last changed first",
  query: pageQuery.extend(filters.shape),
  answer: listOf(returned),
});

export const countReturns = declareEndpoint({
  method: "GET",
  path: "/api/return-counts",
  access: "market.read",
  summary: "How many returns stand in each tab",
  query: filters.omit({ tab: true }),
  answer: z.object({ counts: z.record(filters.shape.tab.unwrap(), z.number().int()) }),
});

export const getReturn = declareEndpoint({
  method: "GET",
  path: "/api/returns/{id}",
  access: "market.read",
  summary: "A return with what may be done with it now, as the marketplace says",
  params: idParams,
  answer: z.object({ return: returnDetails }),
});

/** Answers the picture's bytes, fetched with the seller's key. */
export const getReturnPhoto = declareEndpoint({
  method: "GET",
  path: "/api/returns/{id}/photos/{position}",
  access: "market.read",
  limit: { requests: 120, seconds: 60 },
  summary: "A picture that a buyer put to a request",
  params: idParams.extend({ position: z.string().regex(/^\d{1,2}$/) }),
  answer: noAnswer,
});

export const decideReturn = declareEndpoint({
  method: "POST",
  path: "/api/returns/{id}/decide",
  access: "market.act",
  isIdempotent: true,
  summary: "Does one of the things that may be done with a return: accepts, rejects, compensates, ...",
  params: idParams,
  body: z.strictObject({
    action_id: z.string().min(1).max(50),
    text: z.string().trim().max(2000).optional(),
    amount: givenAmount.optional(),
    rejection_id: z.string().max(50).optional(),
  }),
  answer: actionAnswer,
  status: 202,
});
