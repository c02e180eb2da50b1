import type { Actor } from "../access/actor";
import { appendAudit } from "../audit/append";
import { inTransaction } from "../db/transaction";
import { readService } from "../sellers/read-service";
import { type ServiceChange, storeService } from "../sellers/store-service";
import type { SellerService } from "../wire/seller-service";
import { refreshDeadlines } from "./refresh-deadlines";

/**
 * Changes how a seller's buyers are served; the deadlines of those who wait follow at once. Throws `not_found`,
 * `unknown_time_zone`, `invalid_input`.
 */
export async function changeService(input: {
  actor: Actor;
  sellerId: string;
  change: ServiceChange;
}): Promise<SellerService> {
  const { actor, sellerId, change } = input;
  const { seller_id } = await readService({ actor, sellerId });
  await inTransaction(async (tx) => {
    await storeService(tx, seller_id, change);
    const moved = await refreshDeadlines(tx, seller_id);
    await appendAudit(tx, {
      actor: { type: "user", id: actor.userId },
      action: "seller.service_changed",
      subject: { type: "seller", id: seller_id },
      sellerId: seller_id,
      details: { fields: Object.keys(change), moved_deadlines: moved },
      requestId: actor.requestId,
    });
  });
  return readService({ actor, sellerId });
}
