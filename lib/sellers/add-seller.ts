import { randomBytes } from "node:crypto";
import { Prisma } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { appendAudit } from "../audit/append";
import { inTransaction, type Tx } from "../db/transaction";
import { AppError } from "../errors";
import { inheritBudget } from "../limits/inherit-budget";
import type { AccountFacts } from "../marketplaces/account-facts";
import { enqueue } from "../queue/enqueue";
import { appendEvents } from "../realtime/append-event";
import type { Seller } from "../wire/sellers";
import { storeCredentials, storeSecret } from "./credentials";
import { toNewKeyColumns } from "./key-facts";
import { getSeller } from "./read";
import { schedulePolling } from "./schedule-polling";
import { tryKey } from "./try-key";

export interface NewSeller {
  readonly name: string;
  readonly marketplace: "ozon";
  readonly client_id: string;
  readonly api_key: string;
  readonly api_version: "v1" | "v3" | "auto";
  readonly webhook_mode?: "signed" | "push" | undefined;
  readonly webhook_secret?: string | undefined;
}

/**
 * Connects a seller: tries the key at the marketplace, stores it encrypted, starts polling and the backfill.
 * Nothing is stored when the key is refused (`credentials_rejected`, `role_missing`) or the marketplace cannot be
 * reached (`marketplace_unavailable`). Throws `seller_exists`. A signed webhook without a secret gets one; it is in
 * the answer this one time.
 */
export async function addSeller(input: {
  actor: Actor;
  given: NewSeller;
}): Promise<{ seller: Seller; webhook_secret?: string }> {
  const { actor, given } = input;
  const credentials = { clientId: given.client_id, apiKey: given.api_key };
  const budgetId = `probe:${given.client_id}`;
  const facts = await tryKey({
    marketplace: given.marketplace,
    credentials,
    dialect: given.api_version === "auto" ? null : given.api_version,
    budgetId,
  });
  const generated =
    given.webhook_mode === "signed" && given.webhook_secret === undefined ? newSecret() : undefined;
  const webhookSecret = given.webhook_secret ?? generated;
  const sellerId = await inTransaction(async (tx) => {
    const id = await insertSeller(tx, { given, facts });
    await storeCredentials(tx, id, credentials);
    await inheritBudget(tx, { from: budgetId, to: id });
    if (webhookSecret !== undefined)
      await storeSecret(tx, { sellerId: id, kind: "webhook_secret", plain: webhookSecret });
    await appendEvents(tx, [{ name: "seller.updated", sellerId: id, subjectId: id }]);
    await appendAudit(tx, {
      actor: { type: "user", id: actor.userId },
      action: "seller.added",
      subject: { type: "seller", id },
      sellerId: id,
      details: {
        name: given.name,
        marketplace: given.marketplace,
        client_id: given.client_id,
        dialect: facts.dialect,
      },
      requestId: actor.requestId,
    });
    tx.afterCommit(() => enqueue("backfill-seller", { seller_id: id }));
    tx.afterCommit(() => schedulePolling(id));
    return id;
  });
  const seller = await getSeller({ actor, sellerId });
  return generated === undefined ? { seller } : { seller, webhook_secret: generated };
}

async function insertSeller(
  tx: Tx,
  { given, facts }: { given: NewSeller; facts: AccountFacts },
): Promise<string> {
  try {
    const row = await tx.sql.seller.create({
      data: {
        name: given.name,
        marketplace: given.marketplace,
        accountId: given.client_id,
        ...toNewKeyColumns(given.api_key, facts),
        webhookId: randomBytes(24).toString("base64url"),
        webhookMode: given.webhook_mode ?? null,
        syncState: { create: {} },
      },
    });
    return row.id;
  } catch (error) {
    // index sellers_one_per_account
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002") {
      throw new AppError("seller_exists", { cause: error });
    }
    throw error;
  }
}

function newSecret(): string {
  return randomBytes(32).toString("base64url");
}
