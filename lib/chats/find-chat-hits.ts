import { Prisma } from "@/generated/prisma/client";
import { isVisible, type VisibleSellers } from "../access/scope";
import { db } from "../db/client";
import { isUuid } from "../db/uuid";
import type { SearchHit } from "../wire/search";
import { type ChatForWire, toWireChat } from "./model";
import { chatColumns } from "./read";
import { beginsWith } from "./search";
import { snippetOfBeginning } from "./snippet";

/** What can be the beginning of an order's or posting's number: digits and dashes, long enough to mean one. */
const NUMBER = /^\d[\d-]{3,}$/;

/** A posting's number is its order's with a part of its own behind (Ozon: 49238471-0124-1 of order 49238471-0124). */
const POSTING = /^(\d+-\d+)-\d+$/;

/**
 * Chats by the beginning of their order's or posting's number or their buyer's name, newest first.
 * Indexes chats_by_order, chats_by_posting, chats_by_buyer.
 */
export async function findChatHits(input: {
  scope: VisibleSellers;
  filters: { q: string; seller_id?: string | undefined };
  limit: number;
}): Promise<SearchHit[]> {
  const { scope, filters, limit } = input;
  if (filters.seller_id !== undefined && !isUuid(filters.seller_id)) return [];
  const isOfSeller =
    filters.seller_id === undefined ? Prisma.empty : Prisma.sql`AND c.seller_id = ${filters.seller_id}::uuid`;
  const rows = await db().$queryRaw<ChatForWire[]>`
    SELECT ${chatColumns} FROM chats c
     WHERE (${Prisma.join(waysTo(filters.q), " OR ")}) AND ${isVisible(scope, Prisma.sql`c.seller_id`)} ${isOfSeller}
     ORDER BY c.last_message_at DESC NULLS LAST, c.id DESC LIMIT ${limit}`;
  return rows.map((row) => ({
    chat: toWireChat(row),
    message_id: null,
    at: (row.lastMessageAt ?? row.createdAt).toISOString(),
    author_name: null,
    direction: null,
    snippet: snippetOf(row, filters.q),
  }));
}

function waysTo(query: string): Prisma.Sql[] {
  const start = beginsWith(query);
  const byName = Prisma.sql`lower(c.buyer_name) LIKE lower(${start})`;
  if (!NUMBER.test(query)) {
    return [Prisma.sql`c.order_number = ${query}`, Prisma.sql`c.posting_number = ${query}`, byName];
  }
  const order = POSTING.exec(query)?.[1];
  return [
    Prisma.sql`c.order_number LIKE ${start}`,
    Prisma.sql`c.posting_number LIKE ${start}`,
    // The order's chat, when it is not known to speak of another of its postings.
    ...(order === undefined ? [] : [Prisma.sql`(c.order_number = ${order} AND c.posting_number IS NULL)`]),
    byName,
  ];
}

/** The field that was met, with the part that was looked for marked. */
function snippetOf(row: ChatForWire, query: string): SearchHit["snippet"] {
  const sought = query.toLowerCase();
  const met = [row.postingNumber, row.orderNumber, row.buyerName].find(
    (field) => field?.toLowerCase().startsWith(sought) === true,
  );
  if (typeof met === "string") return snippetOfBeginning(met, query.length);
  // Found through the order that the posting belongs to.
  return snippetOfBeginning(row.orderNumber ?? "", row.orderNumber?.length ?? 0);
}
