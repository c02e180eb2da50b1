import { z } from "zod";
import { Prisma } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { db } from "../db/client";
import { decodeCursor, encodeCursor } from "../db/page";
import { type MoneyEntry, type MoneyKind, moneyKind } from "../wire/finance";
import { inPeriod, type Period } from "./period";

export interface EntryFilters extends Period {
  readonly kind?: MoneyKind | undefined;
  readonly posting_number?: string | undefined;
  readonly offer_id?: string | undefined;
}

const place = z.strictObject({
  day: z.iso.date(),
  seller: z.uuid(),
  entry: z.string().max(200),
  line: z.int32(),
});

type EntryRow = Omit<MoneyEntry, "kind"> & { readonly kind: string };

/** Lines of the account, newest day first. Throws `invalid_input`, `period_too_long`, `invalid_cursor`. */
export async function listMoneyEntries(input: {
  actor: Actor;
  query: EntryFilters & { readonly limit: number; readonly cursor?: string | undefined };
}): Promise<{ items: MoneyEntry[]; next_cursor: string | null }> {
  const { limit, cursor, ...filters } = input.query;
  const after = cursor === undefined ? Prisma.sql`true` : isAfter(decodeCursor(place, cursor));
  // Indexes money_entries_by_day, money_entries_pkey (one seller), money_entries_seller_id_posting_number_idx,
  // money_entries_of_article.
  const rows = await db().$queryRaw<EntryRow[]>`
    SELECT e.seller_id, e.entry_id, e.line, to_char(e.day, 'YYYY-MM-DD') AS day, e.kind, e.type, e.type_name,
           e.posting_number, o.id AS order_id, e.offer_id, e.sku, nullif(p.name, '') AS product_name,
           e.amount::text AS amount, e.currency
      FROM (SELECT * FROM money_entries e
             WHERE ${inPeriod(input.actor, filters)} AND ${matches(filters)} AND ${after}
             ORDER BY e.day DESC, e.seller_id DESC, e.entry_id DESC, e.line DESC LIMIT ${limit + 1}) e
      LEFT JOIN postings o ON o.seller_id = e.seller_id AND o.posting_number = e.posting_number
      LEFT JOIN products p ON p.seller_id = e.seller_id AND p.offer_id = e.offer_id
     ORDER BY e.day DESC, e.seller_id DESC, e.entry_id DESC, e.line DESC`;
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map((row) => ({ ...row, kind: moneyKind.catch("other").parse(row.kind) })),
    next_cursor:
      last === undefined
        ? null
        : encodeCursor({ day: last.day, seller: last.seller_id, entry: last.entry_id, line: last.line }),
  };
}

function isAfter({ day, seller, entry, line }: z.infer<typeof place>): Prisma.Sql {
  return Prisma.sql`(e.day, e.seller_id, e.entry_id, e.line) < (${day}::date, ${seller}::uuid, ${entry}, ${line}::int)`;
}

function matches({ kind, posting_number, offer_id }: EntryFilters): Prisma.Sql {
  const conditions = [
    kind === undefined ? null : Prisma.sql`e.kind = ${kind}`,
    posting_number === undefined ? null : Prisma.sql`e.posting_number = ${posting_number}`,
    offer_id === undefined ? null : Prisma.sql`e.offer_id = ${offer_id}`,
  ].filter((condition) => condition !== null);
  return conditions.length === 0 ? Prisma.sql`true` : Prisma.join(conditions, " AND ");
}
