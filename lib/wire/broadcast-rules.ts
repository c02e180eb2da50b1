import { z } from "zod";
import { declareEndpoint } from "./declare";
import { tagName } from "./desk";

const dayTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** How buyers are spared, for the whole desk. */
export const broadcastRules = z.strictObject({
  /** A buyer gets at most one broadcast in so many days. */
  frequency_days: z.number().int().min(0).max(365),
  /** The same for messages about a running order. */
  order_frequency_days: z.number().int().min(0).max(365),
  /** When messages may leave, in the buyer's own time zone (where none is known, the seller's). */
  allowed_from: dayTime,
  allowed_to: dayTime,
  /** A buyer who writes one of these is never written to again. */
  opt_out_words: z.array(z.string().trim().min(3).max(100)).max(100),
  /** A chat with this tag is left out. */
  opt_out_tag: tagName,
  /** Above so many recipients a second person has to agree; null: never. */
  approval_above: z.number().int().min(0).max(10_000_000).nullable(),
  /** Pushes a month that cost nothing: 50,000 with Premium Plus. */
  free_pushes: z.number().int().min(0).max(10_000_000),
});
export type BroadcastRules = z.infer<typeof broadcastRules>;

/** The day must have an opening: from comes before to. */
const isOpening = (rules: BroadcastRules) => rules.allowed_from < rules.allowed_to;

export const getBroadcastRules = declareEndpoint({
  method: "GET",
  path: "/api/broadcast-rules",
  access: "broadcasts.manage",
  summary: "How buyers are spared",
  answer: z.object({ rules: broadcastRules }),
});

export const changeBroadcastRules = declareEndpoint({
  method: "PUT",
  path: "/api/broadcast-rules",
  access: "broadcasts.rules",
  summary: "Changes how buyers are spared; chats are looked through anew for changed words",
  body: broadcastRules.refine(isOpening, { path: ["allowed_to"] }),
  answer: z.object({ rules: broadcastRules }),
});
