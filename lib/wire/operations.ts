import { z } from "zod";
import { declareEndpoint, instant, listOf, pageQuery } from "./declare";

/** Something an admin must know. */
export const alert = z.object({
  id: z.string(),
  kind: z.enum([
    "sync_lag",
    "queue_growth",
    "key_refused",
    "key_expiring",
    "webhook_silent",
    "outgoing_webhook_failing",
    "disk_full",
    "no_workers",
  ]),
  /** What it is about within its kind: a queue's name, an address. */
  subject: z.string(),
  seller_id: z.string().nullable(),
  seller_name: z.string().nullable(),
  /** Numbers for the sentence, such as {"minutes": 7}. */
  details: z.record(z.string(), z.unknown()),
  raised_at: instant,
  resolved_at: instant.nullable(),
});
export type Alert = z.infer<typeof alert>;

export const listAlerts = declareEndpoint({
  method: "GET",
  path: "/api/alerts",
  access: "operations.manage",
  summary: "What is wrong now (default), or also what was; newest first",
  query: pageQuery.extend({ status: z.enum(["open", "all"]).default("open") }),
  answer: listOf(alert),
});

const count = z.number().int();
const sellerState = z.object({
  id: z.string(),
  name: z.string(),
  status: z.enum(["active", "credentials_rejected", "paused"]),
  phase: z.enum(["backfill", "live"]),
  last_synced_at: instant.nullable(),
  lag_seconds: count.nullable(),
  /** Failed polls in a row, and when the next try is. */
  failures: count,
  next_attempt_at: instant.nullable(),
  last_error_code: z.string().nullable(),
  /** Requests to the marketplace since `requests_since`, by what became of them. */
  requests: z.array(z.object({ outcome: z.string(), count })),
  average_ms: count.nullable(),
  /** What could leave at this moment without waiting, limit by limit. */
  limits: z.array(z.object({ name: z.string(), requests: count, window_seconds: z.number(), free: count })),
  queued_messages: count,
});

export const queueName = z.string().regex(/^[a-z-]{1,40}$/);

export const operations = z.object({
  version: z.string(),
  jobs_on: z.enum(["postgres", "redis"]),
  /** The full hour since which requests to marketplaces are counted here: one to two hours back. */
  requests_since: instant,
  sellers: z.array(sellerState),
  queues: z.array(
    z.object({ name: z.string(), waiting: count, running: count, delayed: count, failed: count }),
  ),
  processes: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(["web", "workers"]),
      host: z.string(),
      pid: count,
      version: z.string(),
      started_at: instant,
      seen_at: instant,
      streams: count,
      memory_bytes: count,
    }),
  ),
  outbound: z.object({ queued: count, sending: count, oldest_seconds: count.nullable() }),
  database: z.object({
    bytes: count,
    /** The largest, with what indexes take. */
    tables: z.array(z.object({ name: z.string(), bytes: count, rows: count })),
    connections: count,
  }),
  disk: z.object({ free_bytes: count, total_bytes: count }).nullable(),
});
export type Operations = z.infer<typeof operations>;

export const getOperations = declareEndpoint({
  method: "GET",
  path: "/api/operations",
  access: "operations.manage",
  summary: "How everything stands: sellers, queues, processes, database",
  answer: z.object({ operations }),
});

export const failedJob = z.object({
  id: z.string(),
  name: z.string(),
  payload: z.unknown(),
  reason: z.string(),
  failed_at: instant.nullable(),
  attempts: count,
});
export type FailedJob = z.infer<typeof failedJob>;

export const listFailedJobs = declareEndpoint({
  method: "GET",
  path: "/api/queues/{name}/failed",
  access: "operations.manage",
  summary: "Jobs of a queue that failed, newest first, 100 at most",
  params: z.object({ name: queueName }),
  answer: z.object({ items: z.array(failedJob) }),
});

const chosenJobs = z.strictObject({
  /** Which; absent: all. */
  ids: z.array(z.string().max(100)).max(100).optional(),
});

export const retryJobs = declareEndpoint({
  method: "POST",
  path: "/api/queues/{name}/failed/retry",
  access: "operations.manage",
  summary: "Puts failed jobs in line again",
  params: z.object({ name: queueName }),
  body: chosenJobs,
  answer: z.object({ count }),
});

export const discardJobs = declareEndpoint({
  method: "POST",
  path: "/api/queues/{name}/failed/discard",
  access: "operations.manage",
  summary: "Forgets failed jobs; rows that still need work are found by the sweep",
  params: z.object({ name: queueName }),
  body: chosenJobs,
  answer: z.object({ count }),
});
