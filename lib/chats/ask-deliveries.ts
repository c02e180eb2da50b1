import { now } from "../clock";
import { db } from "../db/client";
import { log } from "../log";
import { MarketplaceError } from "../marketplaces/errors";
import type { PostingFacts } from "../marketplaces/order-port";
import type { Marketplace } from "../marketplaces/ports";

/** Single questions for one look at a seller's orders; the rest is written to by when it was noticed. */
const MOST_QUESTIONS = 20;
/** An order older than this gives no leave to write any more, whenever it was delivered. */
const OLDEST_DAYS = 60;
/** Clocks differ. */
const SLACK_MS = 5 * 60_000;

/**
 * The same postings, those newly seen as delivered with when that was: lists do not tell, and until when we may write
 * hangs on it. A moment that cannot be right (before we last saw it on its way, or still to come) is not believed.
 */
export async function withDeliveryTimes(input: {
  sellerId: string;
  marketplace: Marketplace;
  postings: readonly PostingFacts[];
}): Promise<readonly PostingFacts[]> {
  const delivered = input.postings.filter((posting) => posting.stage === "delivered");
  if (delivered.length === 0) return input.postings;
  const stored = await db().posting.findMany({
    where: {
      sellerId: input.sellerId,
      postingNumber: { in: delivered.map((posting) => posting.postingNumber) },
    },
    select: { postingNumber: true, stage: true, checkedAt: true },
  });
  const before = new Map(stored.map((row) => [row.postingNumber, row]));
  const isNew = (posting: PostingFacts) => before.get(posting.postingNumber)?.stage !== "delivered";
  const toAsk = delivered.filter(
    (posting) => posting.deliveredAt === null && isNew(posting) && isRecent(posting),
  );
  const told = await askOneByOne({ ...input, postings: toAsk.slice(0, MOST_QUESTIONS) });
  return input.postings.map((posting) => {
    if (posting.stage !== "delivered") return posting;
    const row = before.get(posting.postingNumber);
    const lastOnItsWay = row === undefined || row.stage === "delivered" ? null : row.checkedAt;
    const at = told.get(posting.postingNumber) ?? posting.deliveredAt;
    return { ...posting, deliveredAt: at !== null && isPossible(at, lastOnItsWay) ? at : null };
  });
}

async function askOneByOne(input: {
  sellerId: string;
  marketplace: Marketplace;
  postings: readonly PostingFacts[];
}): Promise<Map<string, Date>> {
  const told = new Map<string, Date>();
  try {
    for (const { postingNumber } of input.postings) {
      const deliveredAt = (await input.marketplace.orders?.findPosting(postingNumber))?.deliveredAt;
      if (deliveredAt) told.set(postingNumber, deliveredAt);
    }
  } catch (error) {
    if (!(error instanceof MarketplaceError)) throw error;
    // The moment of noticing stands in for it; the postings themselves must not wait.
    log().info(
      { seller_id: input.sellerId, kind: error.kind },
      "when postings were delivered cannot be asked",
    );
  }
  return told;
}

function isRecent({ orderedAt }: PostingFacts): boolean {
  return orderedAt === null || now().getTime() - orderedAt.getTime() < OLDEST_DAYS * 86_400_000;
}

function isPossible(at: Date, lastOnItsWay: Date | null): boolean {
  if (at.getTime() > now().getTime() + SLACK_MS) return false;
  return lastOnItsWay === null || at.getTime() >= lastOnItsWay.getTime() - SLACK_MS;
}
