import { now } from "../clock";
import { db } from "../db/client";
import { log } from "../log";
import type { MarketplaceError } from "../marketplaces/errors";
import { diagnoseSeller } from "./connect-seller";
import { recordLack, rejectCredentials } from "./record-health";

/**
 * A request made with the key before may still be on its way when the new one is there: longest deadline (a file's),
 * times its tries, and some air.
 */
const LEFTOVER_MS = 5 * 60_000;

/**
 * A refusal that may mean the key or only this one method: asks the marketplace, then stops the seller (`rejected`) or
 * notes what is missing (`limited`). `unknown`: nothing is known or decided, try again; also when the refused key is
 * not the one in use any more.
 */
export async function judgeRefusal(
  sellerId: string,
  error: MarketplaceError,
): Promise<"rejected" | "limited" | "unknown"> {
  const diagnosis = await diagnoseSeller(sellerId).catch(() => null);
  if (diagnosis === null || diagnosis.verdict === "unknown") return "unknown";
  if (diagnosis.verdict === "rejected") {
    return (await rejectCredentials(sellerId, error, diagnosis)) === "stopped" ? "rejected" : "unknown";
  }
  if (error.keyProblem !== null && (await isKeyNew(sellerId))) {
    log().info({ seller_id: sellerId, method: error.method }, "the key before this one was refused");
    return "unknown";
  }
  await recordLack(sellerId, error);
  return "limited";
}

async function isKeyNew(sellerId: string): Promise<boolean> {
  const seller = await db().seller.findUnique({ where: { id: sellerId }, select: { apiKeySetAt: true } });
  return seller !== null && now().getTime() - seller.apiKeySetAt.getTime() < LEFTOVER_MS;
}
