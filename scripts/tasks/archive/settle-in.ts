import type pg from "pg";
import type { Manifest } from "./manifest";

/** What has to be told to the rows of another day, so that they mean the right thing here. Each says its table. */
const steps: ReadonlyArray<{ readonly table: string; readonly sql: string }> = [
  {
    // Maybe it left after the backup was made: its history is asked first, and a person when that does not tell.
    // The claim is put where the sending would have been, since that is what the history is compared with.
    table: "messages",
    sql: `UPDATE messages SET status = 'sending', claimed_at = coalesce(claimed_at, greatest(created_at, due_at)),
                 due_at = now(), settle_attempts = 0
           WHERE status = 'queued'`,
  },
  {
    // Their automatic replies may have left as well, and nothing here would remember.
    table: "automation_triggers",
    sql: "UPDATE automation_triggers SET done_at = now() WHERE done_at IS NULL",
  },
  {
    // Whom a broadcast wrote to after the backup was made, nothing here knows: a person looks before it goes on.
    table: "broadcasts",
    sql: `UPDATE broadcasts SET status = CASE status WHEN 'running' THEN 'paused' ELSE 'draft' END
           WHERE status = 'running' OR (status = 'scheduled' AND schedule_at <= now())`,
  },
  {
    table: "posting_changes",
    sql: "UPDATE posting_changes SET done_at = now() WHERE done_at IS NULL",
  },
  {
    // Positions are this cluster's transaction ids; what happened before is nothing new.
    table: "outgoing_webhooks",
    sql: "UPDATE outgoing_webhooks SET heard_from = pg_snapshot_xmax(pg_current_snapshot())::text || '-0'",
  },
];

/** Makes restored rows fit for this cluster and this day. Within the restore's transaction, after the comparison. */
export async function settleIn(client: pg.Client, manifest: Manifest): Promise<void> {
  for (const { table, sql } of steps) {
    const { rows } = await client.query<{ is_there: boolean }>(
      "SELECT to_regclass($1) IS NOT NULL AS is_there",
      [`public.${table}`],
    );
    if (rows[0]?.is_there === true) await client.query(sql);
  }
  await client.query(
    `INSERT INTO audit_log (actor_type, action, subject_type, details) VALUES ('system', 'backup.restored', 'desk', $1)`,
    [JSON.stringify({ made_at: manifest.made_at, product_version: manifest.product_version })],
  );
}
