import type { Prisma } from "@/generated/prisma/client";
import { now } from "../clock";
import { db } from "../db/client";
import { inTransaction } from "../db/transaction";
import { MarketplaceError } from "../marketplaces/errors";
import type { ChangePage, ChatSnapshot, Marketplace } from "../marketplaces/ports";
import { appendEvents } from "../realtime/append-event";
import { connectSeller } from "../sellers/connect-seller";
import { recordSyncSuccess } from "../sellers/record-health";
import { checkOrders } from "./check-orders";
import { findChatIds, ingestMessages, upsertChats } from "./ingest";
import { knownChatsOf } from "./known-chats";
import { type ChatToRead, OVERLAP_MS, readHistory } from "./read-history";
import { keepUnreadable } from "./unreadable";

/** Everything the marketplace still shows is compared this often, against whatever polling may have missed. */
const DEEP_EVERY_MS = 60 * 60_000;
/** Histories read by one poll; the rest waits for the next, so that no poll lasts for ever. */
const CHATS_A_POLL = 500;
/** Histories read at once. Permits hold the limits; this only keeps the pipe full. */
const PARALLEL_READS = 4;

export interface SyncOutcome {
  readonly newMessages: number;
}

/**
 * One poll of a seller: asks what is new since the cursor, commits each page with its cursor, then reads the
 * histories that pages (or earlier polls) marked. Whatever it does not get to stays marked in the rows.
 * Throws MarketplaceError; what was taken in until then stays.
 */
export async function syncSeller(sellerId: string): Promise<SyncOutcome> {
  const state = await db().syncState.findUniqueOrThrow({ where: { sellerId } });
  // The list is still being walked by the backfill; polling begins when all chats are known.
  if (state.backfillPhase === "listing") return { newMessages: 0 };
  const marketplace = await connectSeller({ sellerId, lane: "poll" });
  const isDeep =
    state.deepSyncedAt === null || now().getTime() - state.deepSyncedAt.getTime() > DEEP_EVERY_MS;
  let newMessages = 0;
  const changes = marketplace.chats.changes({
    // Stored by us, in the adapter's own shape; the adapter checks it.
    cursor: state.cursor as Record<string, unknown> | null,
    findKnownChats: knownChatsOf(sellerId),
    deep: isDeep,
  });
  for await (const page of changes) newMessages += await takeChanges(sellerId, marketplace, page);
  newMessages += await readMarkedChats(sellerId, marketplace);
  newMessages += await recheckRecentChats(sellerId, marketplace);
  await checkOrders(sellerId, marketplace);
  if (isDeep) await db().syncState.update({ where: { sellerId }, data: { deepSyncedAt: now() } });
  await recordSyncSuccess(sellerId);
  return { newMessages };
}

/** One page of changes: chats, messages, marks and the cursor in one transaction. */
async function takeChanges(sellerId: string, marketplace: Marketplace, page: ChangePage): Promise<number> {
  const chats = [...page.chats, ...(await findUnlistedChats(sellerId, marketplace, page))];
  // no audit: what the marketplace shows is nobody's act here.
  return inTransaction(async (tx) => {
    await upsertChats(tx, { sellerId, chats, toRead: new Set(page.chatsToRead), dueAt: now() });
    await markToRead(tx.sql, sellerId, page.chatsToRead);
    const chatIds = await findChatIds(tx, {
      sellerId,
      externalIds: page.messages.map((message) => message.chatExternalId),
    });
    const count = await ingestMessages(tx, {
      sellerId,
      chatIds,
      messages: page.messages,
      replyWindowHours: marketplace.capabilities.replyWindowHours,
      loudness: "live",
    });
    await keepUnreadable(tx, { sellerId, items: page.unreadable });
    // The adapter's cursor is JSON of its own kind.
    await tx.sql.syncState.update({
      where: { sellerId },
      data: { cursor: page.cursor as Prisma.InputJsonObject },
    });
    return count;
  });
}

/** Chats a page speaks of without showing them, and that we do not know either: asked for before anything is stored. */
async function findUnlistedChats(
  sellerId: string,
  marketplace: Marketplace,
  page: ChangePage,
): Promise<readonly ChatSnapshot[]> {
  const listed = new Set(page.chats.map((chat) => chat.externalId));
  const named = new Set([...page.messages.map((message) => message.chatExternalId), ...page.chatsToRead]);
  const unlisted = [...named].filter((id) => !listed.has(id));
  if (unlisted.length === 0) return [];
  const known = await knownChatsOf(sellerId)(unlisted);
  const unknown = unlisted.filter((id) => !known.has(id));
  if (unknown.length === 0) return [];
  const found = await marketplace.chats.findChats(unknown);
  const foundIds = new Set(found.map((chat) => chat.externalId));
  // A chat nobody lists any more but that has messages is a buyer's: better shown than lost.
  const bare = unknown.filter((id) => !foundIds.has(id)).map(bareChat);
  return [...found, ...bare];
}

/** What can be said of a chat of which only the id is known. */
export function bareChat(externalId: string): ChatSnapshot {
  return {
    externalId,
    kind: "buyer",
    externalType: "",
    status: "open",
    createdAt: null,
    buyerName: null,
    orderNumber: null,
    postingNumber: null,
    unreadCount: null,
    lastMessageExternalId: null,
    lastMessageAt: null,
    chatSecret: null,
  };
}

async function markToRead(sql: Prisma.TransactionClient, sellerId: string, externalIds: readonly string[]) {
  if (externalIds.length === 0) return;
  await sql.chat.updateMany({
    where: { sellerId, externalId: { in: [...externalIds] } },
    data: { needsSync: true, syncDueAt: now(), syncAttempts: 0 },
  });
}

// index chats_to_sync
async function listMarkedChats(sellerId: string): Promise<ChatToRead[]> {
  return db().chat.findMany({
    where: { sellerId, needsSync: true, syncDueAt: { lte: now() } },
    orderBy: [{ syncDueAt: "asc" }, { lastMessageAt: "desc" }],
    take: CHATS_A_POLL,
    select: { id: true, externalId: true, syncedExternalId: true },
  });
}

async function readMarkedChats(sellerId: string, marketplace: Marketplace): Promise<number> {
  const waiting = await listMarkedChats(sellerId);
  let count = 0;
  const readNext = async (): Promise<void> => {
    for (let chat = waiting.shift(); chat !== undefined; chat = waiting.shift()) {
      count += await readOne({ sellerId, marketplace, chat, loudness: "live", overlapMs: OVERLAP_MS });
    }
  };
  const readers = await Promise.allSettled(Array.from({ length: PARALLEL_READS }, readNext));
  // Every reader has ended before a failure is passed on: nothing of this poll runs on behind its back.
  for (const reader of readers) if (reader.status === "rejected") throw reader.reason;
  return count;
}

/** Chats looked through once more by one poll: few, since each costs a request that new messages may need. */
const RECHECKS_A_POLL = 2;
const RECHECK_EVERY_HOURS = 1;
/** How far back a recheck looks: what becomes visible later than this is beyond what any list would tell. */
const RECHECK_OVERLAP_MS = 26 * 60 * 60_000;

/**
 * A message may become visible hours late, behind newer ones, and neither list nor feed tells of it then. So each poll
 * reads the last day of a few recently active chats again.
 */
async function recheckRecentChats(sellerId: string, marketplace: Marketplace): Promise<number> {
  // index chats_recent
  const chats = await db().$queryRaw<ChatToRead[]>`
    SELECT id, external_id AS "externalId", synced_external_id AS "syncedExternalId" FROM chats
     WHERE seller_id = ${sellerId}::uuid AND last_message_at > now() - interval '24 hours'
       AND is_backfilled AND NOT needs_sync AND synced_external_id IS NOT NULL
       AND coalesce(rechecked_at, created_at) < now() - make_interval(hours => ${RECHECK_EVERY_HOURS})
     ORDER BY rechecked_at NULLS FIRST LIMIT ${RECHECKS_A_POLL}`;
  let count = 0;
  for (const chat of chats) {
    count += await readOne({ sellerId, marketplace, chat, loudness: "live", overlapMs: RECHECK_OVERLAP_MS });
    await db().chat.update({ where: { id: chat.id }, data: { recheckedAt: now() } });
  }
  return count;
}

/** One chat's trouble must not keep the others waiting: what concerns it alone is put off, the rest is thrown. */
async function readOne(reading: Parameters<typeof readHistory>[0]): Promise<number> {
  try {
    return await readHistory(reading);
  } catch (error) {
    if (!(error instanceof MarketplaceError)) throw error;
    if (error.kind === "not_found") {
      await setAside(reading.chat.id, null);
      return 0;
    }
    if (error.kind === "unexpected_answer" || error.kind === "cursor_refused") {
      await setAside(reading.chat.id, new Date(now().getTime() + 5 * 60_000));
      return 0;
    }
    throw error;
  }
}

/** `until` null: the chat is gone at the marketplace, there is nothing left to read. */
export async function setAside(chatId: string, until: Date | null): Promise<void> {
  await db().chat.update({
    where: { id: chatId },
    data: { needsSync: until !== null, syncDueAt: until, isBackfilled: true, syncAttempts: { increment: 1 } },
  });
}

/** Tells the desk that a seller's own state changed (progress, errors). */
export async function announceSeller(sellerId: string): Promise<void> {
  // no audit: nothing is changed, only said.
  await inTransaction((tx) => appendEvents(tx, [{ name: "seller.updated", sellerId, subjectId: sellerId }]));
}
