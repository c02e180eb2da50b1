import { z } from "zod";
import { Prisma } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { isVisible, listVisibleSellerIds, type VisibleSellers, visibleSellers } from "../access/scope";
import { db } from "../db/client";
import { cursorPart, decodeCursor, encodeCursor } from "../db/page";
import { isUuid } from "../db/uuid";
import type { SearchHit } from "../wire/search";
import { findChatHits } from "./find-chat-hits";
import { type ChatForWire, toWireChat } from "./model";
import { chatColumns } from "./read";
import { isRare, type Reader, WALK_MS, wordsOf } from "./search";
import { plainText, SNIPPET_OPTIONS, toSnippet } from "./snippet";
import { tryWithin } from "./try-within";

export interface SearchFilters {
  readonly q: string;
  readonly seller_id?: string | undefined;
  readonly operator_id?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly has_files?: boolean | undefined;
}

const hitPlace = z.strictObject({ at: cursorPart.at, seq: cursorPart.seq });
type HitPlace = z.infer<typeof hitPlace>;

/** Before the newest message: a first page that chats have filled goes on here. */
const TOP: HitPlace = { at: "9999-12-31T00:00:00.000Z", seq: "9223372036854775807" };

/** As many chats at most stand before the messages: beyond, a longer number or name says more. */
const CHAT_HITS = 20;

/** Up to so many sellers are walked one by one, each in its own order; more are walked together. */
const SELLERS_APART = 20;

/**
 * Messages that hold the words of `q` (Russian word forms), newest first; before them on the first page the chats whose
 * order or posting number or buyer's name begins with it, unless a filter speaks of messages alone. Only of the actor's
 * sellers, nothing that was taken back. Throws `invalid_cursor`.
 */
export async function searchMessages(input: {
  actor: Actor;
  filters: SearchFilters;
  limit: number;
  cursor?: string | undefined;
}): Promise<{ items: SearchHit[]; next_cursor: string | null }> {
  const { actor, filters, limit } = input;
  const after = input.cursor === undefined ? null : decodeCursor(hitPlace, input.cursor);
  const scope = visibleSellers(actor);
  const isOfMessages =
    (filters.operator_id ?? filters.from ?? filters.to) !== undefined || filters.has_files === true;
  const chats =
    after !== null || isOfMessages
      ? []
      : await findChatHits({ scope, filters, limit: Math.min(CHAT_HITS, limit) });
  const room = limit - chats.length;
  const found = await findMessages({ scope, filters, after: after ?? TOP, limit: room + 1 });
  const page = found.slice(0, room);
  const last = page.at(-1);
  const place = last === undefined ? TOP : { at: last.createdAt.toISOString(), seq: last.seq.toString() };
  return {
    items: [...chats, ...(await toHits(page, filters.q))],
    next_cursor: found.length > room ? encodeCursor(place) : null,
  };
}

interface FoundMessage {
  readonly id: string;
  readonly createdAt: Date;
  readonly seq: bigint;
}

interface Search {
  readonly scope: VisibleSellers;
  readonly filters: SearchFilters;
  readonly after: HitPlace;
  readonly limit: number;
}

/**
 * Rare words are looked up in the word index. Common ones would collect a fifth of all messages there, so messages are
 * walked newest first; where that finds too little in time, the word index is asked after all.
 */
async function findMessages(search: Search): Promise<FoundMessage[]> {
  const { seller_id: sellerId } = search.filters;
  if (sellerId !== undefined && !isUuid(sellerId)) return [];
  if (!(await isRare(search.filters.q))) {
    const sellerIds = await sellersApart(search);
    const found = await tryWithin(WALK_MS, (sql) => walk(sql, search, sellerIds));
    if (found !== null) return found;
  }
  return lookUp(search);
}

/** The sellers whose messages are walked one by one; null: all messages together. */
async function sellersApart({ scope, filters }: Search): Promise<string[] | null> {
  // One person's messages have an index of their own.
  if (filters.operator_id !== undefined) return null;
  if (filters.seller_id === undefined && scope.userId === null) return null;
  const visible = [...(await listVisibleSellerIds(scope))];
  const asked = visible.filter((id) => filters.seller_id === undefined || id === filters.seller_id);
  return asked.length > SELLERS_APART ? null : asked;
}

/** Indexes messages_of_seller_by_time, messages_of_operator, messages_by_time; 1-40 ms at 1M messages. */
async function walk(
  sql: Reader,
  search: Search,
  sellerIds: readonly string[] | null,
): Promise<FoundMessage[]> {
  // The word index answers through bitmaps alone: without them the planner cannot fall back on it here.
  await sql.$queryRaw`SELECT set_config('enable_bitmapscan', 'off', true)`;
  const { limit } = search;
  if (sellerIds === null) {
    return sql.$queryRaw<FoundMessage[]>`
      SELECT m.id, m.created_at AS "createdAt", m.seq FROM messages m WHERE ${matches(search)}
       ORDER BY m.created_at DESC, m.seq DESC LIMIT ${limit}`;
  }
  return sql.$queryRaw<FoundMessage[]>`
    SELECT found.id, found.created_at AS "createdAt", found.seq
      FROM unnest(${sellerIds}::uuid[]) AS shop (id)
     CROSS JOIN LATERAL (
       SELECT m.id, m.created_at, m.seq FROM messages m WHERE m.seller_id = shop.id AND ${matches(search)}
        ORDER BY m.created_at DESC, m.seq DESC LIMIT ${limit}) found
     ORDER BY found.created_at DESC, found.seq DESC LIMIT ${limit}`;
}

/**
 * Index messages_search; 1-30 ms for up to 3,000 matches at 1M messages. Materialized: no walk in disguise, and whose
 * messages they are is asked of what was found (the planner would collect all messages of all sellers instead).
 */
async function lookUp(search: Search): Promise<FoundMessage[]> {
  return db().$queryRaw<FoundMessage[]>`
    WITH found AS MATERIALIZED (
      SELECT m.id, m.seller_id, m.created_at, m.seq FROM messages m WHERE ${isAskedFor(search)})
    SELECT m.id, m.created_at AS "createdAt", m.seq FROM found m WHERE ${isVisible(search.scope, Prisma.sql`m.seller_id`)}
     ORDER BY m.created_at DESC, m.seq DESC LIMIT ${search.limit}`;
}

/** SQL over `messages m` for what was asked, of the actor's sellers. */
function matches(search: Search): Prisma.Sql {
  return Prisma.sql`${isAskedFor(search)} AND ${isVisible(search.scope, Prisma.sql`m.seller_id`)}`;
}

/** The same whoever's they are. The place in the list is included. */
function isAskedFor({ filters, after }: Search): Prisma.Sql {
  const at = new Date(after.at);
  const parts = [
    Prisma.sql`m.search @@ ${wordsOf(filters.q)} AND m.status <> 'cancelled'`,
    Prisma.sql`m.created_at <= ${at}::timestamptz
      AND (m.created_at < ${at}::timestamptz OR m.seq < ${after.seq}::bigint)`,
  ];
  if (filters.seller_id !== undefined) parts.push(Prisma.sql`m.seller_id = ${filters.seller_id}::uuid`);
  if (filters.operator_id !== undefined)
    parts.push(Prisma.sql`m.author_type = 'operator' AND m.author_id = ${filters.operator_id}`);
  if (filters.from !== undefined)
    parts.push(Prisma.sql`m.created_at >= ${new Date(filters.from)}::timestamptz`);
  if (filters.to !== undefined) parts.push(Prisma.sql`m.created_at < ${new Date(filters.to)}::timestamptz`);
  if (filters.has_files !== undefined) {
    // A scalar subquery: probed for each message, never turned into a pass over all files.
    const one = Prisma.sql`(SELECT true FROM attachments a WHERE a.message_id = m.id LIMIT 1)`;
    parts.push(filters.has_files ? one : Prisma.sql`${one} IS NULL`);
  }
  return Prisma.join(parts, " AND ");
}

type HitRow = ChatForWire & {
  messageId: string;
  at: Date;
  authorName: string | null;
  direction: string;
  headline: string;
};

/** Words are marked in the page's messages alone: that is slower than finding them. */
async function toHits(found: readonly FoundMessage[], query: string): Promise<SearchHit[]> {
  if (found.length === 0) return [];
  const rows = await db().$queryRaw<HitRow[]>`
    SELECT m.id AS "messageId", m.created_at AS at, m.author_name AS "authorName", m.direction,
           ts_headline('russian', ${plainText(Prisma.sql`left(m.text, 100000)`)}, ${wordsOf(query)},
                       ${SNIPPET_OPTIONS}) AS headline,
           ${chatColumns}
      FROM messages m JOIN chats c ON c.id = m.chat_id WHERE m.id = ANY (${found.map((row) => row.id)}::uuid[])`;
  const byId = new Map(rows.map((row) => [row.messageId, row]));
  return found.flatMap(({ id }) => {
    const row = byId.get(id);
    if (row === undefined) return []; // removed between the two readings
    return [
      {
        chat: toWireChat(row),
        message_id: id,
        at: row.at.toISOString(),
        author_name: row.authorName,
        direction: row.direction === "outbound" ? "outbound" : "inbound",
        snippet: toSnippet(row.headline),
      },
    ];
  });
}
