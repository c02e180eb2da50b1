import { db } from "../db/client";
import { AppError } from "../errors";
import type { KeyFacts } from "../wire/seller-keys";
import { tryKey } from "./try-key";

export interface GivenKey {
  readonly marketplace: string;
  readonly client_id: string;
  readonly api_key: string;
  readonly api_version: "v1" | "v3" | "auto";
}

/**
 * Tries a key live and tells what it may do; nothing is stored. Throws what `tryKey` throws, and `seller_exists` for an
 * account that is connected already, before the marketplace is asked.
 */
export async function previewKey(given: GivenKey): Promise<KeyFacts> {
  await requireUnconnected(given);
  const facts = await tryKey({
    marketplace: given.marketplace,
    credentials: { clientId: given.client_id, apiKey: given.api_key },
    dialect: given.api_version === "auto" ? null : given.api_version,
    budgetId: `probe:${given.client_id}`,
  });
  const { rights } = facts;
  return {
    api_version: facts.dialect === "v1" ? "v1" : "v3",
    account_name: facts.accountName,
    expires_at: facts.keyExpiresAt?.toISOString() ?? null,
    roles: [...facts.roles],
    rights:
      rights === null
        ? null
        : {
            read_chats: rights.readChats,
            write_chats: rights.writeChats,
            read_orders: rights.readOrders,
            set_webhooks: rights.setWebhooks,
          },
    chat_access: facts.chatAccess,
  };
}

/** Throws `seller_exists`. The last word has the unique index; this spares a person the way to the end of the form. */
async function requireUnconnected(given: Pick<GivenKey, "marketplace" | "client_id">): Promise<void> {
  // index sellers_one_per_account
  const where = { marketplace: given.marketplace, accountId: given.client_id, deletedAt: null };
  if ((await db().seller.count({ where })) > 0) throw new AppError("seller_exists");
}
