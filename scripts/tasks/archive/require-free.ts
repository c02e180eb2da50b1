import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { Refusal } from "./refusal";
import { listTables } from "./tables";

/** Connections that are just ending, of the migration before or of processes that stop. */
const PATIENCE_MS = 5_000;
const PAUSE_MS = 250;

/** Refuses a database that anybody else is connected to: another machine's Prilavok shows in no lock file. */
export async function requireFree(client: pg.Client): Promise<void> {
  for (const deadline = Date.now() + PATIENCE_MS; ; await wait(PAUSE_MS)) {
    const { rows } = await client.query<{ others: number }>(
      `SELECT count(*)::int AS others FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()
          AND coalesce(backend_type, 'client backend') = 'client backend'`,
    );
    const others = rows[0]?.others ?? 0;
    if (others === 0) return;
    if (Date.now() < deadline) continue;
    throw new Refusal(
      `The database is in use (${others} other connections): stop Prilavok on every machine, and whatever else is connected.`,
    );
  }
}

/** Rows that a first start plants by itself. */
const PLANTED = new Set(["_prisma_migrations", "audit_chain", "key_checks", "settings"]);
const TOLD = ["sellers", "chats", "messages", "users"];

/** Refuses to replace what a database holds, unless told to; then says what goes. */
export async function requireReplaceable(
  client: pg.Client,
  { isForced, say }: { isForced: boolean; say: (line: string) => void },
): Promise<void> {
  const tables = (await listTables(client)).map((table) => table.name);
  const filled: string[] = [];
  for (const name of tables) {
    if (PLANTED.has(name)) continue;
    const { rows } = await client.query(`SELECT 1 FROM public.${pg.escapeIdentifier(name)} LIMIT 1`);
    if (rows.length > 0) filled.push(name);
  }
  if (filled.length === 0) return;
  const what = await countThem(
    client,
    tables.includes("sellers") ? TOLD.filter((name) => tables.includes(name)) : filled,
  );
  if (!isForced) {
    throw new Refusal(
      `The database is not empty (${what}): back it up, and add --force to replace all of it with the backup.`,
    );
  }
  say(`What the database holds is replaced: ${what}.`);
}

async function countThem(client: pg.Client, names: readonly string[]): Promise<string> {
  const counts: string[] = [];
  for (const name of names) {
    const { rows } = await client.query<{ n: string }>(
      `SELECT count(*) AS n FROM public.${pg.escapeIdentifier(name)}`,
    );
    counts.push(`${name} ${Number(rows[0]?.n ?? 0).toLocaleString("en-US")}`);
  }
  return counts.join(", ");
}
