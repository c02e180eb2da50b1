import { z } from "zod";
import { declareEndpoint, idParams, instant, listOf, pageQuery } from "./declare";

/** Changes at a marketplace that people ask for here. */
export const actionKind = z.enum([
  "assemble_orders",
  "hand_over_orders",
  "cancel_orders",
  "update_prices",
  "update_stocks",
  "archive_products",
  "unarchive_products",
  "delete_products",
  "update_pictures",
  "update_attributes",
  "add_barcodes",
  "import_by_sku",
  "decide_return",
]);
export type ActionKind = z.infer<typeof actionKind>;

/** Flat facts by name, as a person is shown them: price, old_price, stock, status. */
export const facts = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
export type Facts = z.infer<typeof facts>;

export const actionItem = z.object({
  position: z.number().int(),
  /** What it changes: a posting number, an article, a return's number. */
  subject: z.string(),
  label: z.string(),
  before: facts,
  wanted: facts,
  /** What the marketplace showed afterwards; null: not looked yet. */
  seen: facts.nullable(),
  /** sent: accepted, being read back; unconfirmed: nobody knows whether it came about. */
  status: z.enum(["queued", "sending", "sent", "done", "failed", "unconfirmed", "cancelled"]),
  /** A code of ours with a sentence, and the marketplace's own words. */
  error: z.object({ code: z.string(), message: z.string(), theirs: z.string().nullable() }).nullable(),
  finished_at: instant.nullable(),
});
export type ActionItem = z.infer<typeof actionItem>;

export const action = z.object({
  id: z.string(),
  seller_id: z.string(),
  kind: actionKind,
  /** partly: some items came about, some did not. */
  status: z.enum(["queued", "running", "done", "partly", "failed", "cancelled"]),
  terms: facts,
  total: z.number().int(),
  done: z.number().int(),
  failed: z.number().int(),
  unconfirmed: z.number().int(),
  created_by: z.object({ id: z.string(), name: z.string() }).nullable(),
  created_at: instant,
  finished_at: instant.nullable(),
});
export type Action = z.infer<typeof action>;

/** What every route that changes something at a marketplace answers: the change is written down and on its way. */
export const actionAnswer = z.object({ action });

export const listActions = declareEndpoint({
  method: "GET",
  path: "/api/actions",
  access: "market.read",
  summary: "Changes asked for at marketplaces, newest first",
  query: pageQuery.extend({
    seller_id: z.string().optional(),
    kind: actionKind.optional(),
    /** Only those that concern this posting, article or return. */
    subject: z.string().max(200).optional(),
  }),
  answer: listOf(action),
});

export const getAction = declareEndpoint({
  method: "GET",
  path: "/api/actions/{id}",
  access: "market.read",
  summary: "A change at a marketplace, and how far it is",
  params: idParams,
  answer: actionAnswer,
});

export const listActionItems = declareEndpoint({
  method: "GET",
  path: "/api/actions/{id}/items",
  access: "market.read",
  summary: "What came of each item: before, wanted, seen",
  params: idParams,
  query: pageQuery.extend({ status: actionItem.shape.status.optional() }),
  answer: listOf(actionItem),
});

export const cancelAction = declareEndpoint({
  method: "POST",
  path: "/api/actions/{id}/cancel",
  access: "market.act",
  summary: "Takes back what has not left yet",
  params: idParams,
  answer: actionAnswer,
});

export const retryAction = declareEndpoint({
  method: "POST",
  path: "/api/actions/{id}/retry",
  access: "market.act",
  summary: "Tries items again that failed; those not confirmed are looked at first",
  params: idParams,
  answer: actionAnswer,
  status: 202,
});
