import { db } from "../db/client";
import { env } from "../env";
import { ALL_SELLERS } from "../limits/count-outcomes";
import { alert } from "../wire/operations";
import { readDatabase, readOutbound, readProcesses, readQueues, scarcest } from "./read-operations";

/** One figure for a monitoring system: what it counts, and its values by their labels. */
export interface Figure {
  readonly name: string;
  readonly help: string;
  readonly kind: "gauge" | "counter";
  readonly values: ReadonlyArray<{
    readonly labels: Readonly<Record<string, string>>;
    readonly value: number;
  }>;
}

/** Sellers named one by one, those behind most first: a monitoring system keeps every name it ever heard. */
const NAMED_SELLERS = 100;

const gauge = (name: string, help: string, values: Figure["values"]): Figure => ({
  name: `prilavok_${name}`,
  help,
  kind: "gauge",
  values,
});
const counter = (name: string, help: string, values: Figure["values"]): Figure => ({
  ...gauge(name, help, values),
  kind: "counter",
});
const one = (value: number): Figure["values"] => [{ labels: {}, value }];

/** Figures that hold for the whole product, whichever process is asked. */
export async function readFigures(): Promise<Figure[]> {
  const figures = await Promise.all([
    readSellerFigures(),
    readQueueFigures(),
    readTotals(),
    readAlertFigures(),
    readProcessFigures(),
    readDatabaseFigures(),
  ]);
  return figures.flat();
}

async function readSellerFigures(): Promise<Figure[]> {
  const states = await db().seller.groupBy({ by: ["status"], where: { deletedAt: null }, _count: true });
  const late = await db().$queryRaw<Array<{ id: string; name: string; lag: number }>>`
    SELECT id, name, extract(epoch FROM now() - last_synced_at)::float8 AS lag FROM sellers
     WHERE status = 'active' AND deleted_at IS NULL AND last_synced_at IS NOT NULL
     ORDER BY last_synced_at, id LIMIT ${NAMED_SELLERS}`;
  return [
    gauge(
      "sellers",
      "Sellers by state",
      states.map((row) => ({ labels: { status: row.status }, value: row._count })),
    ),
    gauge("oldest_sync_seconds", "Since the seller polled longest ago was polled", one(late[0]?.lag ?? 0)),
    gauge(
      "sync_lag_seconds",
      `Since each active seller was polled; the ${NAMED_SELLERS} furthest behind`,
      late.map((row) => ({ labels: { seller_id: row.id, seller: row.name }, value: row.lag })),
    ),
  ];
}

async function readQueueFigures(): Promise<Figure[]> {
  const [queues, outbound, [rings]] = await Promise.all([
    readQueues(),
    readOutbound(),
    // index webhook_deliveries_pending
    db().$queryRaw<Array<{ count: number }>>`
      SELECT count(*)::int AS count FROM webhook_deliveries WHERE status = 'pending'`,
  ]);
  return [
    gauge(
      "jobs",
      "Jobs by queue and state",
      queues.flatMap(({ name, ...states }) =>
        Object.entries(states).map(([state, value]) => ({ labels: { queue: name, state }, value })),
      ),
    ),
    gauge("messages_outbound", "Our messages on their way", [
      { labels: { status: "queued" }, value: outbound.queued },
      { labels: { status: "sending" }, value: outbound.sending },
    ]),
    gauge(
      "oldest_outbound_seconds",
      "Age of the oldest message on its way",
      one(outbound.oldest_seconds ?? 0),
    ),
    gauge("webhooks_pending", "Webhook calls not followed up yet", one(rings?.count ?? 0)),
  ];
}

/** Sums since the beginning, over all processes (lib/limits/count-outcomes.ts). */
async function readTotals(): Promise<Figure[]> {
  const rows = await db().marketplaceHour.findMany({ where: { sellerId: ALL_SELLERS } });
  const asked = rows.filter((row) => row.method.startsWith("/"));
  const labels = (row: { method: string; outcome: string }) => ({ method: row.method, outcome: row.outcome });
  return [
    counter(
      "messages_total",
      "Messages by what became of them",
      rows
        .filter((row) => row.method === "messages")
        .map((row) => ({ labels: { outcome: row.outcome }, value: Number(row.count) })),
    ),
    counter(
      "marketplace_requests_total",
      "Requests to marketplaces by method and outcome",
      asked.map((row) => ({ labels: labels(row), value: Number(row.count) })),
    ),
    counter(
      "marketplace_request_seconds_total",
      "Time those requests took",
      asked.map((row) => ({ labels: labels(row), value: Number(row.totalMs) / 1000 })),
    ),
  ];
}

async function readAlertFigures(): Promise<Figure[]> {
  const rows = await db().alert.groupBy({ by: ["kind"], where: { resolvedAt: null }, _count: true });
  const open = new Map<string, number>(rows.map((row) => [row.kind, row._count]));
  const values = alert.shape.kind.options.map((kind) => ({ labels: { kind }, value: open.get(kind) ?? 0 }));
  return [gauge("alerts_open", "Alerts that are open, by kind", values)];
}

async function readProcessFigures(): Promise<Figure[]> {
  const living = await readProcesses();
  const disk = scarcest(living);
  const kinds = ["web", "workers"] as const;
  const labels = (one: { kind: string; host: string; pid: number }) => ({
    kind: one.kind,
    host: one.host,
    pid: String(one.pid),
  });
  return [
    gauge(
      "processes",
      "Living processes",
      kinds.map((kind) => ({ labels: { kind }, value: living.filter((it) => it.kind === kind).length })),
    ),
    gauge(
      "process_memory_bytes",
      "Memory of each living process",
      living.map((it) => ({ labels: labels(it), value: it.memory_bytes })),
    ),
    gauge(
      "process_event_streams",
      "Event streams open in each web process",
      living.filter((it) => it.kind === "web").map((it) => ({ labels: labels(it), value: it.streams })),
    ),
    gauge(
      "disk_free_bytes",
      "Free on the disk with the least left",
      disk === null ? [] : one(disk.free_bytes),
    ),
    gauge("disk_total_bytes", "Size of that disk", disk === null ? [] : one(disk.total_bytes)),
  ];
}

async function readDatabaseFigures(): Promise<Figure[]> {
  const [database, states] = await Promise.all([
    readDatabase(),
    db().$queryRaw<Array<{ state: string; count: number }>>`
      SELECT coalesce(state, 'unknown') AS state, count(*)::int AS count
        FROM pg_stat_activity WHERE datname = current_database() GROUP BY 1 ORDER BY 1`,
  ]);
  return [
    gauge("database_bytes", "Size of the database", one(database.bytes)),
    gauge(
      "database_connections",
      "Connections to the database by state, of all processes",
      states.map((row) => ({ labels: { state: row.state }, value: row.count })),
    ),
    gauge(
      "database_pool_size",
      "Connections that this process may open at most",
      one(env().DATABASE_POOL_SIZE),
    ),
  ];
}
