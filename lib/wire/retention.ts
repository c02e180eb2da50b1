import { z } from "zod";
import { declareEndpoint, idParams } from "./declare";

const days = z.number().int().min(1).max(3650).nullable();

/** How long things are kept, in days; null: for ever. */
export const retentionRules = z.object({
  /** Messages of chats in which nothing happened for so long. */
  messages_days: days,
  /** Copies of files. */
  files_days: days,
  audit_days: days,
});
export type RetentionRules = z.infer<typeof retentionRules>;

/** What the rules would take now. */
export const retentionCounts = z.object({
  chats: z.number().int(),
  messages: z.number().int(),
  notes: z.number().int(),
  files: z.number().int(),
  files_bytes: z.number().int(),
  audit_entries: z.number().int(),
  /** Orders and returns that lose their buyer: as old, and no chat speaks of them. */
  orders: z.number().int(),
});
export type RetentionCounts = z.infer<typeof retentionCounts>;

export const getRetention = declareEndpoint({
  method: "GET",
  path: "/api/retention",
  access: "privacy.manage",
  summary: "How long things are kept",
  answer: z.object({ rules: retentionRules }),
});

export const tryRetention = declareEndpoint({
  method: "POST",
  path: "/api/retention/dry-run",
  access: "privacy.manage",
  limit: { requests: 20, seconds: 60 },
  summary: "What these rules would delete now; nothing is deleted",
  body: z.strictObject(retentionRules.shape),
  answer: z.object({ counts: retentionCounts }),
});

export const changeRetention = declareEndpoint({
  method: "PUT",
  path: "/api/retention",
  access: "privacy.manage",
  summary: "Sets how long things are kept; the nightly cleaning follows it",
  body: z.strictObject(retentionRules.shape),
  answer: z.object({ rules: retentionRules }),
});

/** Everything stored of one buyer at one seller: their chats, messages, notes about them, orders, in one JSON file. */
export const exportBuyer = declareEndpoint({
  method: "GET",
  path: "/api/chats/{id}/buyer-data",
  access: "privacy.manage",
  limit: { requests: 20, seconds: 60 },
  summary: "Everything stored of this chat's buyer at this seller, as a JSON file",
  params: idParams,
  answer: z.unknown(),
});

export const eraseBuyer = declareEndpoint({
  method: "POST",
  path: "/api/chats/{id}/buyer-data/erase",
  access: "privacy.manage",
  summary: "Erases this buyer for good, and does not take their past in again",
  params: idParams,
  /** The word that is asked for: the buyer's name, or the chat's own id where none is known. */
  body: z.strictObject({ confirm: z.string().max(200) }),
  answer: z.object({ chats: z.number().int(), messages: z.number().int() }),
});
