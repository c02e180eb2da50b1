import { AppError } from "../errors";
import { log } from "../log";
import { MarketplaceError } from "../marketplaces/errors";
import { judgeRefusal } from "./judge-refusal";
import { recordLack, recordSyncFailure } from "./record-health";

/**
 * What a failed poll or backfill means for the seller. A refusal is looked into before the seller is stopped: a 403 on
 * one call is not a bad key. What passes by itself is waited out. Anything that is no marketplace's error is thrown on.
 */
export async function followFailure(sellerId: string, error: unknown): Promise<void> {
  if (error instanceof AppError && error.code === "not_found") return; // removed meanwhile
  if (!(error instanceof MarketplaceError)) throw error;
  log().info(
    { seller_id: sellerId, kind: error.kind, http_status: error.httpStatus, method: error.method },
    "taking in failed",
  );
  switch (error.kind) {
    case "credentials_rejected":
    case "role_missing":
      if ((await judgeRefusal(sellerId, error)) === "rejected") return;
      return recordSyncFailure(sellerId, error);
    case "subscription_missing":
      await recordLack(sellerId, error);
      return recordSyncFailure(sellerId, error);
    default:
      return recordSyncFailure(sellerId, error);
  }
}
