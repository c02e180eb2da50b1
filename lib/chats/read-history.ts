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
}

/**
 * Reads one chat's history from where we stand (minus the overlap) to its end, page by page: each page's messages and
 * the chat's own cursor are committed together. Afterwards the chat counts as read when the history has reached what
 * was announced, else it is looked at again later. Answers how many messages were new. Throws MarketplaceError.
 */
export async function readHistory(reading: Reading): Promise<number> {
  const anchor = await findAnchor(reading);
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
  let isComplete = false;
  for await (const page of marketplace.chats.history({ chatExternalId: chat.externalId, afterExternalId })) {
    count += await takePage(reading, page);
    isComplete = page.isLast;
  }
  if (isComplete) await settleChat(reading);
  return count;
}

/** The message to read on from: the newest stored one that is older than the overlap; null reads from the beginning. */
async function findAnchor({ chat, overlapMs }: Reading): Promise<string | null> {
  if (chat.syncedExternalId === null) return null;
  const rows = await db().$queryRaw<Array<{ external_id: string }>>`
    WITH synced AS (
      SELECT created_at FROM messages WHERE chat_id = ${chat.id}::uuid AND external_id = ${chat.syncedExternalId} LIMIT 1)
    SELECT m.external_id FROM messages m, synced
     WHERE m.chat_id = ${chat.id}::uuid AND m.external_id IS NOT NULL
       AND m.created_at < synced.created_at - make_interval(secs => ${overlapMs / 1000})
     ORDER BY m.created_at DESC, m.seq DESC LIMIT 1`;
  return rows[0]?.external_id ?? null;
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
    await moveSynced(tx, reading, page);
    return count;
  });
}

/** The chat's own cursor, only ever forward: two readers of one chat must not pull it back. */
async function moveSynced(tx: Tx, { chat, marketplace }: Reading, page: HistoryPage): Promise<void> {
  const compare = marketplace.chats.compareMessageIds;
  const newest = page.messages
    .map((message) => message.externalId)
    .sort(compare)
    .at(-1);
  if (newest === undefined) return;
  const [row] = await tx.sql.$queryRaw<Array<{ synced: string | null }>>`
    SELECT synced_external_id AS synced FROM chats WHERE id = ${chat.id}::uuid FOR UPDATE`;
  if (row === undefined || (row.synced !== null && compare(newest, row.synced) <= 0)) return;
  await tx.sql.chat.update({ where: { id: chat.id }, data: { syncedExternalId: newest } });
}

/** The history was read to its end: done, or (the list announced more than the history shows) to be looked at again. */
async function settleChat({ sellerId, chat, marketplace, loudness }: Reading): Promise<void> {
  // no audit: how far a history was read is a reader's bookkeeping.
  await inTransaction(async (tx) => {
    const [row] = await tx.sql.$queryRaw<
      Array<{ announced: string | null; synced: string | null; attempts: number }>
    >`
      SELECT announced_external_id AS announced, synced_external_id AS synced, sync_attempts AS attempts
        FROM chats WHERE id = ${chat.id}::uuid FOR UPDATE`;
    if (row === undefined) return;
    const compare = marketplace.chats.compareMessageIds;
    const isReached =
      row.announced === null || (row.synced !== null && compare(row.synced, row.announced) >= 0);
    const pause = LAG_PAUSES_SECONDS[Math.min(row.attempts, LAG_PAUSES_SECONDS.length - 1)] ?? 300;
    await tx.sql.chat.update({
      where: { id: chat.id },
      data: {
        isBackfilled: true,
        needsSync: !isReached,
        syncAttempts: isReached ? 0 : { increment: 1 },
        syncDueAt: isReached ? null : new Date(now().getTime() + pause * 1000),
      },
    });
    if (loudness === "backfill")
      await appendEvents(tx, [{ name: "chat.updated", sellerId, subjectId: chat.id }]);
  });
}
