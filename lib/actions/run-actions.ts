import { db } from "../db/client";
import { AppError } from "../errors";
import { enqueue } from "../queue/enqueue";
import { continueRequest } from "../request-context";
import { connectSeller } from "../sellers/connect-seller";
import type { Doing } from "./doing";
import type { ActionHandler } from "./handler";
import { listDueItems, nextDueAt, releaseDoubtful } from "./items";
import { lookAt } from "./look-at-items";
import type { ItemRow } from "./model";
import { sendItems } from "./send-items";
import { settleAction } from "./settle-action";

/** Requests of one action under way at once, where each carries one item. */
const AT_ONCE = 4;

export type FindHandler = (kind: string) => ActionHandler | null;

/**
 * Carries out what people asked to be changed at a seller's marketplace, action by action in the order they were asked
 * for. Each item is claimed in the moment its request leaves, so that it is sent once; a request of which nobody knows
 * what came is looked after, never sent again unless sending it twice is the same. Safe to run any number of times at
 * once: the claim decides. Whoever calls holds the seller's lock, for peace, not for safety.
 */
export async function runActions(sellerId: string, findHandler: FindHandler): Promise<void> {
  const seller = await db().seller.findFirst({ where: { id: sellerId, deletedAt: null } });
  if (seller === null || seller.status === "paused") return; // they stay queued until it is back
  const open = await db().marketAction.findMany({
    where: { sellerId, status: { in: ["queued", "running"] } }, // index market_actions_open
    orderBy: { id: "asc" },
  });
  for (const action of open) {
    const handler = findHandler(action.kind);
    if (handler === null) continue; // of a newer version, during an update
    await continueRequest(action.requestId, () => carryOn({ action, handler, connect: connector(sellerId) }));
  }
  const dueAt = await nextDueAt(sellerId);
  if (dueAt === null) return;
  const delayMs = Math.max(100, dueAt.getTime() - Date.now());
  await enqueue("run-actions", { seller_id: sellerId }, { delayMs });
}

/** A person waits for it: as urgent as a reply. */
function connector(sellerId: string): Doing["connect"] {
  return (beforeRequest) => connectSeller({ sellerId, lane: "reply", beforeRequest });
}

/** Everything of one action that is due: first what may be under way, then what was accepted, then what waits. */
async function carryOn(doing: Doing): Promise<void> {
  const { action, handler } = doing;
  try {
    await releaseDoubtful(doing);
    for (;;) {
      const sent = await listDueItems(action.id, "sent", handler.batch * AT_ONCE);
      if (sent.length > 0)
        await Promise.all(batches(sent, handler.batch).map((items) => lookAt(doing, items)));
      const waiting = await listDueItems(action.id, "queued", handler.batch * AT_ONCE);
      if (waiting.length > 0)
        await Promise.all(batches(waiting, handler.batch).map((items) => sendItems(doing, items)));
      if (sent.length === 0 && waiting.length === 0) break;
      await settleAction(action.id);
    }
  } catch (error) {
    if (!(error instanceof AppError && error.code === "not_found")) throw error; // its seller was removed meanwhile
  } finally {
    await settleAction(action.id);
  }
}

function batches(items: readonly ItemRow[], size: number): ItemRow[][] {
  const made: ItemRow[][] = [];
  for (let start = 0; start < items.length; start += size) made.push(items.slice(start, start + size));
  return made;
}
