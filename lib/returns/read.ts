import { Prisma } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { isVisible, visibleSellers } from "../access/scope";
import { now } from "../clock";
import { db } from "../db/client";
import { inTransaction } from "../db/transaction";
import { isUuid } from "../db/uuid";
import { AppError } from "../errors";
import { log } from "../log";
import type { Marketplace } from "../marketplaces/ports";
import { connectSeller } from "../sellers/connect-seller";
import type { ReturnDetails } from "../wire/returns";
import { type ListedReturn, returnColumns, toWireDetails } from "./model";
import { storeReturns } from "./store-returns";

/** A person waits: so long for a turn at the marketplace, and so long in all; then it is shown as it is stored. */
const MAX_TURN_MS = 1_500;
const MAX_WAIT_MS = 2_500;
/** What was asked just now is not asked again. */
const FRESH_MS = 10_000;

/** A return of the actor's. Throws `not_found`. */
export async function requireReturn(actor: Actor, returnId: string): Promise<ListedReturn> {
  if (!isUuid(returnId)) throw new AppError("not_found");
  const [row] = await db().$queryRaw<ListedReturn[]>`
    SELECT ${returnColumns} FROM returns r
     WHERE r.id = ${returnId}::uuid AND ${isVisible(visibleSellers(actor), Prisma.sql`r.seller_id`)}`;
  if (row === undefined) throw new AppError("not_found");
  return row;
}

/**
 * A return with what may be done with it. An open request is asked for at the marketplace first; what it cannot say in a
 * short time is shown as it was last seen (`detailed_at`). Throws `not_found`.
 */
export async function getReturn(input: { actor: Actor; returnId: string }): Promise<ReturnDetails> {
  const row = await requireReturn(input.actor, input.returnId);
  const isFresh = row.detailedAt !== null && now().getTime() - row.detailedAt.getTime() < FRESH_MS;
  if (row.kind !== "request" || !row.isOpen || isFresh) return toWireDetails(row);
  await within(MAX_WAIT_MS, lookAnew(row));
  return toWireDetails(await requireReturn(input.actor, input.returnId));
}

async function lookAnew(row: ListedReturn): Promise<void> {
  try {
    const { sellerId, externalId } = row;
    const marketplace = await connectSeller({ sellerId, lane: "reply", maxWaitMs: MAX_TURN_MS });
    await lookAtRequest({ sellerId, marketplace, externalId });
  } catch (error) {
    // A refusal, an outage, a full line: whoever looks sees what is stored, with its age.
    log().info({ err: error, return_id: row.id }, "a return could not be asked for anew");
  }
}

/** Asks for a request in full and stores what is seen; false: the marketplace knows it no more. */
export async function lookAtRequest(input: {
  sellerId: string;
  marketplace: Marketplace;
  externalId: string;
}): Promise<boolean> {
  const { sellerId, marketplace, externalId } = input;
  const facts = (await marketplace.returns?.findRequest(externalId)) ?? null;
  if (facts === null) return false;
  // no audit: the machine's own looking.
  await inTransaction((tx) => storeReturns(tx, { sellerId, returns: [facts] }));
  return true;
}

/** Waits for `work`, but no longer; it goes on by itself. */
async function within(milliseconds: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}
