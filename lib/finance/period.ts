import { Prisma } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { isVisible, visibleSellers } from "../access/scope";
import { isUuid } from "../db/uuid";
import { AppError } from "../errors";

/** A year and a little, so that a month can be laid beside that of the year before. */
const LONGEST_DAYS = 400;
const DAY_MS = 86_400_000;

/** Days YYYY-MM-DD, both of them; without a seller all whom the actor may see. */
export interface Period {
  readonly seller_id?: string | undefined;
  readonly from: string;
  readonly to: string;
}

/** SQL that holds for rows `e` of the period that the actor may see. Throws `invalid_input`, `period_too_long`. */
export function inPeriod(actor: Actor, { seller_id, from, to }: Period): Prisma.Sql {
  if (to < from) throw new AppError("invalid_input", { details: { to: "must not be before from" } });
  if (Date.parse(to) - Date.parse(from) >= LONGEST_DAYS * DAY_MS) throw new AppError("period_too_long");
  const ofSeller =
    seller_id === undefined
      ? Prisma.sql`true`
      : isUuid(seller_id)
        ? Prisma.sql`e.seller_id = ${seller_id}::uuid`
        : Prisma.sql`false`;
  return Prisma.sql`e.day BETWEEN ${from}::date AND ${to}::date AND ${ofSeller}
    AND ${isVisible(visibleSellers(actor), Prisma.sql`e.seller_id`)}`;
}

/** What is left for the seller of rows `k` with a kind and an amount: payouts only move it. */
export const LEFT = Prisma.sql`coalesce(sum(k.amount) FILTER (WHERE k.kind <> 'payout'), 0.00)`;

/** SQL that a text contains a person's words, signs of patterns taken as they are. */
export function containsWords(column: Prisma.Sql, words: string): Prisma.Sql {
  return Prisma.sql`${column} ILIKE ${`%${words.replace(/[\\%_]/g, "\\$&")}%`}`;
}
