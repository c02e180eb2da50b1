import { z } from "zod";
import type { Cursor } from "../cursor";
import type { ChangePage, ChatSnapshot, FindKnownChats, IncomingMessage, KnownChat } from "../ports";
import type { OzonClient } from "./client";
import { UPDATES_INTERVAL_MS } from "./limits";
import { findChatsV1, listPageV1 } from "./list-v1";
import { compareIds, type NoteUnknown, toMessageFromUpdate } from "./map";
import { paths } from "./paths";
import { readItems } from "./read-items";
import { updatesV1, updateV1 } from "./schemas";

/*
 * The documents' feed: `/v1/chat/updates`, once a minute, at most 100 messages, ordered by a time that is neither
 * unique nor final. So the feed is only a hint. Every message of it that was not handed on before names a chat
 * whose history is read (which alone has attachments and authors); and when the feed cannot be complete (a full
 * page: asking for the next one would cost a minute), the list of chats is walked and compared instead.
 */

const UPDATES_PAGE_SIZE = 100; // the documents' maximum
const OVERLAP_MS = 120_000; // messages may become visible with a time older than the cursor
const FIRST_LOOK_BACK_MS = 600_000; // our clock may be ahead of theirs
const NEARLY_DUE_MS = 5_000; // polls jitter around a minute: rather wait for the permit than skip every other poll
const MAX_SEEN = 2_000;
const MAX_WALK_PAGES = 5_000;

const cursorSchema = z.object({
  /** The newest message time seen; the feed is asked from OVERLAP_MS before it. */
  since: z.coerce.date(),
  lastAskedAt: z.coerce.date().nullable(),
  /** `chat/message` ids inside the overlap that were handed on with an earlier, committed page. */
  seen: z.array(z.string()),
  /** A walk over the list is owed: the feed was cut, and the walk has not come to its end. */
  isWalkOwed: z.boolean(),
});
type FeedCursor = z.output<typeof cursorSchema>;

interface Input {
  readonly cursor: Cursor | null;
  readonly findKnownChats: FindKnownChats;
  readonly deep: boolean;
}

/** Pages of what is new; nothing when the feed was asked less than a minute ago. See `ChatPort.changes`. */
export async function* changesV1(
  client: OzonClient,
  note: NoteUnknown,
  input: Input,
): AsyncGenerator<ChangePage> {
  const parsed = cursorSchema.safeParse(input.cursor);
  let cursor: FeedCursor = parsed.success ? parsed.data : firstCursor(client.now());
  if (isDue(cursor, client.now())) {
    const { page, next } = await readFeed(client, note, { cursor, findKnownChats: input.findKnownChats });
    cursor = next;
    yield page;
  }
  if (input.deep || cursor.isWalkOwed) yield* walkList(client, input, cursor);
}

function firstCursor(now: Date): FeedCursor {
  const since = new Date(now.getTime() - FIRST_LOOK_BACK_MS + OVERLAP_MS);
  return { since, lastAskedAt: null, seen: [], isWalkOwed: false };
}

function isDue(cursor: FeedCursor, now: Date): boolean {
  if (cursor.lastAskedAt === null) return true;
  return now.getTime() - cursor.lastAskedAt.getTime() >= UPDATES_INTERVAL_MS - NEARLY_DUE_MS;
}

async function readFeed(
  client: OzonClient,
  note: NoteUnknown,
  about: { cursor: FeedCursor; findKnownChats: FindKnownChats },
): Promise<{ page: ChangePage; next: FeedCursor }> {
  const { cursor } = about;
  const { body, answeredAt } = await client.post({
    path: paths.v1.updates,
    body: { since_timestamp: floorOf(cursor).toISOString(), limit: UPDATES_PAGE_SIZE },
    schema: updatesV1,
    isRepeatable: true,
    tries: 1, // a second try would hold the poll for a minute
  });
  const { items, unreadable } = readItems(body.updates, updateV1, "updates");
  const messages = items.map((item) => toMessageFromUpdate(item, note));
  const isCut = body.has_next === true || body.updates.length >= UPDATES_PAGE_SIZE || unreadable.length > 0;
  const next = advance(cursor, { messages, isCut, now: client.now(), answeredAt });
  const seen = new Set(cursor.seen);
  const fresh = messages.filter((message) => !seen.has(keyOf(message)));
  const chatIds = [...new Set(fresh.map((message) => message.chatExternalId))];
  const known = chatIds.length === 0 ? new Map<string, KnownChat>() : await about.findKnownChats(chatIds);
  const unknownIds = chatIds.filter((id) => !known.has(id));
  const chats = unknownIds.length === 0 ? [] : await findChatsV1(client, unknownIds);
  // A line without words of the seller's own is a file, and which one only the history tells.
  const late = fresh.filter(
    (message) =>
      isMaybeLate(message, known.get(message.chatExternalId)) &&
      !(message.author.type === "seller" && message.text === ""),
  );
  const others = new Set(
    fresh.filter(({ author }) => author.type !== "seller").map((message) => message.chatExternalId),
  );
  const ownOnly = chatIds.filter((id) => known.has(id) && !others.has(id));
  const page = { chats, messages: late, chatsToRead: chatIds, ownOnly, cursor: toJson(next), unreadable };
  return { page, next };
}

/**
 * A message not newer than what we have of its chat: either known, or become visible late, and then a history read
 * forward from our newest message passes it by. The feed's own copy is handed on as well.
 */
function isMaybeLate(message: IncomingMessage, known: KnownChat | undefined): boolean {
  if (known === undefined) return false;
  if (known.lastMessageAt !== null && message.createdAt <= known.lastMessageAt) return true;
  return known.announcedExternalId !== null && compareIds(message.externalId, known.announcedExternalId) < 0;
}

function advance(
  cursor: FeedCursor,
  feed: { messages: readonly IncomingMessage[]; isCut: boolean; now: Date; answeredAt: Date },
): FeedCursor {
  // A message dated in the future must not carry the cursor past the present.
  const times = feed.messages.map(({ createdAt }) =>
    Math.min(createdAt.getTime(), feed.answeredAt.getTime()),
  );
  const newestMs = Math.max(cursor.since.getTime(), ...times);
  const isWalkOwed = cursor.isWalkOwed || feed.isCut;
  // Owed a walk, the time stands still: it moves when the walk has seen everything up to it.
  const since = isWalkOwed ? cursor.since : new Date(newestMs);
  const floor = since.getTime() - OVERLAP_MS;
  const inOverlap = feed.messages.filter((message) => message.createdAt.getTime() >= floor).map(keyOf);
  const kept = isWalkOwed ? [...cursor.seen, ...inOverlap] : inOverlap;
  return { since, lastAskedAt: feed.now, seen: [...new Set(kept)].slice(-MAX_SEEN), isWalkOwed };
}

function keyOf(message: IncomingMessage): string {
  return `${message.chatExternalId}/${message.externalId}`;
}

function floorOf(cursor: FeedCursor): Date {
  return new Date(cursor.since.getTime() - OVERLAP_MS);
}

/** Every chat of the list, those that moved to be read; the feed's time moves on with the last page. */
async function* walkList(client: OzonClient, input: Input, cursor: FeedCursor): AsyncGenerator<ChangePage> {
  let startedAt: Date | null = null;
  let offset: number | null = 0;
  const seenChats = new Set<string>();
  for (let pages = 0; offset !== null && pages < MAX_WALK_PAGES; pages++) {
    const page = await listPageV1(client, { offset });
    startedAt ??= page.answeredAt;
    const sizeBefore = seenChats.size;
    for (const chat of page.chats) seenChats.add(chat.externalId);
    const hasNewChats = seenChats.size > sizeBefore;
    offset = hasNewChats ? page.nextOffset : null;
    const chatsToRead = await findMoved(page.chats, {
      input,
      floor: floorOf(cursor),
      isOwed: cursor.isWalkOwed,
    });
    const next = offset === null ? afterWalk(cursor, startedAt) : cursor;
    yield { chats: page.chats, messages: [], chatsToRead, cursor: toJson(next), unreadable: page.unreadable };
  }
}

/**
 * What was visible when an owed walk began is now in the chats to read, so the feed need not show it again. The
 * time is the marketplace's own clock, so that a wrong clock here skips nothing. Without this step a burst of more
 * than a page with one timestamp would fill the feed for ever.
 */
function afterWalk(cursor: FeedCursor, startedAt: Date): FeedCursor {
  if (!cursor.isWalkOwed) return cursor;
  return { ...cursor, since: startedAt > cursor.since ? startedAt : cursor.since, isWalkOwed: false };
}

async function findMoved(
  chats: readonly ChatSnapshot[],
  walk: { input: Input; floor: Date; isOwed: boolean },
): Promise<string[]> {
  if (chats.length === 0) return [];
  const known = await walk.input.findKnownChats(chats.map((chat) => chat.externalId));
  return chats
    .filter((chat) => hasMoved(chat, known.get(chat.externalId), walk))
    .map((chat) => chat.externalId);
}

function hasMoved(
  chat: ChatSnapshot,
  known: KnownChat | undefined,
  walk: { input: Input; floor: Date; isOwed: boolean },
): boolean {
  const at = chat.lastMessageAt;
  const isRecent = at === null || at >= walk.floor;
  // An unknown chat with nothing recent in it belongs to the backfill, except that a deep walk repairs that too.
  if (known === undefined) return isRecent || walk.input.deep;
  if (walk.isOwed && isRecent) return true; // several messages may share the one time the list shows
  if (at !== null && (known.lastMessageAt === null || at.getTime() !== known.lastMessageAt.getTime()))
    return true;
  return chat.unreadCount !== null && chat.unreadCount > known.unreadCount;
}

function toJson(cursor: FeedCursor): Cursor {
  return {
    since: cursor.since.toISOString(),
    lastAskedAt: cursor.lastAskedAt?.toISOString() ?? null,
    seen: cursor.seen,
    isWalkOwed: cursor.isWalkOwed,
  };
}
