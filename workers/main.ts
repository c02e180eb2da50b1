import { stopDb } from "@/lib/db/client";
import { env, SettingsError } from "@/lib/env";
import { createSellerLock } from "@/lib/limits/seller-lock";
import { log } from "@/lib/log";
import { type QueueName, queues } from "@/lib/queue/catalog";
import { stopRedis } from "@/lib/queue/connection";
import { stopQueues } from "@/lib/queue/enqueue";
import { stopRelay } from "@/lib/realtime/relay";
import { createHandlers } from "./handlers";
import { startWorker } from "./start-worker";
import { startSweeping } from "./sweep";

/** How long running jobs may take to end when the process is asked to stop, in milliseconds. */
const GRACE_MS = 7_000;

function start(): { stop(): Promise<void> } {
  const lock = createSellerLock();
  const handlers = createHandlers(lock.withLock);
  const names = Object.keys(queues) as QueueName[]; // keys of a literal object: exactly the union
  const workers = names.map((name) => startWorker(name, handlers));
  const sweeping = startSweeping();
  log().info(
    { queues: names, jobs_on: env().REDIS_URL === undefined ? "postgres" : "redis" },
    "workers are up",
  );
  return {
    async stop() {
      sweeping.stop();
      await Promise.all(workers.map((worker) => worker.close()));
      await Promise.all([stopQueues(), stopRelay(), lock.stop()]);
      stopRedis();
      await stopDb();
    },
  };
}

function main(): void {
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
  main();
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
