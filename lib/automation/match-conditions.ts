import { Prisma } from "@/generated/prisma/client";
import { isUuid } from "../db/uuid";
import type { RuleConditions } from "../wire/automation";

/**
 * SQL that holds when all conditions do, over `chats c`, its `seller_service service` (left joined), at the instant
 * `at`. `wordsHold` gets the test of a message `said` and says over which messages it is asked.
 */
export function conditionsToSql(
  conditions: RuleConditions,
  { at, wordsHold }: { at: Prisma.Sql; wordsHold: (test: Prisma.Sql) => Prisma.Sql },
): Prisma.Sql {
  const parts: Prisma.Sql[] = [Prisma.sql`true`];
  const { words, seller_ids, order_states, hours, has_tag, lacks_tag, is_assigned } = conditions;
  if (seller_ids !== undefined)
    parts.push(Prisma.sql`c.seller_id = ANY (${seller_ids.filter(isUuid)}::uuid[])`);
  if (has_tag !== undefined) parts.push(hasTag(has_tag));
  if (lacks_tag !== undefined) parts.push(Prisma.sql`NOT ${hasTag(lacks_tag)}`);
  if (is_assigned !== undefined) {
    parts.push(is_assigned ? Prisma.sql`c.assignee_id IS NOT NULL` : Prisma.sql`c.assignee_id IS NULL`);
  }
  if (hours !== undefined) {
    const isOpen = isBusinessTime(at);
    parts.push(hours === "inside" ? isOpen : Prisma.sql`NOT ${isOpen}`);
  }
  if (order_states !== undefined) parts.push(Prisma.sql`${orderState} = ANY (${order_states}::text[])`);
  if (words !== undefined) parts.push(wordsHold(wordsToSql(words)));
  return Prisma.join(parts, " AND ");
}

/** Whether somebody works for the chat's seller at that instant; a seller without a row of its own is always open. */
export function isBusinessTime(at: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`is_business_time(${at}, coalesce(service.time_zone, 'Europe/Moscow'), service.hours, service.holidays)`;
}

function hasTag(tag: string): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT 1 FROM unnest(c.tags) AS tag (name) WHERE lower(tag.name) = lower(${tag}))`;
}

/** How much of a message rules read: nobody says what it is about in the hundredth line. */
const READ_CHARS = 20_000;

/**
 * Any of the words in any form, phrases word by word, "ё" as "е". Not `messages.search`: that one leaves small words
 * out, and "не пришёл" would be found in "пришёл". Signs that are no words ("?", an emoji) stand in the text as such.
 */
function wordsToSql(given: readonly string[]): Prisma.Sql {
  const words = given.filter((word) => /[\p{L}\p{N}]/u.test(word));
  const signs = given.filter((word) => !words.includes(word));
  const tests = signs.map((sign) => Prisma.sql`position(${sign} IN said.text) > 0`);
  if (words.length > 0) {
    const queries = words.map(
      (word) => Prisma.sql`phraseto_tsquery('every_word', translate(${word}, 'ёЁ', 'еЕ'))`,
    );
    const text = Prisma.sql`translate(left(said.text, ${READ_CHARS}::int), 'ёЁ', 'еЕ')`;
    tests.push(Prisma.sql`to_tsvector('every_word', ${text}) @@ (${Prisma.join(queries, " || ")})`);
  }
  return Prisma.sql`(${Prisma.join(tests, " OR ")})`;
}

/** Of the chat's own posting, else of its order's newest. Index postings_seller_id_order_number_idx. */
const orderState = Prisma.sql`coalesce((
  SELECT p.state FROM postings p
   WHERE p.seller_id = c.seller_id AND (p.posting_number = c.posting_number OR p.order_number = c.order_number)
   ORDER BY p.posting_number IS NOT DISTINCT FROM c.posting_number DESC, p.ordered_at DESC NULLS LAST,
            p.posting_number DESC
   LIMIT 1), 'unknown')`;
