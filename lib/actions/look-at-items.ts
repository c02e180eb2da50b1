import type { Prisma } from "@/generated/prisma/client";
import { now } from "../clock";
import { db } from "../db/client";
import { log } from "../log";
import { MarketplaceError } from "../marketplaces/errors";
import type { Doing } from "./doing";
import type { ItemSight } from "./handler";
import { DOUBT, toWork } from "./items";
import type { ItemRow } from "./model";

/** Pauses between looks, in seconds; the last one again and again. */
const PAUSES_SECONDS = [1, 2, 4, 8, 15, 30];
/** What is still not as wanted after so many looks is not confirmed: about twenty minutes. */
const MOST_LOOKS = 42;
/** An item in doubt that does not show after so many looks never came about, or shows too late to wait for: half a minute. */
const DOUBTFUL_LOOKS = 6;

/** Reads items back that were accepted, or of which nobody knows. */
export async function lookAt(doing: Doing, items: readonly ItemRow[]): Promise<void> {
  let sights: ReadonlyMap<number, ItemSight>;
  try {
    const marketplace = await doing.connect();
    const seen = await doing.handler.look(toWork(doing, marketplace, items));
    sights = new Map(seen.map((sight) => [sight.position, sight]));
  } catch (error) {
    if (!(error instanceof MarketplaceError)) throw error;
    log().info(
      { seller_id: doing.action.sellerId, action_id: doing.action.id, kind: error.kind },
      "items cannot be read back now",
    );
    sights = new Map();
  }
  for (const item of items) await keepSight(item, sights.get(item.position));
}

async function keepSight(item: ItemRow, sight: ItemSight | undefined): Promise<void> {
  const data = judge(item, sight);
  await db().marketActionItem.updateMany({
    where: { actionId: item.actionId, position: item.position, status: "sent" },
    data: { ...data, ...(sight?.seen ? { seen: sight.seen } : {}) },
  });
}

function judge(item: ItemRow, sight: ItemSight | undefined): Prisma.MarketActionItemUpdateManyMutationInput {
  const isDoubtful = item.errorCode === DOUBT;
  if (sight?.verdict === "done")
    return { status: "done", errorCode: null, errorText: null, finishedAt: now() };
  // Refused by what is seen: sure for what was accepted; what is in doubt may still show itself.
  if (sight?.verdict === "not_done" && (!isDoubtful || sight.theirText !== null))
    return {
      status: "failed",
      errorCode: "marketplace_refused",
      errorText: sight.theirText?.slice(0, 500) ?? null,
      finishedAt: now(),
    };
  const looks = item.attempts + 1;
  const most = isDoubtful && sight !== undefined ? DOUBTFUL_LOOKS : MOST_LOOKS;
  if (looks >= most) return { status: "unconfirmed", errorCode: DOUBT, attempts: looks, finishedAt: now() };
  const seconds = PAUSES_SECONDS[Math.min(looks - 1, PAUSES_SECONDS.length - 1)] ?? 30;
  return { attempts: looks, dueAt: new Date(now().getTime() + seconds * 1000) };
}
