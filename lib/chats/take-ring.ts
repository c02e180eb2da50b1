import { now } from "../clock";
import { db } from "../db/client";
import { inTransaction } from "../db/transaction";
import { MarketplaceError } from "../marketplaces/errors";
import type { ChatSnapshot, Marketplace } from "../marketplaces/ports";
import { appendEvents } from "../realtime/append-event";
import { connectSeller } from "../sellers/connect-seller";
import { findChatIds, upsertChats } from "./ingest";
import { type ChatToRead, OVERLAP_MS, readHistory } from "./read-history";
import { bareChat } from "./sync";

/**
 * Somebody rang for a chat (a webhook): fetches it with the seller's own key and takes in what is there. A chat the
 * marketplace does not know stays unknown here: a forged ring costs one request and changes nothing.
 * `shown`: the history has the message the ring spoke of (or named none); `not_yet`: look again; `no_such_chat`.
 */
export async function takeRing(input: {
  sellerId: string;
  chatExternalId: string;
  messageExternalIds: readonly string[];
}): Promise<"shown" | "not_yet" | "no_such_chat"> {
  const marketplace = await connectSeller({ sellerId: input.sellerId, lane: "poll" });
  const chat = (await findChat(input)) ?? (await meetChat(marketplace, input));
  if (chat === null) return "no_such_chat";
  // A ring without a message speaks of the chat itself (closed, opened): its state stands in the list.
  if (input.messageExternalIds.length === 0) await refreshSnapshot(marketplace, input);
  try {
    await readHistory({
      sellerId: input.sellerId,
      marketplace,
      chat,
      loudness: "live",
      overlapMs: OVERLAP_MS,
    });
  } catch (error) {
    if (error instanceof MarketplaceError && error.kind === "not_found") return "no_such_chat";
    throw error;
  }
  return (await hasAll(marketplace, chat.id, input.messageExternalIds)) ? "shown" : "not_yet";
}

async function refreshSnapshot(
  marketplace: Marketplace,
  input: { sellerId: string; chatExternalId: string },
): Promise<void> {
  const chats = await marketplace.chats.findChats([input.chatExternalId]);
  if (chats.length === 0) return;
  // no audit: what the marketplace shows is nobody's act here.
  await inTransaction(async (tx) => {
    await upsertChats(tx, { sellerId: input.sellerId, chats, toRead: new Set(), dueAt: null });
    const ids = await findChatIds(tx, { sellerId: input.sellerId, externalIds: [input.chatExternalId] });
    await appendEvents(
      tx,
      [...ids.values()].map((id) => ({ name: "chat.updated", sellerId: input.sellerId, subjectId: id })),
    );
  });
}

async function findChat(input: { sellerId: string; chatExternalId: string }): Promise<ChatToRead | null> {
  return db().chat.findUnique({
    where: { sellerId_externalId: { sellerId: input.sellerId, externalId: input.chatExternalId } },
    select: { id: true, externalId: true, syncedExternalId: true },
  });
}

/** A chat we have never seen: believed only when the marketplace shows it, in its list or by a history. */
async function meetChat(
  marketplace: Marketplace,
  input: { sellerId: string; chatExternalId: string },
): Promise<ChatToRead | null> {
  const listed = await marketplace.chats.findChats([input.chatExternalId]);
  const chat =
    listed.find((one) => one.externalId === input.chatExternalId) ?? (await peek(marketplace, input));
  if (chat === null) return null;
  // no audit: what the marketplace shows is nobody's act here.
  await inTransaction((tx) =>
    upsertChats(tx, {
      sellerId: input.sellerId,
      chats: [chat],
      toRead: new Set([chat.externalId]),
      dueAt: now(),
    }),
  );
  return findChat(input);
}

async function peek(
  marketplace: Marketplace,
  input: { chatExternalId: string },
): Promise<ChatSnapshot | null> {
  try {
    const pages = marketplace.chats.history({ chatExternalId: input.chatExternalId, afterExternalId: null });
    for await (const page of pages) if (page.messages.length > 0) return bareChat(input.chatExternalId);
    return null;
  } catch (error) {
    if (error instanceof MarketplaceError && error.kind === "not_found") return null;
    throw error;
  }
}

async function hasAll(
  marketplace: Marketplace,
  chatId: string,
  externalIds: readonly string[],
): Promise<boolean> {
  if (externalIds.length === 0) return true;
  const chat = await db().chat.findUnique({ where: { id: chatId }, select: { erasedExternalId: true } });
  const erased = chat?.erasedExternalId ?? null;
  // What the chat was emptied of is not waited for.
  const wanted = [...new Set(externalIds)].filter(
    (id) => erased === null || marketplace.chats.compareMessageIds(id, erased) > 0,
  );
  const count = await db().message.count({ where: { chatId, externalId: { in: wanted } } });
  return count >= wanted.length;
}
