import { z } from "zod";
import { declareEndpoint, idParams, instant } from "./declare";
import { addSeller, apiVersion, seller } from "./sellers";

/** What a live try of a key told, without storing anything. */
export const keyFacts = z.object({
  api_version: apiVersion,
  /** The account's name at the marketplace; null: not told. */
  account_name: z.string().nullable(),
  expires_at: instant.nullable(),
  /** Names of the key's rights; empty: the marketplace tells none. */
  roles: z.array(z.string()),
  /** What it may do of what the desk needs; null: the marketplace tells none. */
  rights: z
    .object({
      read_chats: z.boolean(),
      write_chats: z.boolean(),
      read_orders: z.boolean(),
      set_webhooks: z.boolean(),
    })
    .nullable(),
  /** Whether chats may be read and written with it; null: not told. */
  chat_access: z.enum(["ok", "role_missing", "subscription_missing"]).nullable(),
});
export type KeyFacts = z.infer<typeof keyFacts>;

export const tryKey = declareEndpoint({
  method: "POST",
  path: "/api/sellers/try-key",
  access: "sellers.manage",
  limit: { requests: 30, seconds: 60 },
  summary: "Tries a key live and tells what it may do; nothing is stored",
  body: z.strictObject({
    marketplace: z.literal("ozon"),
    client_id: addSeller.body.shape.client_id,
    api_key: addSeller.body.shape.api_key,
    api_version: apiVersion.default("auto"),
  }),
  answer: z.object({ key: keyFacts }),
});

/** Lines of one file; more are imported in several goes. */
export const MOST_IMPORT_LINES = 200;

export const importedLine = z.object({
  /** Line of the file, the header being 1. */
  line: z.number().int(),
  name: z.string(),
  client_id: z.string(),
  outcome: z.enum(["added", "fine", "refused"]),
  seller_id: z.string().nullable(),
  /** Why not, or what its key lacks although it was taken (`role_missing`, `subscription_missing`); null: all is well. */
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
});
export type ImportedLine = z.infer<typeof importedLine>;

export const importSellers = declareEndpoint({
  method: "POST",
  path: "/api/sellers/import",
  access: "sellers.manage",
  limit: { requests: 20, seconds: 60 },
  summary: "Connects many sellers from CSV (name, client_id, api_key, webhook_mode?); a result for each line",
  body: z.strictObject({
    csv: z.string().min(1).max(500_000),
    /** Only reads the file and tries each key; nothing is stored. */
    is_dry_run: z.boolean().default(false),
  }),
  answer: z.object({ lines: z.array(importedLine) }),
});

/** A removed seller whose history still stands. */
export const removedSeller = z.object({
  id: z.string(),
  name: z.string(),
  marketplace: z.string(),
  client_id: z.string(),
  removed_at: instant,
  /** How much of it is still kept. */
  chats: z.number().int(),
  messages: z.number().int(),
  /** Its purge, when one was asked for. */
  purge: z.object({ id: z.string(), status: z.enum(["running", "done"]), started_at: instant }).nullable(),
});
export type RemovedSeller = z.infer<typeof removedSeller>;

export const listRemovedSellers = declareEndpoint({
  method: "GET",
  path: "/api/removed-sellers",
  access: "sellers.manage",
  summary: "Removed sellers whose history is still kept",
  answer: z.object({ items: z.array(removedSeller) }),
});

export const purgeSeller = declareEndpoint({
  method: "POST",
  path: "/api/removed-sellers/{id}/purge",
  access: "sellers.manage",
  summary: "Deletes everything of a removed seller for good; the audit log keeps a receipt",
  params: idParams,
  /** The seller's name, typed. */
  body: z.strictObject({ confirm: z.string().max(200) }),
  answer: z.object({ seller: removedSeller }),
  status: 202,
});

export const checkKey = declareEndpoint({
  method: "POST",
  path: "/api/sellers/{id}/check-key",
  access: "sellers.manage",
  summary: "Asks the marketplace anew about the key in use: its end and its rights",
  params: idParams,
  answer: z.object({ seller }),
});
