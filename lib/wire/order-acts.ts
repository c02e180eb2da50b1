import { z } from "zod";
import { actionAnswer } from "./actions";
import { declareEndpoint, idParams, instant, noAnswer } from "./declare";

const numbers = z.array(z.string().trim().min(1).max(100)).min(1).max(200);
const ofSeller = { seller_id: z.string(), posting_numbers: numbers };

export const assembleOrders = declareEndpoint({
  method: "POST",
  path: "/api/orders/assemble",
  access: "orders.assemble",
  isIdempotent: true,
  summary: "Assembles postings, each as one parcel; operators where a setting lets them",
  body: z.strictObject(ofSeller),
  answer: actionAnswer,
  status: 202,
});

export const handOverOrders = declareEndpoint({
  method: "POST",
  path: "/api/orders/hand-over",
  access: "market.act",
  isIdempotent: true,
  summary: "Hands assembled postings over to the carrier",
  body: z.strictObject(ofSeller),
  answer: actionAnswer,
  status: 202,
});

export const cancelReason = z.object({
  id: z.string(),
  name: z.string(),
  /** A sentence must be written with it. */
  needs_text: z.boolean(),
});

export const listCancelReasons = declareEndpoint({
  method: "GET",
  path: "/api/orders/{id}/cancel-reasons",
  access: "market.act",
  summary: "Why a posting may be cancelled, as the marketplace says now",
  params: idParams,
  answer: z.object({ items: z.array(cancelReason) }),
});

export const cancelOrders = declareEndpoint({
  method: "POST",
  path: "/api/orders/cancel",
  access: "market.act",
  isIdempotent: true,
  summary: "Cancels postings for a reason",
  body: z.strictObject({
    ...ofSeller,
    reason_id: z.string().min(1).max(50),
    text: z.string().trim().max(1000).optional(),
  }),
  answer: actionAnswer,
  status: 202,
});

export const orderDocument = z.object({
  id: z.string(),
  seller_id: z.string(),
  kind: z.enum(["labels", "act"]),
  status: z.enum(["preparing", "ready", "failed"]),
  posting_numbers: z.array(z.string()),
  file_name: z.string().nullable(),
  error: z.object({ code: z.string(), message: z.string(), theirs: z.string().nullable() }).nullable(),
  created_at: instant,
});
export type OrderDocument = z.infer<typeof orderDocument>;

export const createDocument = declareEndpoint({
  method: "POST",
  path: "/api/order-documents",
  access: "orders.assemble",
  isIdempotent: true,
  summary:
    "Has labels (at most 20 postings) made by the marketplace, or, for who may hand over, an act, as PDF",
  body: z.strictObject({ seller_id: z.string(), kind: z.enum(["labels", "act"]), posting_numbers: numbers }),
  answer: z.object({ document: orderDocument }),
  status: 202,
});

export const getDocument = declareEndpoint({
  method: "GET",
  path: "/api/order-documents/{id}",
  access: "orders.assemble",
  summary: "Whether a document is ready",
  params: idParams,
  answer: z.object({ document: orderDocument }),
});

export const getDocumentFile = declareEndpoint({
  method: "GET",
  path: "/api/order-documents/{id}/file",
  access: "orders.assemble",
  summary: "The PDF itself",
  params: idParams,
  answer: noAnswer,
});

export const orderRules = z.strictObject({
  /** Operators may assemble orders and print labels. */
  operators_may_assemble: z.boolean(),
});
export type OrderRules = z.infer<typeof orderRules>;

export const getOrderRules = declareEndpoint({
  method: "GET",
  path: "/api/order-rules",
  access: "market.read",
  summary: "Who may assemble",
  answer: z.object({ rules: orderRules }),
});

export const changeOrderRules = declareEndpoint({
  method: "PUT",
  path: "/api/order-rules",
  access: "sellers.manage",
  summary: "Changes who may assemble",
  body: orderRules,
  answer: z.object({ rules: orderRules }),
});
