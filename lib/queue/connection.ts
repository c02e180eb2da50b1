import { createPostgresBackend, Queue, Worker, type WorkerOptions } from "bullmq";
import { Redis } from "ioredis";
import { env } from "../env";
import { log } from "../log";
import { forget, once } from "../once";
import type { QueueName } from "./catalog";

/** Queues live in Postgres (schema `bullmq`) or, when `REDIS_URL` is set, in Redis; the rest of the code cannot tell. */
export const JOBS_PREFIX = "prilavok";

/** Finished jobs say nothing that rows do not say better; failed ones are kept for a look. */
const jobOptions = { removeOnComplete: true, removeOnFail: { count: 1000 }, attempts: 1 };

/** A connection to Redis as the queue library asks for it, or null when jobs run on Postgres. */
export const redis = once("redis", (): Redis | null => {
  const url = env().REDIS_URL;
  if (url === undefined) return null;
  const client = new Redis(url, { maxRetriesPerRequest: null });
  client.on("error", (error) => log().warn({ err: error }, "Redis does not answer"));
  return client;
});

/** Each backend keeps a small pool and one LISTEN connection of its own. */
function postgresConnection(max: number) {
  return { connectionString: env().DATABASE_URL, max, connectionTimeoutMillis: 10_000, keepAlive: true };
}

/** What the product uses of a queue, the same on both backends. */
export type JobQueue = Pick<
  Queue,
  | "add"
  | "upsertJobScheduler"
  | "removeJobScheduler"
  | "getJobSchedulers"
  | "getJobCounts"
  | "getJob"
  | "getFailed"
  | "close"
>;
export type JobWorker = Pick<Worker, "close">;

/** Opens the producing end of a queue. The caller closes it. */
export function openQueue(name: QueueName): JobQueue {
  const shared = redis();
  const queue =
    shared === null
      ? new Queue(
          name,
          { connection: postgresConnection(3), defaultJobOptions: jobOptions },
          createPostgresBackend,
        )
      : new Queue(name, { connection: shared, prefix: JOBS_PREFIX, defaultJobOptions: jobOptions });
  queue.on("error", (error) => log().warn({ err: error, queue: name }, "queue error"));
  return queue;
}

type Processor = (job: { name: string; data: unknown }) => Promise<void>;

/** Opens the consuming end of a queue. The caller closes it. */
export function openWorker(
  name: QueueName,
  processor: Processor,
  options: { concurrency: number },
): JobWorker {
  const shared = redis();
  const settings: Omit<WorkerOptions, "connection"> = {
    concurrency: options.concurrency,
    lockDuration: 60_000,
    stalledInterval: 20_000,
    maxStalledCount: 5,
    // A waiting worker is woken by a notification; this only bounds how long a lost one delays work (seconds).
    drainDelay: 2,
  };
  const worker =
    shared === null
      ? new Worker(name, processor, { ...settings, connection: postgresConnection(4) }, createPostgresBackend)
      : new Worker(name, processor, { ...settings, connection: shared, prefix: JOBS_PREFIX });
  worker.on("error", restAfterErrors(name, worker));
  return worker;
}

interface RestingWorker {
  readonly closing?: Promise<void> | undefined;
  pause(doNotWaitActive?: boolean): Promise<void>;
  resume(): Promise<void>;
}

/** How long a consumer rests after an error of its backend, in milliseconds. */
const REST_MS = 1_000;

/**
 * While the database is away or starting, a consumer fails at once, and would ask (and log) again thousands of times a
 * second: it rests a second instead, and says what is wrong once a rest.
 */
function restAfterErrors(name: QueueName, worker: RestingWorker): (error: Error) => void {
  let isResting = false;
  return (error) => {
    if (isResting) return;
    isResting = true;
    log().warn({ err: error, queue: name }, "worker error");
    void worker.pause(true);
    setTimeout(() => {
      isResting = false;
      if (worker.closing === undefined) void worker.resume();
    }, REST_MS).unref();
  };
}

/** Closes the shared Redis connection, if one was made. */
export function stopRedis(): void {
  forget<Redis | null>("redis")?.disconnect();
}
