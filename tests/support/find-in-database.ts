import type { TestDatabase } from "./database";

/** Names of the tables (the queue's too) in which some row holds these words. For secrets that must be nowhere. */
export async function findInDatabase(database: TestDatabase, words: string): Promise<string[]> {
  const tables = await database.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
      WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await database.query(
      `SELECT 1 FROM ${name} t WHERE position($1 IN row_to_json(t)::text) > 0 LIMIT 1`,
      [words],
    );
    if (rows.length > 0) found.push(name);
  }
  return found;
}
