import { constants, setPriority } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { db, stopDb } from "@/lib/db/client";
import { env, SettingsError } from "@/lib/env";
import { createSellerLock } from "@/lib/limits/seller-lock";
import { log } from "@/lib/log";
import { type QueueName, queues } from "@/lib/queue/catalog";
import { stopRedis } from "@/lib/queue/connection";
import { stopQueues } from "@/lib/queue/enqueue";
import { stopRelay } from "@/lib/realtime/relay";
import { startTracing, stopTracing } from "@/lib/tracing";
import { startBroadcasting } from "./broadcasting";
import { startFanOut } from "./fan-out";
import { createHandlers } from "./handlers";
import { startWorker } from "./start-worker";
import { startSweeping } from "./sweep";
import { startWatching } from "./watch";

/** How long running jobs may take to end when the process is asked to stop, in milliseconds. */
const GRACE_MS = 7_000;
const DATABASE_RETRY_MS = 1_000;

function start(): { stop(): Promise<void> } {
  const lock = createSellerLock();
  const handlers = createHandlers(lock.withLock);
  const names = Object.keys(queues) as QueueName[]; // keys of a literal object: exactly the union
  const workers = names.map((name) => startWorker(name, handlers, endAsLost));
  const sweeping = startSweeping();
  const fanOut = startFanOut(lock.withLock);
  const broadcasting = startBroadcasting();
  const watching = startWatching();
  log().info(
    { queues: names, jobs_on: env().REDIS_URL === undefined ? "postgres" : "redis" },
    "workers are up",
  );
  return {
    async stop() {
      sweeping.stop();
      await Promise.all([fanOut.stop(), broadcasting.stop()]);
      await Promise.all(workers.map((worker) => worker.close()));
      await watching.stop();
      await Promise.all([stopQueues(), stopRelay(), lock.stop(), stopTracing()]);
      stopRedis();
      await stopDb();
    },
  };
}

/** Who keeps this process running starts another, which finds the database up or waits for it. */
function endAsLost(error: unknown): void {
  log().error({ err: error }, "a queue cannot be worked on; the process ends to be started anew");
  process.exit(1);
}

/** A database that is away or still recovering is waited for. */
async function waitForDatabase(): Promise<void> {
  for (;;) {
    try {
      await db().$queryRaw`SELECT 1`;
      return;
    } catch (error) {
      if (error instanceof SettingsError) throw error;
      log().warn({ err: error }, "the database does not answer yet");
      await pause(DATABASE_RETRY_MS);
    }
  }
}

/** Words of a server that goes away, and of a line that is cut: each query on it hears of it by itself. */
const LOST_LINE = /^(57P0[123]|ECONNRESET|EPIPE)$/;

function isLostLine(error: Error): boolean {
  const code = "code" in error ? error.code : undefined;
  return (typeof code === "string" && LOST_LINE.test(code)) || /^Connection terminated/.test(error.message);
}

async function main(): Promise<void> {
  // Where web and workers share a machine and it is full, whoever waits for an answer of the web goes first: webhooks
  // are then answered in tens of milliseconds instead of seconds while their chats are fetched.
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  // A connection that rests in a library's hands while its server dies says so with nobody listening.
  process.on("uncaughtException", (error) => {
    log().error({ err: error }, "an uncaught exception");
    if (!isLostLine(error)) process.exit(1);
  });
  await waitForDatabase();
  await startTracing("workers").catch((error: unknown) =>
    log().warn({ err: error }, "there will be no traces"),
  );
  const running = start();
  let isStopping = false;
  const stop = async (signal: string) => {
    if (isStopping) return;
    isStopping = true;
    log().info({ signal }, "workers stop");
    // Rows are the truth: what is cut off here is found again by the next start.
    setTimeout(() => process.exit(0), GRACE_MS).unref();
    await running.stop();
    process.exit(0);
  };
  process.on("SIGTERM", () => void stop("SIGTERM"));
  process.on("SIGINT", () => void stop("SIGINT"));
  // A lost database connection surfaces here from timers of libraries; the pools reconnect, the process goes on.
  process.on("unhandledRejection", (error) => log().error({ err: error }, "an unhandled rejection"));
}

try {
  await main();
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
