import { now } from "../clock";
import { db } from "../db/client";
import { MarketplaceError } from "../marketplaces/errors";
import type { Marketplace } from "../marketplaces/ports";
import { type ChatToRead, OVERLAP_MS, readHistory } from "./read-history";

/** Histories that one poll takes up, and for how long it goes on, so that no poll lasts for ever. */
const CHATS_A_POLL = 500;
const POLL_LASTS_MS = 40_000;
/** Histories read at once. Permits hold the limits; this only keeps the pipe full. */
const PARALLEL_READS = 4;
/** So many histories in a row without an answer mean that the marketplace is away, not that these chats are odd. */
const SILENT_CHATS = 3;
/** How long a chat whose history cannot be read now is put off, in seconds, by attempt: most such troubles pass at once. */
const ASIDE_SECONDS = [5, 15, 60, 300];

// index chats_to_sync; the freshest marks first: buyers who wrote just now do not wait behind an hourly walk's finds
async function listMarkedChats(sellerId: string): Promise<ChatToRead[]> {
  return db().chat.findMany({
    where: { sellerId, needsSync: true, syncDueAt: { lte: now() } },
    orderBy: { syncDueAt: "desc" },
    take: CHATS_A_POLL,
    select: { id: true, externalId: true, syncedExternalId: true },
  });
}

/**
 * Reads the histories that are marked and due, a few at once, within the time of one poll; the rest stays marked.
 * Answers how many messages were new. Throws MarketplaceError when the trouble is the seller's or the marketplace's.
 */
export async function readMarkedChats(sellerId: string, marketplace: Marketplace): Promise<number> {
  const waiting = await listMarkedChats(sellerId);
  const until = Date.now() + POLL_LASTS_MS;
  const reader = createPatientReader();
  let count = 0;
  const readNext = async (): Promise<void> => {
    for (let chat = waiting.shift(); chat !== undefined && Date.now() < until; chat = waiting.shift()) {
      count += await reader({ sellerId, marketplace, chat, loudness: "live", overlapMs: OVERLAP_MS });
    }
  };
  const readers = await Promise.allSettled(Array.from({ length: PARALLEL_READS }, readNext));
  // Every reader has ended before a failure is passed on: nothing of this poll runs on behind its back.
  for (const one of readers) if (one.status === "rejected") throw one.reason;
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
export async function recheckRecentChats(sellerId: string, marketplace: Marketplace): Promise<number> {
  // index chats_recent
  const chats = await db().$queryRaw<ChatToRead[]>`
    SELECT id, external_id AS "externalId", synced_external_id AS "syncedExternalId" FROM chats
     WHERE seller_id = ${sellerId}::uuid AND last_message_at > now() - interval '24 hours'
       AND is_backfilled AND NOT needs_sync AND synced_external_id IS NOT NULL
       AND coalesce(rechecked_at, created_at) < now() - make_interval(hours => ${RECHECK_EVERY_HOURS})
     ORDER BY rechecked_at NULLS FIRST LIMIT ${RECHECKS_A_POLL}`;
  const reader = createPatientReader();
  let count = 0;
  for (const chat of chats) {
    count += await reader({ sellerId, marketplace, chat, loudness: "live", overlapMs: RECHECK_OVERLAP_MS });
    await db().chat.update({ where: { id: chat.id }, data: { recheckedAt: now() } });
  }
  return count;
}

/**
 * Reads histories so that one chat's trouble does not keep the others waiting: what concerns it alone is put off, the
 * rest is thrown. A chat whose history answers 5xx is put off too, unless several in a row do: then the marketplace is
 * away, and the seller's poll has failed.
 */
export function createPatientReader(): typeof readHistory {
  let silent = 0;
  return async (reading) => {
    try {
      const count = await readHistory(reading);
      silent = 0;
      return count;
    } catch (error) {
      if (!(error instanceof MarketplaceError)) throw error;
      if (error.kind === "not_found") {
        await dropMark(reading.chat.id);
        return 0;
      }
      if (error.kind === "unavailable") silent += 1;
      const isOfThisChat =
        error.kind === "unexpected_answer" ||
        error.kind === "cursor_refused" ||
        (error.kind === "unavailable" && error.httpStatus !== null && silent < SILENT_CHATS);
      if (!isOfThisChat) throw error;
      await setAside(reading.chat.id);
      return 0;
    }
  };
}

/** The chat is gone at the marketplace: there is nothing left to read. */
async function dropMark(chatId: string): Promise<void> {
  await db().chat.update({
    where: { id: chatId },
    data: { needsSync: false, syncDueAt: null, isBackfilled: true },
  });
}

/** A new mark counts the attempts anew, so a buyer who goes on writing does not wait for the longest pause. */
async function setAside(chatId: string): Promise<void> {
  const { syncAttempts } = await db().chat.update({
    where: { id: chatId },
    data: { needsSync: true, isBackfilled: true, syncAttempts: { increment: 1 } },
    select: { syncAttempts: true },
  });
  const pause = ASIDE_SECONDS[Math.min(syncAttempts, ASIDE_SECONDS.length) - 1] ?? 300;
  const syncDueAt = new Date(now().getTime() + pause * 1000);
  await db().chat.update({ where: { id: chatId }, data: { syncDueAt } });
}
