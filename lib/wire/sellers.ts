import { z } from "zod";
import { declareEndpoint, idParams, instant, listOf, noAnswer, pageQuery } from "./declare";

export const sellerStatus = z.enum(["active", "credentials_rejected", "paused"]);
export const webhookMode = z.enum(["signed", "push"]);
export const apiVersion = z.enum(["v1", "v3", "auto"]);

export const seller = z.object({
  id: z.string(),
  name: z.string(),
  marketplace: z.string(),
  client_id: z.string(),
  /** The last four signs only, as "…1a2b". */
  api_key_hint: z.string(),
  api_key_expires_at: instant.nullable(),
  /** When the key in use was given to us. */
  api_key_set_at: instant,
  /** Names of the key's rights; empty: the marketplace tells none. */
  api_key_roles: z.array(z.string()),
  /** Whether chats may be read and written with it; null: not told. */
  chat_access: z.enum(["ok", "role_missing", "subscription_missing"]).nullable(),
  /** The dialect in use once known; "auto" until the first contact told. */
  api_version: apiVersion,
  status: sellerStatus,
  webhook_mode: webhookMode.nullable(),
  /** Admins only (its secrecy protects it); null for others. */
  webhook_url: z.string().nullable(),
  last_synced_at: instant.nullable(),
  last_error: z.object({ code: z.string(), message: z.string(), at: instant }).nullable(),
  sync: z.object({
    phase: z.enum(["backfill", "live"]),
    done: z.number().int(),
    total: z.number().int().nullable(),
  }),
  /** What its marketplace allows; the composer draws itself from it. */
  capabilities: z.object({
    text_max_chars: z.number().int(),
    reply_window_hours: z.number().nullable(),
    can_mark_read: z.boolean(),
    /** What may be sent into a chat besides text, media types by what the bytes are; null: nothing. */
    file: z.object({ max_bytes: z.number().int(), types: z.array(z.string()) }).nullable(),
  }),
  created_at: instant,
});
export type Seller = z.infer<typeof seller>;

const sellerName = z.string().trim().min(1).max(100);
const apiKey = z.string().trim().min(1).max(200);
const webhookSecret = z.string().min(8).max(200);

export const listSellers = declareEndpoint({
  method: "GET",
  path: "/api/sellers",
  access: "sellers.read",
  summary: "The sellers you may see",
  query: pageQuery,
  answer: listOf(seller),
});

export const getSeller = declareEndpoint({
  method: "GET",
  path: "/api/sellers/{id}",
  access: "sellers.read",
  summary: "One seller",
  params: idParams,
  answer: z.object({ seller }),
});

export const addSeller = declareEndpoint({
  method: "POST",
  path: "/api/sellers",
  access: "sellers.manage",
  summary: "Connects a seller; the key is tried first, nothing is stored when the marketplace refuses it",
  body: z.strictObject({
    name: sellerName,
    marketplace: z.literal("ozon"),
    client_id: z
      .string()
      .trim()
      .regex(/^\d{1,20}$/),
    api_key: apiKey,
    api_version: apiVersion.default("auto"),
    webhook_mode: webhookMode.optional(),
    webhook_secret: webhookSecret.optional(),
  }),
  /** `webhook_secret` only when it was generated here: the one time it is shown. */
  answer: z.object({ seller, webhook_secret: z.string().optional() }),
  status: 201,
  isIdempotent: true,
});

export const changeSeller = declareEndpoint({
  method: "PATCH",
  path: "/api/sellers/{id}",
  access: "sellers.manage",
  summary: "Renames, pauses, resumes, or gives a new key (tried first)",
  params: idParams,
  body: z.strictObject({
    name: sellerName.optional(),
    api_key: apiKey.optional(),
    webhook_secret: webhookSecret.optional(),
    status: z.enum(["active", "paused"]).optional(),
  }),
  answer: z.object({ seller }),
});

export const removeSeller = declareEndpoint({
  method: "DELETE",
  path: "/api/sellers/{id}",
  access: "sellers.manage",
  summary: "Stops polling and hides the seller; history stays until purged",
  params: idParams,
  answer: noAnswer,
  status: 204,
});

export const syncSeller = declareEndpoint({
  method: "POST",
  path: "/api/sellers/{id}/sync",
  access: "sellers.manage",
  summary: "Polls this seller now",
  params: idParams,
  answer: z.object({ seller }),
  status: 202,
});
