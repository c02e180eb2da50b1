import { z } from "zod";

/**
 * Every job there is. A payload holds ids only: the row is the truth, the job a nudge that may be lost or doubled.
 * Queues keep kinds of work apart, so that a backfill never stands in front of a reply. `concurrency` is per process.
 */
export const queues = {
  outbound: { concurrency: 16 },
  inbound: { concurrency: 12 },
  poll: { concurrency: 24 },
  backfill: { concurrency: 3 },
  automation: { concurrency: 6 },
  // What people change at marketplaces, and what they have printed.
  market: { concurrency: 8 },
  // Orders, products, stocks, ... taken in.
  sections: { concurrency: 4 },
  // Deleting, in no hurry.
  cleaning: { concurrency: 1 },
  // One address each, mostly waiting for its answers.
  outgoing: { concurrency: 16 },
} as const;

export type QueueName = keyof typeof queues;

const id = z.uuid();

export const catalog = {
  /** Carry out what people asked to be changed at a seller's marketplace. */
  "run-actions": { queue: "market", payload: z.strictObject({ seller_id: id }) },
  /** Have a document for printing made. */
  "make-document": { queue: "market", payload: z.strictObject({ document_id: id }) },
  /** Take in one kind of thing of a seller, a slice of time at a go. */
  "sync-section": { queue: "sections", payload: z.strictObject({ seller_id: id, section: z.string() }) },
  /** Deliver the queued messages of one chat, in order. */
  "deliver-chat": { queue: "outbound", payload: z.strictObject({ chat_id: id }) },
  /** Tell the marketplace what has been read in a chat. */
  "report-read": { queue: "inbound", payload: z.strictObject({ chat_id: id }) },
  /** Take in what webhooks announced for one chat of a seller. */
  "answer-ring": {
    queue: "inbound",
    payload: z.strictObject({ seller_id: id, chat_external_id: z.string() }),
  },
  /** Take in what webhooks announced for one posting of a seller. */
  "answer-posting-ring": {
    queue: "inbound",
    payload: z.strictObject({ seller_id: id, posting_number: z.string() }),
  },
  /** Give back the chats that a person may not answer any more. */
  "release-chats": { queue: "inbound", payload: z.strictObject({ user_id: id }) },
  /** Register a seller's webhook at its marketplace, without a person. */
  "register-webhook": { queue: "poll", payload: z.strictObject({ seller_id: id }) },
  /** Let rules, assignment and the auto-reply answer what happened to a chat. */
  "run-automation": { queue: "automation", payload: z.strictObject({ chat_id: id }) },
  /** Send what is due for one address outside. */
  "send-outgoing": { queue: "outgoing", payload: z.strictObject({ webhook_id: id }) },
  /** Ask the marketplace what is new for a seller. */
  "poll-seller": { queue: "poll", payload: z.strictObject({ seller_id: id }) },
  /** Take in a new seller's past, a slice of time at a go. */
  "backfill-seller": { queue: "backfill", payload: z.strictObject({ seller_id: id }) },
  /** Delete a removed seller, a slice of time at a go. */
  "purge-seller": { queue: "cleaning", payload: z.strictObject({ purge_id: id }) },
} as const satisfies Record<string, { queue: QueueName; payload: z.ZodType }>;

export type JobName = keyof typeof catalog;
export type Payload<Name extends JobName> = z.infer<(typeof catalog)[Name]["payload"]>;

/** One handler for each job; a job without one does not compile. */
export type JobHandlers = { readonly [Name in JobName]: (payload: Payload<Name>) => Promise<void> };
