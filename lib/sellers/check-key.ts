import type { Actor } from "../access/actor";
import { appendAudit } from "../audit/append";
import { now } from "../clock";
import { db } from "../db/client";
import { inTransaction } from "../db/transaction";
import { AppError } from "../errors";
import type { Lane } from "../limits/pacing";
import { log } from "../log";
import type { AccountFacts } from "../marketplaces/account-facts";
import { MarketplaceError } from "../marketplaces/errors";
import { appendEvents } from "../realtime/append-event";
import type { Seller } from "../wire/sellers";
import { followStatus, requireSeller } from "./change-seller";
import { probeAccount } from "./connect-seller";
import { findCredentials } from "./credentials";
import { toKeyColumns } from "./key-facts";
import type { SellerRow } from "./model";
import { getSeller } from "./read";
import { rejectCredentials } from "./record-health";
import { explainRefusal } from "./try-key";

/**
 * Asks the marketplace anew about the key in use: its end and its rights. A key that is accepted again brings a
 * `credentials_rejected` seller back; one that is refused stops it. Throws `not_found`, and what `tryKey` throws.
 */
export async function checkKey(input: { actor: Actor; sellerId: string }): Promise<Seller> {
  const { actor } = input;
  const seller = await requireSeller(actor, input.sellerId);
  const facts = await askAbout(seller, "reply").catch((error: unknown) => {
    throw error instanceof MarketplaceError ? explainRefusal(error) : error;
  });
  const isRevived = seller.status === "credentials_rejected";
  await inTransaction(async (tx) => {
    const checked = await tx.sql.seller.updateMany({
      where: { id: seller.id, deletedAt: null, apiKeySetAt: seller.apiKeySetAt },
      data: {
        ...keyColumns(seller, facts),
        ...(isRevived
          ? { status: "active", lastErrorCode: null, lastErrorText: null, lastErrorAt: null }
          : {}),
      },
    });
    if (checked.count === 0) return; // another key came meanwhile, and was tried itself
    await appendEvents(tx, [{ name: "seller.updated", sellerId: seller.id, subjectId: seller.id }]);
    await appendAudit(tx, {
      actor: { type: "user", id: actor.userId },
      action: "seller.key_checked",
      subject: { type: "seller", id: seller.id },
      sellerId: seller.id,
      details: { expires_at: facts.keyExpiresAt?.toISOString() ?? null, chat_access: facts.chatAccess },
      requestId: actor.requestId,
    });
    if (isRevived) tx.afterCommit(() => followStatus(seller.id, "active"));
  });
  return getSeller({ actor, sellerId: seller.id });
}

/** Throws MarketplaceError; a refused key has stopped the seller by then. */
async function askAbout(seller: SellerRow, lane: Lane): Promise<AccountFacts> {
  const credentials = await findCredentials(seller.id);
  if (credentials === null) throw new AppError("not_found");
  const { marketplace, dialect } = seller;
  try {
    return await probeAccount({ marketplace, credentials, dialect, budgetId: seller.id, lane });
  } catch (error) {
    if (error instanceof MarketplaceError && error.kind === "credentials_rejected")
      await rejectCredentials(seller.id, error, { keySetAt: seller.apiKeySetAt });
    throw error;
  }
}

/** An end that moved away by more than a day is another one: its reminders come anew. */
function keyColumns(seller: SellerRow, facts: AccountFacts) {
  const before = seller.apiKeyExpiresAt?.getTime() ?? 0;
  const hasMoved = (facts.keyExpiresAt?.getTime() ?? 0) > before + DAY_MS;
  const reminders = hasMoved ? seller.apiKeyReminders.filter((one) => one === "old") : undefined;
  return {
    ...toKeyColumns(facts),
    apiKeyReminders: reminders,
    // No chat to try it with says nothing new.
    chatAccess: facts.chatAccess ?? seller.chatAccess,
  };
}

const DAY_MS = 86_400_000;
/** A marketplace that was away is asked again after this long instead of a day. */
const RETRY_MS = 60 * 60_000;
const MOST_AT_ONCE = 50;

/**
 * For the sweep: reads end and rights of every key anew once a day, where the marketplace tells them. Guarded, so that
 * of many processes one asks. Answers how many were asked about.
 */
export async function recheckKeys(): Promise<number> {
  const dayAgo = new Date(now().getTime() - DAY_MS);
  const isDue = { OR: [{ apiKeyCheckedAt: null }, { apiKeyCheckedAt: { lte: dayAgo } }] };
  const where = { status: "active", deletedAt: null, dialect: { not: "v1" }, ...isDue };
  const due = await db().seller.findMany({ where, orderBy: { id: "asc" }, take: MOST_AT_ONCE });
  for (const seller of due) {
    const mine = await db().seller.updateMany({
      where: { id: seller.id, ...isDue },
      data: { apiKeyCheckedAt: now() },
    });
    if (mine.count === 1) await recheck(seller);
  }
  return due.length;
}

async function recheck(seller: SellerRow): Promise<void> {
  try {
    const facts = await askAbout(seller, "poll");
    // no audit: nobody's act; the seller's row shows what the marketplace told.
    await inTransaction(async (tx) => {
      const where = { id: seller.id, deletedAt: null, apiKeySetAt: seller.apiKeySetAt };
      const checked = await tx.sql.seller.updateMany({ where, data: keyColumns(seller, facts) });
      if (checked.count > 0 && hasNews(seller, facts))
        await appendEvents(tx, [{ name: "seller.updated", sellerId: seller.id, subjectId: seller.id }]);
    });
  } catch (error) {
    if (!(error instanceof MarketplaceError)) throw error;
    log().info({ seller_id: seller.id, kind: error.kind }, "the marketplace tells nothing of a key now");
    const apiKeyCheckedAt = new Date(now().getTime() - DAY_MS + RETRY_MS);
    await db().seller.updateMany({ where: { id: seller.id }, data: { apiKeyCheckedAt } });
  }
}

function hasNews(seller: SellerRow, facts: AccountFacts): boolean {
  return (
    seller.apiKeyExpiresAt?.getTime() !== facts.keyExpiresAt?.getTime() ||
    seller.apiKeyRoles.join("\n") !== facts.roles.join("\n") ||
    (facts.chatAccess !== null && seller.chatAccess !== facts.chatAccess)
  );
}
