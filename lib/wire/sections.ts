import { z } from "zod";
import { declareEndpoint, instant } from "./declare";

/** Kinds of things that are taken in from a marketplace, each in passes of its own. */
export const sectionName = z.enum([
  "orders", // FBS and rFBS
  "fbo_orders",
  "products", // the list with names, pictures, prices
  "product_details", // attributes, ratings, subscribers, related
  "stocks", // by scheme
  "warehouse_stocks", // in the marketplace's warehouses
  "own_stocks", // in the seller's
  "returns",
  "return_requests", // rFBS
  "money",
]);
export type SectionName = z.infer<typeof sectionName>;

/** How far taking in one kind of thing of one seller is. */
export const section = z.object({
  id: z.string(),
  seller_id: z.string(),
  section: sectionName,
  /**
   * waiting: its first pass has not begun; first: it runs; fresh; refreshing: a later pass runs; refused: the key may not
   * ask; failing: it will be tried again; off: the seller is paused.
   */
  status: z.enum(["waiting", "first", "fresh", "refreshing", "refused", "failing", "off"]),
  /** Of the running pass; total null: not known. */
  done: z.number().int(),
  total: z.number().int().nullable(),
  /** Everything up to this moment is here; null: the first pass is not over. */
  fresh_at: instant.nullable(),
  started_at: instant.nullable(),
  next_at: instant,
  /** Why it does not go on: an error code of ours, and the marketplace's own words where it gave any. */
  error: z.object({ code: z.string(), message: z.string().nullable() }).nullable(),
  /** Of the last pass: requests, and milliseconds of waiting for limits, for the marketplace, and of our own work. */
  requests: z.number().int(),
  waited_ms: z.number().int(),
  asked_ms: z.number().int(),
  worked_ms: z.number().int(),
});
export type Section = z.infer<typeof section>;

export const listSections = declareEndpoint({
  method: "GET",
  path: "/api/sections",
  access: "market.read",
  summary: "How fresh orders, products, stocks, returns and money are, by seller",
  query: z.object({ seller_id: z.string().optional(), section: sectionName.optional() }),
  answer: z.object({ items: z.array(section) }),
});

export const syncSections = declareEndpoint({
  method: "POST",
  path: "/api/sections/sync",
  access: "market.read",
  limit: { requests: 30, seconds: 60 },
  summary: "Has sections of a seller taken in now; without sections all of them",
  body: z.strictObject({ seller_id: z.string(), sections: z.array(sectionName).min(1).optional() }),
  answer: z.object({ items: z.array(section) }),
  status: 202,
});
