import type { Tx } from "../db/transaction";
import type { BookedDays, MoneyFacts } from "../marketplaces/money-port";

/**
 * Replaces whole days of a seller's account, in the caller's transaction: what is not among the entries any more is gone
 * here as well, and the sums of the days are made anew. A repeat changes nothing.
 */
export async function storeDays(
  tx: Tx,
  { sellerId, from, to, entries }: { sellerId: string } & Pick<BookedDays, "from" | "to" | "entries">,
): Promise<void> {
  // One writer a seller: two passes of a day that overlap would leave the lines of both.
  await tx.sql.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('money'), hashtext(${sellerId}))`;
  await tx.sql.$executeRaw`
    DELETE FROM money_entries WHERE seller_id = ${sellerId}::uuid AND day BETWEEN ${from}::date AND ${to}::date`;
  for (let start = 0; start < entries.length; start += ROWS_A_STATEMENT)
    await insertLines(tx, sellerId, entries.slice(start, start + ROWS_A_STATEMENT));
  await sumDays(tx, { sellerId, from, to });
}

const ROWS_A_STATEMENT = 2_000;

/** With the article of the product that the marketplace's number names, where it is known. */
async function insertLines(tx: Tx, sellerId: string, entries: readonly MoneyFacts[]): Promise<void> {
  await tx.sql.$executeRaw`
    INSERT INTO money_entries (
      seller_id, entry_id, line, day, kind, type, type_name, posting_number, offer_id, sku, quantity, amount, currency)
    SELECT ${sellerId}::uuid, n."entryId", n.line, n.day, n.kind, n.type, n."typeName", n."postingNumber",
           coalesce(n."offerId", p.offer_id), n.sku, n.quantity, n.amount, n.currency
      FROM jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) AS n (
             "entryId" text, line int, day date, kind text, type text, "typeName" text, "postingNumber" text,
             "offerId" text, sku text, quantity int, amount numeric, currency text)
      LEFT JOIN (
        SELECT DISTINCT ON (sku) sku, offer_id FROM products
         WHERE seller_id = ${sellerId}::uuid AND sku IS NOT NULL ORDER BY sku, offer_id) p ON p.sku = n.sku`;
}

async function sumDays(tx: Tx, days: { sellerId: string; from: string; to: string }): Promise<void> {
  const { sellerId, from, to } = days;
  await tx.sql.$executeRaw`
    DELETE FROM money_days WHERE seller_id = ${sellerId}::uuid AND day BETWEEN ${from}::date AND ${to}::date`;
  await tx.sql.$executeRaw`
    INSERT INTO money_days (seller_id, day, kind, currency, amount, lines)
    SELECT seller_id, day, kind, currency, sum(amount), count(*)
      FROM money_entries
     WHERE seller_id = ${sellerId}::uuid AND day BETWEEN ${from}::date AND ${to}::date
     GROUP BY seller_id, day, kind, currency`;
}

/** Gives lines the article that was not known when they came. Index money_entries_without_article. */
export async function nameArticles(tx: Tx, sellerId: string): Promise<void> {
  await tx.sql.$executeRaw`
    UPDATE money_entries e SET offer_id = p.offer_id
      FROM (SELECT DISTINCT ON (sku) sku, offer_id FROM products
             WHERE seller_id = ${sellerId}::uuid AND sku IS NOT NULL ORDER BY sku, offer_id) p
     WHERE e.seller_id = ${sellerId}::uuid AND e.offer_id IS NULL AND e.sku = p.sku`;
}
