import type { Actor } from "../access/actor";
import { visibleSellers, visibleSellerWhere } from "../access/scope";
import { db } from "../db/client";
import { log } from "../log";
import { MarketplaceError } from "../marketplaces/errors";
import { once } from "../once";
import { connectSeller } from "../sellers/connect-seller";
import type { ErrorCode } from "../wire/error-codes";
import type { MarketplaceScore } from "../wire/reports";

/** Scores move once a day: an hour old is fresh. */
const FRESH_MS = 60 * 60_000;
/** A failure is asked again sooner. */
const RETRY_MS = 60_000;
const SELLERS_AT_MOST = 50;
const AT_ONCE = 5;
/** A person waits for this page: a seller whose permits are taken is left for the next look. */
const MAX_WAIT_MS = 3_000;

type Answer = Pick<MarketplaceScore, "scores" | "reason">;
const remembered = once(
  "marketplace-scores",
  () => new Map<string, { until: number; answer: Promise<Answer> }>(),
);

/**
 * How the marketplace scores the chats of the actor's sellers (the first fifty by name, or the one named), asked with
 * their own keys and remembered for an hour. What cannot be had says why instead of failing the page.
 */
export async function readMarketplaceScores(input: {
  actor: Actor;
  sellerId?: string | undefined;
}): Promise<MarketplaceScore[]> {
  const sellers = await db().seller.findMany({
    where: { ...visibleSellerWhere(visibleSellers(input.actor)), status: "active" },
    orderBy: { name: "asc" },
    select: { id: true, name: true },
  });
  const wanted = sellers.filter((seller) => input.sellerId === undefined || seller.id === input.sellerId);
  const queue = wanted.slice(0, SELLERS_AT_MOST).entries();
  const items: MarketplaceScore[] = [];
  const work = async () => {
    for (const [place, seller] of queue) {
      items[place] = { seller_id: seller.id, name: seller.name, ...(await remember(seller.id)) };
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return items;
}

function remember(sellerId: string): Promise<Answer> {
  const known = remembered().get(sellerId);
  if (known !== undefined && known.until > Date.now()) return known.answer;
  const entry = { until: Date.now() + FRESH_MS, answer: askSafely(sellerId) };
  remembered().set(sellerId, entry);
  void entry.answer.then(({ scores, reason }) => {
    if (reason === OURS) remembered().delete(sellerId);
    else if (scores === null) entry.until = Date.now() + RETRY_MS;
  });
  return entry.answer;
}

/** A failure of ours must not stand for an hour, nor beside the other sellers. */
const OURS: ErrorCode = "internal";

async function askSafely(sellerId: string): Promise<Answer> {
  try {
    return await ask(sellerId);
  } catch (error) {
    log().error({ err: error, seller_id: sellerId }, "the marketplace's scores could not be asked for");
    return { scores: null, reason: OURS };
  }
}

async function ask(sellerId: string): Promise<Answer> {
  try {
    const marketplace = await connectSeller({ sellerId, lane: "poll", maxWaitMs: MAX_WAIT_MS });
    if (marketplace.scores === undefined) return { scores: null, reason: "not_supported" };
    const told = await marketplace.scores.readChatScores();
    return {
      scores: {
        reaction_seconds: told.reactionSeconds,
        average_response_seconds: told.averageResponseSeconds,
        within_24h: told.within24h,
      },
      reason: null,
    };
  } catch (error) {
    if (!(error instanceof MarketplaceError)) throw error;
    return { scores: null, reason: error.kind };
  }
}
