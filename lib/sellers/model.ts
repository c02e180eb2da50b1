import type { Seller as SellerRow, SyncState } from "@/generated/prisma/client";
import type { Capabilities } from "../marketplaces/ports";
import type { Seller } from "../wire/sellers";

export type { SellerRow };

/** A seller with what its answer needs beside its own row. */
export interface SellerForWire {
  readonly row: SellerRow;
  readonly sync: Pick<SyncState, "backfillPhase" | "backfillTotal"> | null;
  readonly backfilledChats: number;
  readonly capabilities: Capabilities;
  /** Null for everyone but admins: the address is all that protects a push webhook. */
  readonly webhookUrl: string | null;
}

/** The public form of a seller: no key, no secret. */
export function toWireSeller({
  row,
  sync,
  backfilledChats,
  capabilities,
  webhookUrl,
}: SellerForWire): Seller {
  return {
    id: row.id,
    name: row.name,
    marketplace: row.marketplace,
    client_id: row.accountId,
    api_key_hint: row.apiKeyHint,
    api_key_expires_at: row.apiKeyExpiresAt?.toISOString() ?? null,
    api_key_set_at: row.apiKeySetAt.toISOString(),
    api_key_roles: row.apiKeyRoles,
    chat_access: toChatAccess(row.chatAccess),
    api_version: row.dialect === "v1" ? "v1" : row.dialect === "v3" ? "v3" : "auto",
    status: toStatus(row.status),
    webhook_mode: row.webhookMode === "signed" || row.webhookMode === "push" ? row.webhookMode : null,
    webhook_url: webhookUrl,
    last_synced_at: row.lastSyncedAt?.toISOString() ?? null,
    last_error:
      row.lastErrorCode === null || row.lastErrorAt === null
        ? null
        : {
            code: row.lastErrorCode,
            message: row.lastErrorText ?? row.lastErrorCode,
            at: row.lastErrorAt.toISOString(),
          },
    sync: {
      phase: sync === null || sync.backfillPhase === "done" ? "live" : "backfill",
      done: backfilledChats,
      total: sync?.backfillTotal ?? null,
    },
    capabilities: {
      text_max_chars: capabilities.textMaxChars,
      reply_window_hours: capabilities.replyWindowHours,
      can_mark_read: capabilities.canMarkRead,
      file:
        capabilities.file === null
          ? null
          : { max_bytes: capabilities.file.maxBytes, types: [...capabilities.file.types] },
    },
    created_at: row.createdAt.toISOString(),
  };
}

function toStatus(stored: string): Seller["status"] {
  return stored === "active" || stored === "paused" ? stored : "credentials_rejected";
}

/** The last four signs of a key, so that a person can tell which one is in use. */
export function hintOf(apiKey: string): string {
  return `…${apiKey.slice(-4)}`;
}

function toChatAccess(stored: string | null): Seller["chat_access"] {
  return stored === "ok" || stored === "role_missing" || stored === "subscription_missing" ? stored : null;
}
