import { db } from "../db/client";

/** Tables that name a seller and outlive its purge, each for the reason beside it. */
export const KEPT_TABLES: ReadonlyMap<string, string> = new Map([
  ["audit_log", "who did what stays provable; it holds no texts and no keys"],
  ["seller_purges", "the receipt of the purge itself"],
]);

/**
 * Every table whose rows say which seller they are of. Asked of the database, so that a table of a later version cannot
 * be forgotten.
 */
export async function listTablesOfSellers(): Promise<string[]> {
  const rows = await db().$queryRaw<Array<{ name: string }>>`
    SELECT c.table_name::text AS name
      FROM information_schema.columns c
      JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema = 'public' AND c.column_name = 'seller_id' AND t.table_type = 'BASE TABLE'
     ORDER BY c.table_name`;
  return rows.map((row) => row.name);
}
