import { now } from "../clock";
import { db } from "../db/client";
import { env } from "../env";
import { readFreePermits } from "../limits/read-permits";
import { type QueueName, queues } from "../queue/catalog";
import { queueOf } from "../queue/enqueue";
import { limitsOf } from "../sellers/connect-seller";
import type { Operations } from "../wire/operations";
import { PRODUCT_VERSION, processFacts, SILENT_AFTER_MS } from "./heartbeat";

const HOUR_MS = 60 * 60_000;
/** Tables shown, the largest first. */
const TABLES = 12;

/** How everything stands, in one go: rows already counted and statistics, never a walk over messages. */
export async function readOperations(): Promise<Operations> {
  const since = new Date(Math.floor(now().getTime() / HOUR_MS) * HOUR_MS - HOUR_MS);
  const [sellers, queueStates, processes, outbound, database] = await Promise.all([
    readSellers(since),
    readQueues(),
    readProcesses(),
    readOutbound(),
    readDatabase(),
  ]);
  return {
    version: PRODUCT_VERSION,
    jobs_on: env().REDIS_URL === undefined ? "postgres" : "redis",
    requests_since: since.toISOString(),
    sellers,
    queues: queueStates,
    processes: processes.map(({ disk: _, ...one }) => one),
    outbound,
    database,
    disk: scarcest(processes),
  };
}

interface SellerRow {
  readonly id: string;
  readonly name: string;
  readonly status: "active" | "credentials_rejected" | "paused";
  readonly marketplace: string;
  readonly dialect: string;
  readonly phase: "backfill" | "live";
  readonly last_synced_at: Date | null;
  readonly failures: number;
  readonly next_attempt_at: Date | null;
  readonly last_error_code: string | null;
  readonly queued: number;
  readonly requests: Array<{ outcome: string; count: number; total_ms: number }> | null;
}

async function readSellers(since: Date): Promise<Operations["sellers"]> {
  // indexes messages_outbound_work, marketplace_hours_hour_idx; each is read once for all sellers
  const rows = await db().$queryRaw<SellerRow[]>`
    WITH waiting AS (
      SELECT seller_id, count(*)::int AS queued FROM messages WHERE status IN ('queued', 'sending') GROUP BY seller_id
    ), outcomes AS (
      SELECT seller_id, outcome, sum(count)::float8 AS count, sum(total_ms)::float8 AS total_ms
        FROM marketplace_hours WHERE hour >= ${since} GROUP BY seller_id, outcome
    ), asked AS (
      SELECT seller_id, jsonb_agg(jsonb_build_object('outcome', outcome, 'count', count, 'total_ms', total_ms)
                                  ORDER BY outcome = 'ok' DESC, count DESC) AS requests
        FROM outcomes GROUP BY seller_id
    )
    SELECT s.id, s.name, s.status, s.marketplace, s.dialect, s.last_synced_at, s.last_error_code,
           CASE WHEN coalesce(y.backfill_phase, 'listing') = 'done' THEN 'live' ELSE 'backfill' END AS phase,
           coalesce(y.failures, 0) AS failures, y.next_attempt_at,
           coalesce(w.queued, 0) AS queued, a.requests
      FROM sellers s
      LEFT JOIN sync_states y ON y.seller_id = s.id
      LEFT JOIN waiting w ON w.seller_id = s.id
      LEFT JOIN asked a ON a.seller_id = s.id
     WHERE s.deleted_at IS NULL
     ORDER BY s.name, s.id`;
  const free = await readFreePermits(rows.map((row) => ({ sellerId: row.id, rules: limitsOf(row) })));
  return rows.map((row) => toWireSeller(row, free.get(row.id) ?? []));
}

function toWireSeller(
  row: SellerRow,
  limits: ReadonlyArray<{ name: string; requests: number; windowSeconds: number; free: number }>,
): Operations["sellers"][number] {
  const requests = row.requests ?? [];
  const count = requests.reduce((sum, one) => sum + one.count, 0);
  const totalMs = requests.reduce((sum, one) => sum + one.total_ms, 0);
  const lagMs = row.last_synced_at === null ? null : now().getTime() - row.last_synced_at.getTime();
  return {
    id: row.id,
    name: row.name,
    status: row.status,
    phase: row.phase,
    last_synced_at: row.last_synced_at?.toISOString() ?? null,
    lag_seconds: lagMs === null ? null : Math.max(0, Math.round(lagMs / 1000)),
    failures: row.failures,
    next_attempt_at: row.next_attempt_at?.toISOString() ?? null,
    last_error_code: row.last_error_code,
    requests: requests.map((one) => ({ outcome: one.outcome, count: one.count })),
    average_ms: count === 0 ? null : Math.round(totalMs / count),
    limits: limits.map((rule) => ({
      name: rule.name,
      requests: rule.requests,
      window_seconds: rule.windowSeconds,
      free: rule.free,
    })),
    queued_messages: row.queued,
  };
}

/** What stands in each line, on either backend. */
export async function readQueues(): Promise<Operations["queues"]> {
  const names = Object.keys(queues) as QueueName[]; // keys of a literal object: exactly the union
  return Promise.all(
    names.map(async (name) => {
      const counts = await queueOf(name).getJobCounts(
        "waiting",
        "prioritized",
        "active",
        "delayed",
        "failed",
      );
      const { waiting = 0, prioritized = 0, active = 0, delayed = 0, failed = 0 } = counts;
      return { name, waiting: waiting + prioritized, running: active, delayed, failed };
    }),
  );
}

type Living = Operations["processes"][number] & { disk: Operations["disk"] };

/** Processes that have said within the last minute that they live. Index living_processes_seen_at_idx. */
export async function readProcesses(): Promise<Living[]> {
  const rows = await db().livingProcess.findMany({
    where: { seenAt: { gte: new Date(now().getTime() - SILENT_AFTER_MS) } },
    orderBy: [{ kind: "asc" }, { startedAt: "asc" }, { id: "asc" }],
  });
  return rows.flatMap((row) => {
    const facts = processFacts.safeParse(row.facts).data;
    if (facts === undefined) return []; // of another version, during an update
    const { disk_free_bytes: free_bytes, disk_total_bytes: total_bytes } = facts;
    const living: Living = {
      id: row.id,
      kind: row.kind === "web" ? "web" : "workers",
      host: row.host,
      pid: row.pid,
      version: row.version,
      started_at: row.startedAt.toISOString(),
      seen_at: row.seenAt.toISOString(),
      streams: facts.streams,
      memory_bytes: facts.rss_bytes,
      disk: free_bytes === null || total_bytes === null ? null : { free_bytes, total_bytes },
    };
    return [living];
  });
}

/** Of all disks the one with the least left. */
export function scarcest(processes: ReadonlyArray<Pick<Living, "disk">>): Operations["disk"] {
  const disks = processes.flatMap(({ disk }) => (disk === null ? [] : [disk]));
  return disks.sort((a, b) => a.free_bytes - b.free_bytes)[0] ?? null;
}

/** Our messages on their way. Index messages_outbound_work. */
export async function readOutbound(): Promise<Operations["outbound"]> {
  const [row] = await db().$queryRaw<Array<{ queued: number; sending: number; oldest: Date | null }>>`
    SELECT count(*) FILTER (WHERE status = 'queued')::int AS queued,
           count(*) FILTER (WHERE status = 'sending')::int AS sending, min(created_at) AS oldest
      FROM messages WHERE status IN ('queued', 'sending')`;
  const oldest = row?.oldest ?? null;
  return {
    queued: row?.queued ?? 0,
    sending: row?.sending ?? 0,
    oldest_seconds:
      oldest === null ? null : Math.max(0, Math.round((now().getTime() - oldest.getTime()) / 1000)),
  };
}

/** Sizes as the database knows them without counting: rows are its own estimate since the last analyze. */
export async function readDatabase(): Promise<Operations["database"]> {
  const [tables, [whole]] = await Promise.all([
    db().$queryRaw<Array<{ name: string; bytes: bigint; rows: number }>>`
      SELECT c.relname AS name, pg_total_relation_size(c.oid) AS bytes, greatest(c.reltuples, 0)::float8 AS rows
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind = 'r' AND n.nspname IN ('public', 'bullmq')
       ORDER BY bytes DESC, name LIMIT ${TABLES}`,
    db().$queryRaw<Array<{ bytes: bigint; connections: number }>>`
      SELECT pg_database_size(current_database()) AS bytes,
             (SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database()) AS connections`,
  ]);
  return {
    bytes: Number(whole?.bytes ?? 0),
    tables: tables.map((table) => ({
      name: table.name,
      bytes: Number(table.bytes),
      rows: Math.round(table.rows),
    })),
    connections: whole?.connections ?? 0,
  };
}
