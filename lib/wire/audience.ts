import { z } from "zod";
import { declareEndpoint, idParams, instant, listOf, noAnswer, pageQuery } from "./declare";
import { tagName } from "./desk";

const days = z.number().int().min(0).max(3650);
const words = (most: number) => z.array(z.string().trim().min(1).max(200)).min(1).max(most);

/** What the buyer's newest words are written in, told by their letters. */
export const languages = ["ru", "kk", "be", "en", "zh", "other"] as const;

/** Where a posting is for the buyer. */
export const postingStage = z.enum([
  "awaiting",
  "packing",
  "shipped",
  "pick_up",
  "delivered",
  "cancelled",
  "returning",
  "disputed",
  "unknown",
]);
export type PostingStage = z.infer<typeof postingStage>;

/** Whom a broadcast is for. All that are given must hold; an empty object is every buyer of the seller. */
export const audienceFilters = z.strictObject({
  /** The buyer wrote last at least so many days ago. */
  last_message_days_ago: days.optional(),
  /** The buyer wrote last at most so many days ago. */
  last_message_days_at_most: days.optional(),
  /** repeat: two orders or more (where no order is known, two chats or more). */
  customer_type: z.enum(["repeat", "new"]).optional(),
  /** At most so many unread messages; 0: everything is read. */
  unread_count: z.number().int().min(0).max(1000).optional(),
  /** On our desk; without it both. */
  status: z.enum(["open", "closed"]).optional(),
  /** Any of these. */
  tags: z.array(tagName).min(1).max(20).optional(),
  /** None of these. */
  tags_none: z.array(tagName).min(1).max(20).optional(),
  /** A posting of the chat's order is at one of these stages. */
  order_stages: z.array(postingStage).min(1).optional(),
  /** The chat's order was placed at least, at most so many days ago. */
  ordered_days_ago: days.optional(),
  ordered_days_at_most: days.optional(),
  /** The order holds one of these articles of the seller, or something of one of these categories. */
  offer_ids: words(100).optional(),
  categories: words(50).optional(),
  /** Of earlier broadcasts: answered one; got one and answered none; got none. */
  earlier_broadcast: z.enum(["answered", "not_answered", "none"]).optional(),
  languages: z.array(z.enum(languages)).min(1).optional(),
});
export type AudienceFilters = z.infer<typeof audienceFilters>;

/**
 * Why somebody is left out, in the order in which it is asked; the first that holds is told. `quiet_hours` alone only
 * puts off: whoever is left out for it gets the message when the hours end.
 */
export const exclusionReasons = [
  "opted_out",
  "not_writable",
  "open_question",
  "frequency_cap",
  "same_buyer",
  "window_ends",
  "quiet_hours",
] as const;
export const exclusionReason = z.enum(exclusionReasons);
export type ExclusionReason = z.infer<typeof exclusionReason>;

/** What an audience is judged by, beside who is in it. */
export const audienceTerms = {
  seller_id: z.string().min(1).max(100),
  filters: audienceFilters.default({}),
  /** Messages a second; without it the seller's usual pace. The highest possible is told where it is refused. */
  rate_limit: z.number().min(0.01).max(1_000_000).optional(),
  schedule_at: instant.optional(),
  quiet_hours: z.enum(["respect", "ignore"]).default("respect"),
  frequency_cap: z.enum(["respect", "ignore"]).default("respect"),
};

export const audienceCount = z.object({
  /** How many buyers' chats the filters hold for. */
  matched: z.number().int(),
  /** Who would get it now. */
  audience_count: z.number().int(),
  /** By reason; reasons that hold for nobody are absent. */
  excluded: z.record(z.string(), z.number().int()),
  /** Of `matched`: until when the marketplace takes a message. */
  writable: z.object({
    /** Without an end: no window, or a running order. */
    unlimited: z.number().int(),
    within_6h: z.number().int(),
    within_24h: z.number().int(),
    later: z.number().int(),
    no_longer: z.number().int(),
  }),
  /** Seconds at the chosen pace, for who gets it now and who gets it after quiet hours. */
  estimated_seconds: z.number(),
  /** When quiet hours end for those who wait for it; null: nobody does. */
  resumes_at: instant.nullable(),
});
export type AudienceCount = z.infer<typeof audienceCount>;

export const countAudience = declareEndpoint({
  method: "POST",
  path: "/api/broadcasts/audience",
  access: "broadcasts.manage",
  limit: { requests: 120, seconds: 60 },
  summary: "How many a broadcast would reach, and why not the others",
  body: z.strictObject(audienceTerms),
  answer: z.object({ audience: audienceCount }),
});

export const audienceMember = z.object({
  chat_id: z.string(),
  buyer_name: z.string().nullable(),
  order_number: z.string().nullable(),
  last_message_at: instant.nullable(),
  last_message_preview: z.string().nullable(),
  writable_until: instant.nullable(),
  tags: z.array(z.string()),
  /** Null: gets it. */
  reason: exclusionReason.nullable(),
});
export type AudienceMember = z.infer<typeof audienceMember>;

export const listAudience = declareEndpoint({
  method: "POST",
  path: "/api/broadcasts/audience/chats",
  access: "broadcasts.manage",
  limit: { requests: 120, seconds: 60 },
  summary: "The chats of an audience one by one, in the order of their turn; or those left out for a reason",
  body: z.strictObject({
    ...audienceTerms,
    /** Without it: those who get it now. */
    reason: exclusionReason.optional(),
    limit: z.number().int().min(1).max(100).default(50),
    cursor: z.string().max(500).optional(),
  }),
  answer: listOf(audienceMember),
});

/** What the filters can be chosen from, at one seller. */
export const listAudienceChoices = declareEndpoint({
  method: "GET",
  path: "/api/broadcasts/choices",
  access: "broadcasts.manage",
  summary: "Articles, categories and languages that occur among a seller's buyers, and its pace",
  query: z.object({ seller_id: z.string().min(1).max(100) }),
  answer: z.object({
    products: z.array(z.object({ offer_id: z.string(), name: z.string() })),
    categories: z.array(z.string()),
    languages: z.array(z.enum(languages)),
    /** Messages a second: the highest possible, and what is taken when nothing is said. */
    max_rate: z.number(),
    usual_rate: z.number(),
    /** Longest message, UTF-16 units. */
    text_max_chars: z.number().int(),
    /** Whether the marketplace sets windows for writing, and whether it tells of orders. */
    has_windows: z.boolean(),
    has_orders: z.boolean(),
  }),
});

export const segment = z.object({
  id: z.string(),
  name: z.string(),
  /** Null: for every seller. */
  seller_id: z.string().nullable(),
  filters: audienceFilters,
  created_at: instant,
  updated_at: instant,
});
export type Segment = z.infer<typeof segment>;

const segmentName = z.string().trim().min(1).max(100);

export const listSegments = declareEndpoint({
  method: "GET",
  path: "/api/segments",
  access: "broadcasts.manage",
  summary: "Saved audiences, by name",
  query: pageQuery.extend({ seller_id: z.string().max(100).optional() }),
  answer: listOf(segment),
});

export const addSegment = declareEndpoint({
  method: "POST",
  path: "/api/segments",
  access: "broadcasts.manage",
  summary: "Keeps an audience under a name",
  body: z.strictObject({
    name: segmentName,
    seller_id: z.string().max(100).nullable().optional(),
    filters: audienceFilters,
  }),
  answer: z.object({ segment }),
  status: 201,
  isIdempotent: true,
});

export const changeSegment = declareEndpoint({
  method: "PATCH",
  path: "/api/segments/{id}",
  access: "broadcasts.manage",
  summary: "Renames a saved audience or changes whom it holds",
  params: idParams,
  body: z.strictObject({ name: segmentName.optional(), filters: audienceFilters.optional() }),
  answer: z.object({ segment }),
});

export const removeSegment = declareEndpoint({
  method: "DELETE",
  path: "/api/segments/{id}",
  access: "broadcasts.manage",
  summary: "Removes a saved audience; broadcasts made from it stay as they are",
  params: idParams,
  answer: noAnswer,
  status: 204,
});
