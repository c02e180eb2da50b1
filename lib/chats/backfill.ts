import type { Prisma } from "@/generated/prisma/client";
import { db } from "../db/client";
import { inTransaction } from "../db/transaction";
import { MarketplaceError } from "../marketplaces/errors";
import type { Marketplace } from "../marketplaces/ports";
import { appendEvents } from "../realtime/append-event";
import { connectSeller } from "../sellers/connect-seller";
import { upsertChats } from "./ingest";
import { createPatientReader } from "./read-marked";
import { announceSeller } from "./sync";
import { keepUnreadable } from "./unreadable";

/** A backfill works this long at a go, then stands in line again behind other sellers', in milliseconds. */
const SLICE_MS = 20_000;
/** The desk hears of progress at most this often, in milliseconds. */
const PROGRESS_EVERY_MS = 2_000;
const CHATS_A_BATCH = 20;

/**
 * Takes in a new seller's past: first the list of all chats, then each history, recent chats first. Where it stands is
 * in the rows (list cursor with its chats; `is_backfilled` and each chat's own cursor), so it goes on after any death.
 * Works one slice of time; answers whether there is more. Throws MarketplaceError.
 */
export async function backfillSeller(sellerId: string): Promise<"more" | "done"> {
  const until = Date.now() + SLICE_MS;
  const marketplace = await connectSeller({ sellerId, lane: "backfill" });
  const state = await db().syncState.findUniqueOrThrow({ where: { sellerId } });
  if (state.backfillPhase === "done") return "done";
  if (state.backfillPhase === "listing" && !(await listAllChats(sellerId, marketplace, until))) return "more";
  return readAllHistories(sellerId, marketplace, until);
}

/** Walks the list of chats. Answers whether its end was reached. */
async function listAllChats(sellerId: string, marketplace: Marketplace, until: number): Promise<boolean> {
  const state = await db().syncState.findUniqueOrThrow({ where: { sellerId } });
  let cursor = state.backfillCursor as Record<string, unknown> | null; // the adapter's own shape; it checks it
  const seen = new Set([JSON.stringify(cursor)]);
  for (;;) {
    const page = await listOrStartOver(marketplace, cursor);
    // A cursor that comes back a second time would walk in a circle for ever: what it can show has been shown.
    const isEnd = page.nextCursor === null || seen.has(JSON.stringify(page.nextCursor));
    // no audit: what the marketplace shows is nobody's act here.
    await inTransaction(async (tx) => {
      const toRead = new Set(page.chats.map((chat) => chat.externalId));
      await upsertChats(tx, { sellerId, chats: page.chats, toRead, dueAt: null });
      await keepUnreadable(tx, { sellerId, items: page.unreadable });
      const total = await tx.sql.chat.count({ where: { sellerId } });
      await tx.sql.syncState.update({
        where: { sellerId },
        data: {
          // What the marketplace's list holds is the adapter's JSON.
          backfillCursor: isEnd ? undefined : (page.nextCursor as Prisma.InputJsonObject),
          backfillPhase: isEnd ? "reading" : "listing",
          backfillTotal: Math.max(page.total ?? 0, total),
        },
      });
      await appendEvents(tx, [{ name: "seller.updated", sellerId, subjectId: sellerId }]);
    });
    if (isEnd) return true;
    if (Date.now() >= until) return false;
    cursor = page.nextCursor;
    seen.add(JSON.stringify(cursor));
  }
}

async function listOrStartOver(marketplace: Marketplace, cursor: Record<string, unknown> | null) {
  try {
    return await marketplace.chats.listChats({ cursor });
  } catch (error) {
    const isRefused = error instanceof MarketplaceError && error.kind === "cursor_refused" && cursor !== null;
    if (!isRefused) throw error;
    return marketplace.chats.listChats({ cursor: null });
  }
}

async function readAllHistories(
  sellerId: string,
  marketplace: Marketplace,
  until: number,
): Promise<"more" | "done"> {
  const read = createPatientReader();
  let announcedAt = 0;
  for (;;) {
    // index chats_to_sync
    const chats = await db().chat.findMany({
      where: { sellerId, needsSync: true, isBackfilled: false },
      orderBy: { lastMessageAt: { sort: "desc", nulls: "last" } },
      take: CHATS_A_BATCH,
      select: { id: true, externalId: true, syncedExternalId: true },
    });
    if (chats.length === 0) return finish(sellerId);
    for (const chat of chats) {
      await read({ sellerId, marketplace, chat, loudness: "backfill", overlapMs: 0 });
      if (Date.now() >= until) {
        await announceSeller(sellerId);
        return "more";
      }
      if (Date.now() - announcedAt >= PROGRESS_EVERY_MS) {
        announcedAt = Date.now();
        await announceSeller(sellerId);
      }
    }
  }
}

async function finish(sellerId: string): Promise<"done"> {
  // no audit: how far a backfill came is its bookkeeping.
  await inTransaction(async (tx) => {
    const total = await tx.sql.chat.count({ where: { sellerId } });
    await tx.sql.syncState.update({
      where: { sellerId },
      data: { backfillPhase: "done", backfillTotal: total },
    });
    await appendEvents(tx, [{ name: "seller.updated", sellerId, subjectId: sellerId }]);
  });
  return "done";
}
