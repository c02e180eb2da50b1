import { setTimeout as pause } from "node:timers/promises";
import { keepBooks } from "@/lib/broadcasts/keep-books";
import { listSendable } from "@/lib/broadcasts/lease";
import { tryBroadcast } from "@/lib/broadcasts/run-broadcast";
import { log } from "@/lib/log";

/** How often a process looks for broadcasts that have somebody to write to. */
const LOOK_MS = 500;
/** How often what became of messages is counted. */
const BOOKS_MS = 1_000;
/** How often all that run are counted, whether or not anything is known to have happened. */
const ALL_BOOKS_MS = 60_000;

/**
 * Sends broadcasts. Not jobs but a look at the rows, in every process: whoever has a free hand takes the next recipients,
 * and there is no nudge to lose.
 */
export function startBroadcasting(): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const running = new Map<string, Promise<void>>();
  const look = async () => {
    for (const id of await listSendable()) {
      if (running.has(id) || stopping.signal.aborted) continue;
      running.set(
        id,
        tryBroadcast(id, stopping.signal).finally(() => running.delete(id)),
      );
    }
  };
  const looking = repeat(LOOK_MS, look, stopping.signal);
  const counting = repeat(BOOKS_MS, keepingBooks(), stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await Promise.all([looking, counting, ...running.values()]);
    },
  };
}

function keepingBooks(): () => Promise<void> {
  let allAt = -Infinity;
  return async function countBroadcasts() {
    const isThorough = performance.now() - allAt >= ALL_BOOKS_MS;
    await keepBooks({ isThorough });
    if (isThorough) allAt = performance.now();
  };
}

/** Does the work again and again, each time so long after the last; ends with the signal. */
async function repeat(ms: number, work: () => Promise<void>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await work();
    } catch (error) {
      log().warn(
        { err: error, work: work.name },
        "broadcasts could not be looked after; the next look tries again",
      );
    }
    await pause(ms, undefined, { signal }).catch(() => undefined); // cut short by the end
  }
}
