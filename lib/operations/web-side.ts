import { beforeExit } from "../before-exit";
import { flushOutcomes } from "../limits/count-outcomes";
import { log } from "../log";
import { once } from "../once";
import { startTracing, stopTracing } from "../tracing";
import { startHeartbeat } from "./heartbeat";
import { watchWorkers } from "./watch-alerts";

/** How often a web process looks whether there are workers, in milliseconds. */
const LOOK_MS = 15_000;

/** What a web process does beside answering: says that it lives, and notices when nobody works. Begun once. */
export const startWebSide = once("web-side", () => {
  const heartbeat = startHeartbeat("web");
  startTracing("web").catch((error: unknown) => log().warn({ err: error }, "there will be no traces"));
  const timer = setInterval(() => {
    watchWorkers().catch((error: unknown) => log().warn({ err: error }, "workers could not be looked for"));
  }, LOOK_MS);
  timer.unref();
  beforeExit(async () => {
    clearInterval(timer);
    await Promise.allSettled([heartbeat.stop(), flushOutcomes(), stopTracing()]);
  });
});
