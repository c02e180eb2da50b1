import { z } from "zod";
import type { Cursor } from "../cursor";
import { MarketplaceError } from "../errors";
import type { ChangePage, ChatSnapshot, FindKnownChats } from "../ports";
import type { OzonClient } from "./client";
import { type ListPageV3, listPageV3 } from "./list-v3";
import { compareIds } from "./map";

/*
 * Production has no feed. What is new shows in the list, newest message first: a chat whose `last_message_id` is
 * not the one we know has moved. Everything a walk needs to remember stands in its cursor.
 */

const cursorSchema = z.object({
  /** The last walk ended by itself. One cut short had committed the top of the list, so that the unchanged top
   * proves nothing about the rest: the next walk goes to the bottom. */
  isWalkDone: z.boolean(),
  /** The newest message when we first looked, and when that was: chats older than both belong to the backfill. */
  firstSeenId: z.string().nullable(),
  firstAskedAt: z.coerce.date(),
});
type WalkCursor = z.output<typeof cursorSchema>;

interface Walk {
  readonly isToBottom: boolean;
  readonly findKnownChats: FindKnownChats;
  readonly since: WalkCursor;
  readonly deep: boolean;
}

/** Pages of chats that moved; see `ChatPort.changes`. Throws `cursor_refused` when a walk cannot get past a page twice. */
export async function* changesV3(
  client: OzonClient,
  input: { cursor: Cursor | null; findKnownChats: FindKnownChats; deep: boolean },
): AsyncGenerator<ChangePage> {
  const before = cursorSchema.safeParse(input.cursor);
  let walk: Walk | null = null;
  let hasStartedOver = false;
  let unchangedPages = 0;
  let token: string | null = "";
  const seenTokens = new Set<string>([token]);
  while (token !== null) {
    const page: ListPageV3 | "refused" = await listOrRefused(client, token);
    if (page === "refused") {
      if (hasStartedOver)
        throw new MarketplaceError({ kind: "cursor_refused", effect: "none", method: "/v3/chat/list" });
      hasStartedOver = true;
      unchangedPages = 0;
      seenTokens.clear();
      token = "";
      continue;
    }
    walk ??= startWalk(input, before.success ? before.data : null, { page, now: client.now() });
    const chatsToRead = await findMoved(page.chats, walk);
    unchangedPages = chatsToRead.length > 0 ? 0 : unchangedPages + 1;
    // Begun anew, the top is unchanged because this very walk has taken it in.
    const isEnough = !walk.isToBottom && !hasStartedOver && isSafeToStop(page, unchangedPages);
    const isCircle = page.nextToken !== null && seenTokens.has(page.nextToken);
    const next: string | null = isEnough || isCircle ? null : page.nextToken;
    if (next !== null) seenTokens.add(next);
    const cursor = {
      ...walk.since,
      firstAskedAt: walk.since.firstAskedAt.toISOString(),
      // A circle showed nothing of what lies behind it: the next walk looks there.
      isWalkDone: next === null && !isCircle,
    };
    yield { chats: page.chats, messages: [], chatsToRead, cursor, unreadable: page.unreadable };
    token = next;
  }
}

async function listOrRefused(client: OzonClient, cursor: string): Promise<ListPageV3 | "refused"> {
  try {
    return await listPageV3(client, { cursor });
  } catch (error) {
    if (error instanceof MarketplaceError && error.kind === "cursor_refused") return "refused";
    throw error;
  }
}

function startWalk(
  input: { findKnownChats: FindKnownChats; deep: boolean },
  before: WalkCursor | null,
  top: { page: ListPageV3; now: Date },
): Walk {
  const newestId = top.page.chats
    .flatMap((chat) => chat.lastMessageExternalId ?? [])
    .sort(compareIds)
    .at(-1);
  const since = before ?? { isWalkDone: true, firstSeenId: newestId ?? null, firstAskedAt: top.now };
  const isToBottom = input.deep || !since.isWalkDone;
  return { isToBottom, since, findKnownChats: input.findKnownChats, deep: input.deep };
}

/**
 * The order (newest message over all kinds of chats) is observed, not documented, and Ozon's own mailings can fill
 * pages: one unchanged page with a buyer's chat on it is proof enough, one without wants a second.
 */
function isSafeToStop(page: ListPageV3, unchangedPages: number): boolean {
  const hasBuyer = page.chats.some((chat) => chat.kind === "buyer");
  return unchangedPages >= (hasBuyer ? 1 : 2);
}

async function findMoved(chats: readonly ChatSnapshot[], walk: Walk): Promise<string[]> {
  if (chats.length === 0) return [];
  const known = await walk.findKnownChats(chats.map((chat) => chat.externalId));
  return chats
    .filter((chat) => {
      if (chat.lastMessageExternalId === null) return false; // nothing was ever written in it
      const ours = known.get(chat.externalId);
      if (ours !== undefined) return ours.announcedExternalId !== chat.lastMessageExternalId;
      return walk.deep || !isFromBefore(chat, walk.since);
    })
    .map((chat) => chat.externalId);
}

/** An unknown chat that was there, with this very message, before the first poll: the backfill brings it. */
function isFromBefore(chat: ChatSnapshot, since: WalkCursor): boolean {
  if (chat.createdAt === null || chat.lastMessageExternalId === null || since.firstSeenId === null)
    return false;
  return (
    chat.createdAt < since.firstAskedAt && compareIds(chat.lastMessageExternalId, since.firstSeenId) <= 0
  );
}
