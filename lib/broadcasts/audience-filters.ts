import { Prisma } from "@/generated/prisma/client";
import type { AudienceFilters } from "../wire/audience";

interface Asked {
  readonly sellerId: string;
  readonly filters: AudienceFilters;
  readonly at: Date;
}

/**
 * SQL over `chats c` of one seller for who an audience is: everything that is given holds. Facts of orders and earlier
 * broadcasts are asked for as sets, so that Postgres hashes the seller's rows once instead of looking at each chat's.
 */
export function audienceWhere(asked: Asked): Prisma.Sql {
  const parts = [...ofTheChat(asked), ...ofItsOrder(asked), ...ofItsBuyer(asked)];
  return parts.length === 0 ? Prisma.sql`true` : Prisma.join(parts, " AND ");
}

/** A moment so many days before the one that is judged. */
function daysBefore(at: Date, days: number): Date {
  return new Date(at.getTime() - days * 86_400_000);
}

function ofTheChat({ filters, at }: Asked): Prisma.Sql[] {
  const parts: Prisma.Sql[] = [];
  const lastAt = Prisma.sql`coalesce(c.buyer_last_at, c.last_message_at)`;
  const { last_message_days_ago: atLeast, last_message_days_at_most: atMost } = filters;
  if (atLeast !== undefined) parts.push(Prisma.sql`${lastAt} <= ${daysBefore(at, atLeast)}::timestamptz`);
  if (atMost !== undefined) parts.push(Prisma.sql`${lastAt} >= ${daysBefore(at, atMost)}::timestamptz`);
  if (filters.unread_count !== undefined)
    parts.push(Prisma.sql`c.unread_count <= ${filters.unread_count}::int`);
  if (filters.status !== undefined) parts.push(Prisma.sql`c.status = ${filters.status}`);
  if (filters.tags !== undefined) parts.push(Prisma.sql`c.tags && ${filters.tags}::text[]`);
  if (filters.tags_none !== undefined) parts.push(Prisma.sql`NOT (c.tags && ${filters.tags_none}::text[])`);
  if (filters.languages !== undefined)
    parts.push(Prisma.sql`c.language = ANY (${filters.languages}::text[])`);
  return parts;
}

/**
 * What is asked of an order holds for one and the same posting of it: whoever sent a kettle back and kept a blanket is
 * not among those whose kettle was delivered.
 */
function ofItsOrder({ sellerId, filters, at }: Asked): Prisma.Sql[] {
  const parts: Prisma.Sql[] = [];
  const { order_stages: stages, offer_ids: offers, categories } = filters;
  if (stages !== undefined) parts.push(Prisma.sql`p.stage = ANY (${stages}::text[])`);
  if (filters.ordered_days_ago !== undefined)
    parts.push(Prisma.sql`p.ordered_at <= ${daysBefore(at, filters.ordered_days_ago)}::timestamptz`);
  if (filters.ordered_days_at_most !== undefined)
    parts.push(Prisma.sql`p.ordered_at >= ${daysBefore(at, filters.ordered_days_at_most)}::timestamptz`);
  if (offers !== undefined) parts.push(holdsOneOf(Prisma.sql`SELECT unnest(${offers}::text[])`));
  if (categories !== undefined)
    parts.push(
      holdsOneOf(Prisma.sql`SELECT d.offer_id FROM products d
        WHERE d.seller_id = ${sellerId}::uuid AND d.category = ANY (${categories}::text[])`),
    );
  if (parts.length === 0) return [];
  return [
    Prisma.sql`c.order_number IN (
      SELECT p.order_number FROM postings p WHERE p.seller_id = ${sellerId}::uuid AND ${Prisma.join(parts, " AND ")})`,
  ];
}

function holdsOneOf(offers: Prisma.Sql): Prisma.Sql {
  // As a truth to be told, not a join: the set is hashed once, not joined anew for each posting.
  return Prisma.sql`EXISTS (SELECT 1 FROM jsonb_array_elements(p.products) AS item
    WHERE (item ->> 'offer_id' IN (${offers})) IS TRUE)`;
}

function ofItsBuyer({ sellerId, filters }: Asked): Prisma.Sql[] {
  const parts: Prisma.Sql[] = [];
  if (filters.customer_type === "repeat") parts.push(isRepeat);
  if (filters.customer_type === "new") parts.push(Prisma.sql`NOT ${isRepeat}`);
  const got = wasWrittenTo(sellerId, Prisma.sql`r.status IN ('sending', 'sent', 'unconfirmed')`);
  const answered = wasWrittenTo(sellerId, Prisma.sql`r.replied_at IS NOT NULL`);
  if (filters.earlier_broadcast === "answered") parts.push(answered);
  if (filters.earlier_broadcast === "not_answered") parts.push(got, Prisma.sql`NOT ${answered}`);
  if (filters.earlier_broadcast === "none") parts.push(Prisma.sql`NOT ${got}`);
  return parts;
}

/** An earlier broadcast of this kind went to the chat, or to another one of the same buyer. */
function wasWrittenTo(sellerId: string, how: Prisma.Sql): Prisma.Sql {
  const found = (isIt: Prisma.Sql) => Prisma.sql`EXISTS (SELECT 1 FROM broadcast_recipients r
    WHERE r.seller_id = ${sellerId}::uuid AND r.sent_at IS NOT NULL AND ${how} AND ${isIt})`;
  return Prisma.sql`(${found(Prisma.sql`r.chat_id = c.id`)}
    OR (c.buyer_key IS NOT NULL AND ${found(Prisma.sql`r.buyer_key = c.buyer_key`)}))`;
}

const isRepeat = Prisma.sql`(coalesce(c.order_number IN (SELECT o.order_number FROM repeat_orders o), false)
  OR coalesce(c.buyer_key IN (SELECT b.buyer_key FROM repeat_buyers b), false))`;

/**
 * CTEs that `audienceWhere` asks, each with a comma behind it. Repeat buyers have two orders or more: among their chats,
 * or of the account that placed one of them (postings name it by an id of their own); where no order is known at all,
 * two chats or more. Most buyers have one chat, which tells it by its own order: only the others are gathered. Two
 * different values are told by the least and the greatest, which needs no sorting, and bytes compare faster than letters.
 */
export function audienceSets({ sellerId, filters }: Asked): Prisma.Sql {
  if (filters.customer_type === undefined) return Prisma.empty;
  // indexes postings_orders_of_accounts, chats_by_buyer_key; sets of their own, or each parallel worker would make them
  return Prisma.sql`
    repeat_orders AS MATERIALIZED (
      SELECT p.order_number FROM postings p WHERE p.seller_id = ${sellerId}::uuid AND p.buyer_key IN (
        SELECT b.buyer_key FROM postings b WHERE b.seller_id = ${sellerId}::uuid AND b.buyer_key IS NOT NULL
         GROUP BY b.buyer_key HAVING min(b.order_number COLLATE "C") <> max(b.order_number COLLATE "C"))),
    repeat_buyers AS MATERIALIZED (
      SELECT own.buyer_key FROM chats own
       WHERE own.seller_id = ${sellerId}::uuid AND own.buyer_key IN (
         SELECT n.buyer_key FROM chats n WHERE n.seller_id = ${sellerId}::uuid AND n.buyer_key IS NOT NULL
          GROUP BY n.buyer_key HAVING count(*) > 1)
       GROUP BY own.buyer_key
      HAVING min(own.order_number COLLATE "C") <> max(own.order_number COLLATE "C")
          OR max(own.order_number COLLATE "C") IS NULL
          OR bool_or(coalesce(own.order_number IN (SELECT o.order_number FROM repeat_orders o), false))),`;
}
