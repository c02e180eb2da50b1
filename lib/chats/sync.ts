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
import { findOwnEchoes, readLater } from "./own-echo";
import { readMarkedChats, recheckRecentChats } from "./read-marked";
import { keepUnreadable } from "./unreadable";

/** Everything the marketplace still shows is compared this often, against whatever polling may have missed. */
const DEEP_EVERY_MS = 60 * 60_000;

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
  let listTrouble: MarketplaceError | null = null;
  try {
    for await (const page of changes) newMessages += await takeChanges(sellerId, marketplace, page);
  } catch (error) {
    // What earlier pages marked is read all the same; the trouble with the list is passed on afterwards.
    if (!(error instanceof MarketplaceError) || !isAboutTheList(error)) throw error;
    listTrouble = error;
  }
  newMessages += await readMarkedChats(sellerId, marketplace);
  if (listTrouble !== null) throw listTrouble;
  newMessages += await recheckRecentChats(sellerId, marketplace);
  await checkOrders(sellerId, marketplace);
  if (isDeep) await db().syncState.update({ where: { sellerId }, data: { deepSyncedAt: now() } });
  await recordSyncSuccess(sellerId);
  return { newMessages };
}

function isAboutTheList(error: MarketplaceError): boolean {
  return error.kind === "cursor_refused" || error.kind === "unexpected_answer";
}

/** One page of changes: chats, messages, marks and the cursor in one transaction. */
async function takeChanges(sellerId: string, marketplace: Marketplace, page: ChangePage): Promise<number> {
  const chats = [...page.chats, ...(await findUnlistedChats(sellerId, marketplace, page))];
  // no audit: what the marketplace shows is nobody's act here.
  return inTransaction(async (tx) => {
    const echoes = await findOwnEchoes(tx, { sellerId, page });
    const toRead = page.chatsToRead.filter((id) => !echoes.has(id));
    await upsertChats(tx, { sellerId, chats, toRead: new Set(toRead), dueAt: now() });
    await markToRead(tx.sql, sellerId, toRead);
    await readLater(tx, { sellerId, externalIds: echoes });
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

/** Tells the desk that a seller's own state changed (progress, errors). */
export async function announceSeller(sellerId: string): Promise<void> {
  // no audit: nothing is changed, only said.
  await inTransaction((tx) => appendEvents(tx, [{ name: "seller.updated", sellerId, subjectId: sellerId }]));
}
