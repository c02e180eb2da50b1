import { now } from "../clock";
import { db } from "../db/client";
import { facts } from "../wire/actions";
import type { Doing } from "./doing";
import type { ActionWork, WorkItem } from "./handler";
import type { ItemRow } from "./model";

/** A request that was claimed this long ago has ended, whoever made it: the adapter's deadline is 15 s. */
export const CLAIM_LASTS_MS = 30_000;
/** An item of which nobody knows whether it came about: said beside its status until the truth is seen. */
export const DOUBT = "delivery_unconfirmed";

/** Items of an action that are due, in their order. */
export function listDueItems(actionId: string, status: "queued" | "sent", limit: number): Promise<ItemRow[]> {
  return db().marketActionItem.findMany({
    where: { actionId, status, dueAt: { lte: now() } },
    orderBy: { position: "asc" },
    take: limit,
  });
}

/** Takes items for one request, in the moment it leaves. Those that somebody else took are not in the answer. */
export async function claimItems(items: readonly ItemRow[]): Promise<ReadonlySet<number>> {
  const [first] = items;
  if (first === undefined) return new Set();
  const claimed = await db().marketActionItem.updateManyAndReturn({
    where: {
      actionId: first.actionId,
      position: { in: items.map((item) => item.position) },
      status: "queued",
      action: { status: { not: "cancelled" } },
    },
    data: { status: "sending", sentAt: now(), attempts: { increment: 1 } },
    select: { position: true },
  });
  return new Set(claimed.map((item) => item.position));
}

/**
 * Items in flight whose process must have ended: what can be sent twice is sent again, the rest is looked at, in doubt.
 */
export async function releaseDoubtful({ action, handler }: Doing): Promise<void> {
  await db().marketActionItem.updateMany({
    where: {
      actionId: action.id,
      status: "sending",
      sentAt: { lt: new Date(now().getTime() - CLAIM_LASTS_MS) },
    },
    data: handler.isAbsolute
      ? { status: "queued", dueAt: now() }
      : { status: "sent", dueAt: now(), errorCode: DOUBT },
  });
}

/** When something of a seller's actions is due next; null: nothing is. What is in flight is looked at after its time. */
export async function nextDueAt(sellerId: string): Promise<Date | null> {
  // index market_action_items_due, through the seller's open actions
  const [row] = await db().$queryRaw<Array<{ at: Date | null }>>`
    SELECT min(CASE WHEN i.status = 'sending' THEN i.sent_at + make_interval(secs => ${CLAIM_LASTS_MS / 1000}) ELSE i.due_at END) AS at
      FROM market_actions a JOIN market_action_items i ON i.action_id = a.id
     WHERE a.seller_id = ${sellerId}::uuid AND a.status IN ('queued', 'running')
       AND i.status IN ('queued', 'sending', 'sent')`;
  return row?.at ?? null;
}

/** Sellers with something due, for the sweep that makes up for lost nudges. */
export async function listSellersWithDueActions(): Promise<string[]> {
  const rows = await db().$queryRaw<Array<{ seller_id: string }>>`
    SELECT DISTINCT a.seller_id FROM market_actions a
      JOIN market_action_items i ON i.action_id = a.id
      JOIN sellers s ON s.id = a.seller_id
     WHERE a.status IN ('queued', 'running') AND s.deleted_at IS NULL AND s.status <> 'paused'
       AND i.status IN ('queued', 'sending', 'sent')
       AND CASE WHEN i.status = 'sending' THEN i.sent_at + make_interval(secs => ${CLAIM_LASTS_MS / 1000}) ELSE i.due_at END < now() - interval '3 seconds'
     LIMIT 200`;
  return rows.map((row) => row.seller_id);
}

/** Items as handlers get them. */
export function toWork(
  { action }: Doing,
  marketplace: ActionWork["marketplace"],
  items: readonly ItemRow[],
): ActionWork {
  return {
    sellerId: action.sellerId,
    marketplace,
    terms: facts.catch({}).parse(action.terms),
    items: items.map(toWorkItem),
  };
}

function toWorkItem(item: ItemRow): WorkItem {
  return {
    position: item.position,
    subject: item.subject,
    before: facts.catch({}).parse(item.before),
    wanted: facts.catch({}).parse(item.wanted),
    payload: item.payload,
    taskId: item.taskId,
  };
}
