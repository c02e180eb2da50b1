import { flushOutcomes, forgetOldOutcomes } from "@/lib/limits/count-outcomes";
import { log } from "@/lib/log";
import { forgetDeadProcesses, startHeartbeat } from "@/lib/operations/heartbeat";
import { forgetOldAlerts, watchAlerts } from "@/lib/operations/watch-alerts";

/** How often everything is looked at for something an admin must know, in milliseconds. */
const LOOK_MS = 15_000;
const FORGET_MS = 10 * 60_000;

/** Says that this process lives, and watches whether all is well. */
export function startWatching(): { stop(): Promise<void> } {
  const heartbeat = startHeartbeat("workers");
  const timers = [every(LOOK_MS, watchAlerts), every(FORGET_MS, forgetTheOld)];
  return {
    async stop() {
      for (const timer of timers) clearInterval(timer);
      // A database that is away must not keep the process from ending.
      await Promise.allSettled([heartbeat.stop(), flushOutcomes()]);
    },
  };
}

/** One after another: a look that takes long is not joined by a second one. */
function every(ms: number, look: () => Promise<void>): NodeJS.Timeout {
  let isRunning = false;
  const tick = async () => {
    if (isRunning) return;
    isRunning = true;
    try {
      await look();
    } catch (error) {
      log().warn({ err: error, watch: look.name }, "a look failed; the next one tries again");
    } finally {
      isRunning = false;
    }
  };
  void tick();
  return setInterval(() => void tick(), ms);
}

async function forgetTheOld(): Promise<void> {
  await Promise.all([forgetDeadProcesses(), forgetOldAlerts(), forgetOldOutcomes()]);
}
