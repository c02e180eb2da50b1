import { now } from "../clock";
import { db } from "../db/client";
import { inTransaction, type Tx } from "../db/transaction";
import { MarketplaceError } from "../marketplaces/errors";
import type { HistoryPage, Marketplace } from "../marketplaces/ports";
import { appendEvents } from "../realtime/append-event";
import { ingestMessages, type Loudness } from "./ingest";
import { keepUnreadable } from "./unreadable";

/** Messages may become visible late and behind newer ones: each reading goes back this far, in milliseconds. */
export const OVERLAP_MS = 10 * 60_000;

/** How long to leave a chat alone whose announced message its history does not show yet, in seconds, by attempt. */
const LAG_PAUSES_SECONDS = [1, 2, 4, 8, 15, 30, 60, 120, 300];

export interface ChatToRead {
  readonly id: string;
  readonly externalId: string;
  readonly syncedExternalId: string | null;
}

interface Reading {
  readonly sellerId: string;
  readonly marketplace: Marketplace;
  readonly chat: ChatToRead;
  readonly loudness: Loudness;
  /** How far back of the newest stored message to look again, in milliseconds. */
  readonly overlapMs: number;
  /** The due time of the mark this reading answers. Another one on the row later: somebody marked it meanwhile. */
  readonly markedFor: Date | null;
}

/**
 * Reads one chat's history from where we stand (minus the overlap) to its end, page by page: each page's messages and
 * the chat's own cursor are committed together. Afterwards the chat counts as read when the history has reached what
 * was announced, else it is looked at again later. Answers how many messages were new. Throws MarketplaceError.
 */
export async function readHistory(given: Omit<Reading, "markedFor">): Promise<number> {
  const { anchor, markedFor } = await findStart(given);
  const reading = { ...given, markedFor };
  try {
    return await readFrom(reading, anchor);
  } catch (error) {
    const isAnchorRefused =
      error instanceof MarketplaceError && error.kind === "cursor_refused" && anchor !== null;
    if (!isAnchorRefused) throw error;
    // The message we stood at is gone at the marketplace: read all of it again, unique keys keep one row each.
    return readFrom(reading, null);
  }
}

async function readFrom(reading: Reading, afterExternalId: string | null): Promise<number> {
  const { marketplace, chat } = reading;
  let count = 0;
  for await (const page of marketplace.chats.history({ chatExternalId: chat.externalId, afterExternalId })) {
    count += await takePage(reading, page);
  }
  return count;
}

/**
 * The message to read on from: the newest stored one that is older than the overlap; in a chat that was emptied, the
 * last one read before; null reads from the beginning.
 * And the mark as it stands before the first page.
 */
async function findStart(
  given: Pick<Reading, "chat" | "overlapMs">,
): Promise<{ anchor: string | null; markedFor: Date | null }> {
  const { chat, overlapMs } = given;
  const rows = await db().$queryRaw<Array<{ anchor: string | null; marked_for: Date | null }>>`
    SELECT c.sync_due_at AS marked_for, coalesce((
      SELECT m.external_id FROM messages m, messages synced
       WHERE synced.seller_id = c.seller_id AND synced.chat_id = c.id AND synced.external_id = ${chat.syncedExternalId}
         AND m.chat_id = c.id AND m.external_id IS NOT NULL
         AND m.created_at < synced.created_at - make_interval(secs => ${overlapMs / 1000})
       ORDER BY m.created_at DESC, m.seq DESC LIMIT 1), c.erased_external_id) AS anchor
      FROM chats c WHERE c.id = ${chat.id}::uuid`;
  return { anchor: rows[0]?.anchor ?? null, markedFor: rows[0]?.marked_for ?? null };
}

/** A chat met for the first time with this many messages has a past, and a past does not ring. */
const PAST_FROM = 20;

async function takePage(reading: Reading, page: HistoryPage): Promise<number> {
  const { sellerId, chat, marketplace } = reading;
  const isPast = chat.syncedExternalId === null && page.messages.length >= PAST_FROM;
  // no audit: what the marketplace shows is nobody's act here.
  return inTransaction(async (tx) => {
    const count = await ingestMessages(tx, {
      sellerId,
      chatIds: new Map([[chat.externalId, chat.id]]),
      messages: page.messages,
      replyWindowHours: marketplace.capabilities.replyWindowHours,
      loudness: isPast ? "backfill" : reading.loudness,
    });
    await keepUnreadable(tx, { sellerId, items: page.unreadable });
    await moveOn(tx, reading, page);
    return count;
  });
}

/**
 * The chat's own cursor, only ever forward: two readers of one chat must not pull it back. With the last page the chat
 * counts as read, or (the list announced more than the history shows) is to be looked at again.
 */
async function moveOn(tx: Tx, reading: Reading, page: HistoryPage): Promise<void> {
  const { sellerId, chat, marketplace, loudness } = reading;
  const compare = marketplace.chats.compareMessageIds;
  const [row] = await tx.sql.$queryRaw<Standing[]>`
    SELECT announced_external_id AS announced, synced_external_id AS synced, sync_attempts AS attempts,
           sync_due_at AS due_at
      FROM chats WHERE id = ${chat.id}::uuid FOR UPDATE`;
  if (row === undefined) return;
  const newest = page.messages
    .map((message) => message.externalId)
    .sort(compare)
    .at(-1);
  const hasMoved = newest !== undefined && (row.synced === null || compare(newest, row.synced) > 0);
  const synced = hasMoved ? newest : row.synced;
  if (!hasMoved && !page.isLast) return;
  await tx.sql.chat.updateMany({
    where: { id: chat.id },
    data: { syncedExternalId: synced, ...(page.isLast ? settled({ ...row, synced }, reading) : {}) },
  });
  if (page.isLast && loudness === "backfill")
    await appendEvents(tx, [{ name: "chat.updated", sellerId, subjectId: chat.id }]);
}

interface Standing {
  readonly announced: string | null;
  readonly synced: string | null;
  readonly attempts: number;
  readonly due_at: Date | null;
}

function settled(standing: Standing, { marketplace, markedFor }: Reading) {
  const { announced, synced, attempts } = standing;
  // Marked anew while this history was on its way: what was announced may not be in it, so the mark stays.
  if (standing.due_at !== null && standing.due_at.getTime() !== markedFor?.getTime())
    return { isBackfilled: true };
  const compare = marketplace.chats.compareMessageIds;
  const isReached = announced === null || (synced !== null && compare(synced, announced) >= 0);
  const pause = LAG_PAUSES_SECONDS[Math.min(attempts, LAG_PAUSES_SECONDS.length - 1)] ?? 300;
  return {
    isBackfilled: true,
    needsSync: !isReached,
    syncAttempts: isReached ? 0 : attempts + 1,
    syncDueAt: isReached ? null : new Date(now().getTime() + pause * 1000),
  };
}
