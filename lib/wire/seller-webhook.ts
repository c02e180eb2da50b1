import { z } from "zod";
import { declareEndpoint, idParams, instant } from "./declare";
import { webhookMode } from "./sellers";

/** Calls of one hour, by how fast we answered as the marketplace rates it. */
const hour = z.object({
  at: instant,
  good: z.number().int(),
  unstable: z.number().int(),
  slow: z.number().int(),
  refused: z.number().int(),
  average_ms: z.number().int().nullable(),
  max_ms: z.number().int(),
});

/** How a seller's webhook stands. No secret in it. */
export const sellerWebhook = z.object({
  seller_id: z.string(),
  mode: webhookMode.nullable(),
  url: z.string().nullable(),
  /** Why the marketplace cannot call this address, as far as it can be told from here: no TLS, or not on the internet. */
  url_problem: z.enum(["not_https", "not_public"]).nullable(),
  /** Modes its dialect can register by itself. */
  modes: z.array(webhookMode),
  has_secret: z.boolean(),
  /** Networks (CIDR) that may call; empty: any. */
  networks: z.array(z.string()),
  /** Those the marketplace says it calls from. */
  known_networks: z.array(z.string()),
  registration: z.object({
    state: z.enum(["none", "registered", "failed", "silent"]),
    registered_at: instant.nullable(),
    checked_at: instant.nullable(),
    error: z.object({ code: z.string(), message: z.string() }).nullable(),
    /** New messages that polling found and nobody rang for, since the last call. */
    missed: z.number().int(),
    silent_since: instant.nullable(),
    revived_at: instant.nullable(),
  }),
  last_received_at: instant.nullable(),
  /** The last 24 hours, oldest first; hours without calls are left out. */
  hours: z.array(hour),
  last_refusals: z.array(
    z.object({ at: instant, code: z.string(), detail: z.string(), from_ip: z.string().nullable() }),
  ),
});
export type SellerWebhook = z.infer<typeof sellerWebhook>;

export const getSellerWebhook = declareEndpoint({
  method: "GET",
  path: "/api/sellers/{id}/webhook",
  access: "sellers.manage",
  summary: "How a seller's webhook stands: registration, answer times, last refusals",
  params: idParams,
  answer: z.object({ webhook: sellerWebhook }),
});

export const changeSellerWebhook = declareEndpoint({
  method: "PATCH",
  path: "/api/sellers/{id}/webhook",
  access: "sellers.manage",
  summary: "Sets mode, secret or allowed networks; a signed webhook without a secret gets one",
  params: idParams,
  body: z.strictObject({
    mode: webhookMode.nullable().optional(),
    /** Pasted from the marketplace. */
    secret: z.string().min(8).max(200).optional(),
    /** Makes a new one, shown in the answer this one time. */
    generate_secret: z.boolean().optional(),
    networks: z.array(z.string().max(50)).max(50).optional(),
  }),
  answer: z.object({ webhook: sellerWebhook, webhook_secret: z.string().optional() }),
});

export const registerSellerWebhook = declareEndpoint({
  method: "POST",
  path: "/api/sellers/{id}/webhook/register",
  access: "sellers.manage",
  limit: { requests: 20, seconds: 60 },
  summary: "Registers the webhook at the marketplace and checks it with a test call",
  params: idParams,
  answer: z.object({
    webhook: sellerWebhook,
    /** What the marketplace said of its test call; `is_reached` null: it has no test. */
    check: z.object({ is_reached: z.boolean().nullable(), problem: z.string().nullable() }),
  }),
});
