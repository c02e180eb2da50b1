import type pg from "pg";

/** Rows of one INSERT: as a person would write it who wants to be quick. */
const ROWS_PER_INSERT = 500;

const COLUMNS = [
  "chat_id",
  "seller_id",
  "external_id",
  "direction",
  "author_type",
  "author_id",
  "author_name",
  "text",
  "status",
  "created_at",
  "read_at",
] as const;

/**
 * Inserts the rows that stand in `messages` once more, into a table with the same columns, indexes and constraints, by
 * multi-row INSERTs of the driver alone: what the machine gives when nothing is asked, compared, counted or announced.
 */
export async function insertRaw(
  sql: pg.Pool,
  { connections }: { connections: number },
): Promise<{ perSecond: number; seconds: number }> {
  await sql.query("DROP TABLE IF EXISTS raw_messages");
  await sql.query("CREATE TABLE raw_messages (LIKE messages INCLUDING ALL)");
  await sql.query(
    "ALTER TABLE raw_messages ADD FOREIGN KEY (chat_id) REFERENCES chats (id) ON DELETE CASCADE",
  );
  const { rows } = await sql.query<Record<string, unknown>>(
    `SELECT ${COLUMNS.join(", ")} FROM messages ORDER BY seq`,
  );
  const batches = Array.from({ length: Math.ceil(rows.length / ROWS_PER_INSERT) }, (_, index) =>
    rows.slice(index * ROWS_PER_INSERT, (index + 1) * ROWS_PER_INSERT),
  );
  const startedAt = performance.now();
  const insertNext = async () => {
    for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) {
      await sql.query({
        text: statementFor(batch.length),
        values: batch.flatMap((row) => COLUMNS.map((name) => row[name])),
      });
    }
  };
  await Promise.all(Array.from({ length: connections }, insertNext));
  const seconds = (performance.now() - startedAt) / 1000;
  await sql.query("DROP TABLE raw_messages");
  return { perSecond: rows.length / seconds, seconds };
}

function statementFor(rowCount: number): string {
  const rows = Array.from({ length: rowCount }, (_, row) => {
    const places = COLUMNS.map((_, column) => `$${row * COLUMNS.length + column + 1}`);
    return `(${places.join(", ")})`;
  });
  return `INSERT INTO raw_messages (${COLUMNS.join(", ")}) VALUES ${rows.join(", ")}`;
}
