import { z } from "zod";
import { audienceCount, audienceFilters, audienceTerms } from "./audience";
import { declareEndpoint, idParams, instant, listOf, noAnswer, pageQuery } from "./declare";

export const broadcastStatus = z.enum([
  "draft",
  "scheduled",
  "running",
  "paused",
  "completed",
  "cancelled",
  "failed",
]);
export type BroadcastStatus = z.infer<typeof broadcastStatus>;

/** What can call for a message about an order: the posting comes to a stage, or its promised day passes. */
export const orderEvent = z.enum([
  "packing",
  "shipped",
  "pick_up",
  "delayed",
  "delivered",
  "cancelled",
  "returning",
]);
export type OrderEvent = z.infer<typeof orderEvent>;

export const MOST_VARIANTS = 4;
const template = z.string().trim().min(1).max(20_000);
const share = z.number().int().min(1).max(99);

export const broadcastVariant = z.object({
  /** A, B, ... */
  key: z.string(),
  template: z.string(),
  /** Percent of the audience. */
  share: z.number().int(),
});
export type BroadcastVariant = z.infer<typeof broadcastVariant>;

export const broadcast = z.object({
  id: z.string(),
  seller_id: z.string(),
  name: z.string(),
  /** once: to an audience fixed at its start; order: to each buyer whose order comes to a stage, while it runs. */
  kind: z.enum(["once", "order"]),
  /** The first variant's. */
  template: z.string(),
  variants: z.array(broadcastVariant),
  filters: audienceFilters,
  order_events: z.array(orderEvent),
  rate_limit: z.number(),
  status: broadcastStatus,
  quiet_hours: z.enum(["respect", "ignore"]),
  frequency_cap: z.enum(["respect", "ignore"]),
  schedule_at: instant.nullable(),
  time_zone: z.string().nullable(),
  /** needed: a second person has to let it start. */
  approval: z.enum(["not_needed", "needed", "given"]),
  approved_by: z.string().nullable(),
  created_by: z.string().nullable(),
  /** Why it paused or failed by itself: an error code, and the marketplace's own words where it gave any. Null: it did not. */
  stopped: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** Who was left out at the start, by reason. */
  excluded: z.record(z.string(), z.number().int()),
  counts: z.object({
    audience: z.number().int(),
    queued: z.number().int(),
    sent: z.number().int(),
    /** With those that are not confirmed. */
    failed: z.number().int(),
    skipped: z.number().int(),
    replied: z.number().int(),
    unconfirmed: z.number().int(),
    bought: z.number().int(),
  }),
  created_at: instant,
  started_at: instant.nullable(),
  finished_at: instant.nullable(),
});
export type Broadcast = z.infer<typeof broadcast>;

const variants = z
  .array(z.strictObject({ template, share }))
  .min(2)
  .max(MOST_VARIANTS)
  .refine((given) => given.reduce((sum, one) => sum + one.share, 0) === 100, "shares must add up to 100");

const terms = {
  ...audienceTerms,
  name: z.string().trim().min(1).max(200).optional(),
  /** With `{variables}` and `{variables|fallbacks}`. Required unless `variants` are given. */
  template: template.optional(),
  variants: variants.optional(),
  /** Makes it a broadcast of kind order. */
  order_events: z.array(orderEvent).min(1).optional(),
  /** IANA name in which `schedule_at` was chosen. */
  time_zone: z.string().min(1).max(100).optional(),
  start: z.boolean().default(true),
};
type WithText = { template?: string | undefined; variants?: readonly unknown[] | undefined };
const hasText = (given: WithText) => given.template !== undefined || given.variants !== undefined;
const textNeeded = { path: ["template"], message: "template or variants" };

export const broadcastBody = z.strictObject(terms).refine(hasText, textNeeded);
export type BroadcastBody = z.output<typeof broadcastBody>;

/** A filled text, and what is to be said of it. */
export const filledText = z.object({
  chat_id: z.string(),
  buyer_name: z.string().nullable(),
  variant: z.string(),
  text: z.string(),
  /** UTF-16 units. */
  chars: z.number().int(),
  /** Variables without a value and without a fallback: left out. */
  missing: z.array(z.string()),
});
export type FilledText = z.infer<typeof filledText>;

export const previewBroadcast = declareEndpoint({
  method: "POST",
  path: "/api/broadcasts/preview",
  access: "broadcasts.manage",
  limit: { requests: 60, seconds: 60 },
  summary:
    "What a broadcast would do: whom it reaches, what it says, how long it takes, what pushes would cost",
  body: broadcastBody,
  answer: audienceCount.extend({
    /** Up to ten of those who would get it, over all variants. */
    samples: z.array(filledText),
    /** What 2 RUB pushes to the same buyers would cost, the free ones taken off. */
    push_cost_rub: z.number(),
    rate_limit: z.number(),
    /** Recipients whose text would be too long or empty: they are skipped. Of at most `checked`. */
    too_long: z.number().int(),
    empty: z.number().int(),
    /** How many lack a value, by variable. */
    missing: z.record(z.string(), z.number().int()),
    /** What a marketplace that moderates would refuse, by kind (link, email, phone, social). */
    moderation: z.record(z.string(), z.number().int()),
    /** Texts looked at for the four above: all, or the first of very many. */
    checked: z.number().int(),
    /** Whether a second person would have to let it start. */
    approval_needed: z.boolean(),
  }),
});

export const fillForChat = declareEndpoint({
  method: "POST",
  path: "/api/broadcasts/sample",
  access: "broadcasts.manage",
  summary: "What a template says to one buyer",
  body: z.strictObject({ template, chat_id: z.string().min(1).max(100) }),
  answer: z.object({ sample: filledText, moderation: z.array(z.string()) }),
});

export const addBroadcast = declareEndpoint({
  method: "POST",
  path: "/api/broadcasts",
  access: "broadcasts.manage",
  summary: "Makes a broadcast and, unless `start` is false, starts or schedules it",
  body: broadcastBody,
  answer: z.object({ broadcast }),
  status: 201,
  isIdempotent: true,
});

export const listBroadcasts = declareEndpoint({
  method: "GET",
  path: "/api/broadcasts",
  access: "broadcasts.manage",
  summary: "Broadcasts, newest first",
  query: pageQuery.extend({
    seller_id: z.string().max(100).optional(),
    status: broadcastStatus.optional(),
    kind: z.enum(["once", "order"]).optional(),
  }),
  answer: listOf(broadcast),
});

export const getBroadcast = declareEndpoint({
  method: "GET",
  path: "/api/broadcasts/{id}",
  access: "broadcasts.manage",
  summary: "One broadcast",
  params: idParams,
  answer: z.object({ broadcast }),
});

export const changeBroadcast = declareEndpoint({
  method: "PATCH",
  path: "/api/broadcasts/{id}",
  access: "broadcasts.manage",
  summary: "Changes a draft; of one that is under way its name and pace alone",
  params: idParams,
  body: z
    .strictObject({
      name: z.string().trim().min(1).max(200),
      template,
      variants,
      filters: audienceFilters,
      order_events: z.array(orderEvent).min(1).nullable(),
      rate_limit: z.number().min(0.01).max(1_000_000),
      schedule_at: instant.nullable(),
      time_zone: z.string().min(1).max(100).nullable(),
      quiet_hours: z.enum(["respect", "ignore"]),
      frequency_cap: z.enum(["respect", "ignore"]),
    })
    .partial(),
  answer: z.object({ broadcast }),
});

export const removeBroadcast = declareEndpoint({
  method: "DELETE",
  path: "/api/broadcasts/{id}",
  access: "broadcasts.manage",
  summary: "Removes a draft",
  params: idParams,
  answer: noAnswer,
  status: 204,
});

const step = (verb: string, summary: string) =>
  declareEndpoint({
    method: "POST",
    path: `/api/broadcasts/{id}/${verb}`,
    access: "broadcasts.manage",
    summary,
    params: idParams,
    answer: z.object({ broadcast }),
  });

export const startBroadcast = step("start", "Starts a draft, or schedules it when its time lies ahead");
export const pauseBroadcast = step("pause", "Nothing more leaves within two seconds");
export const resumeBroadcast = step("resume", "Goes on where it stood");
export const cancelBroadcast = step("cancel", "Ends it; who has not been written to is skipped");
export const approveBroadcast = step("approve", "Lets a broadcast of somebody else start");
export const retryBroadcast = step("retry", "Tries failed and unconfirmed recipients again");
