import { z } from "zod";
import { declareEndpoint, idParams, instant, listOf, pageQuery } from "./declare";

export const recipientStatus = z.enum(["pending", "sending", "sent", "failed", "unconfirmed", "skipped"]);

export const broadcastRecipient = z.object({
  id: z.string(),
  chat_id: z.string(),
  buyer_name: z.string().nullable(),
  order_number: z.string().nullable(),
  variant: z.string(),
  status: recipientStatus,
  /** Why it failed or was skipped: an error code or a reason of the audience, and a sentence. */
  reason: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** Not before: after quiet hours, or a pause after a refusal. */
  due_at: instant.nullable(),
  sent_at: instant.nullable(),
  replied_at: instant.nullable(),
  reply_text: z.string().nullable(),
  bought_at: instant.nullable(),
  bought_order: z.string().nullable(),
});
export type BroadcastRecipient = z.infer<typeof broadcastRecipient>;

export const recipientFilters = z.object({
  status: recipientStatus.optional(),
  reason: z.string().max(100).optional(),
  variant: z.string().max(1).optional(),
  replied: z.enum(["true", "false"]).optional(),
  bought: z.enum(["true", "false"]).optional(),
});

export const listRecipients = declareEndpoint({
  method: "GET",
  path: "/api/broadcasts/{id}/recipients",
  access: "broadcasts.manage",
  summary: "Who was, is or will be written to, in the order of their turn",
  params: idParams,
  query: pageQuery.extend(recipientFilters.shape),
  answer: listOf(broadcastRecipient),
});

export const exportRecipients = declareEndpoint({
  method: "GET",
  path: "/api/broadcasts/{id}/recipients.csv",
  access: "broadcasts.manage",
  limit: { requests: 10, seconds: 60 },
  summary: "The same as a table (CSV), streamed; written to the log",
  params: idParams,
  query: recipientFilters,
  answer: z.string(),
});

const variantResult = z.object({
  key: z.string(),
  share: z.number().int(),
  template: z.string(),
  sent: z.number().int(),
  replied: z.number().int(),
  bought: z.number().int(),
});
export type VariantResult = z.infer<typeof variantResult>;

/** Whether variants really differ: a test of proportions over all of them. */
const difference = z.object({
  /** Null: too few to say (fewer than 30 sent of a variant, or fewer than 5 of either outcome to be expected of one). */
  p_value: z.number().nullable(),
  /** The best variant's key, when the difference is hardly chance (p < 0.05). */
  leader: z.string().nullable(),
});

export const broadcastResult = z.object({
  failed_by_reason: z.record(z.string(), z.number().int()),
  skipped_by_reason: z.record(z.string(), z.number().int()),
  variants: z.array(variantResult),
  replies_differ: difference,
  purchases_differ: difference,
  /** Messages a second over the last minute of sending; 0 when nothing leaves. */
  rate_now: z.number(),
  /** Until everybody has had their turn; null when it does not run. */
  seconds_left: z.number().nullable(),
  /** When replies and orders stop being counted (7 and 14 days after the last message left). */
  replies_until: instant.nullable(),
  purchases_until: instant.nullable(),
});
export type BroadcastResult = z.infer<typeof broadcastResult>;

export const getBroadcastResult = declareEndpoint({
  method: "GET",
  path: "/api/broadcasts/{id}/result",
  access: "broadcasts.manage",
  summary: "What came of a broadcast so far",
  params: idParams,
  answer: z.object({ result: broadcastResult }),
});
