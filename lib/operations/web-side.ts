import { beforeExit } from "../before-exit";
import { forgetOrphanCopies } from "../chats/orphan-copies";
import { flushOutcomes } from "../limits/count-outcomes";
import { log } from "../log";
import { once } from "../once";
import { startTracing, stopTracing } from "../tracing";
import { startHeartbeat } from "./heartbeat";
import { watchWorkers } from "./watch-alerts";

/** How often a web process looks whether there are workers, in milliseconds. */
const LOOK_MS = 15_000;
/** How often it looks for copies of files that were deleted; a web machine of its own has no worker that would. */
const TIDY_MS = 10 * 60_000;

/** What a web process does beside answering: says that it lives, and notices when nobody works. Begun once. */
export const startWebSide = once("web-side", () => {
  const heartbeat = startHeartbeat("web");
  startTracing("web").catch((error: unknown) => log().warn({ err: error }, "there will be no traces"));
  const timers = [every(LOOK_MS, lookForWorkers), every(TIDY_MS, tidy)];
  tidy();
  beforeExit(async () => {
    for (const timer of timers) clearInterval(timer);
    await Promise.allSettled([heartbeat.stop(), flushOutcomes(), stopTracing()]);
  });
});

function every(ms: number, work: () => void): NodeJS.Timeout {
  return setInterval(work, ms).unref();
}

function lookForWorkers(): void {
  watchWorkers().catch((error: unknown) => log().warn({ err: error }, "workers could not be looked for"));
}

function tidy(): void {
  forgetOrphanCopies().catch((error: unknown) =>
    log().warn({ err: error }, "copies of deleted files could not be looked for"),
  );
}
