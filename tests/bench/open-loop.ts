import { setTimeout as pause } from "node:timers/promises";

/**
 * Runs `send` at fixed moments, whether or not the ones before have ended, and answers how long after its planned
 * moment each ended (ms): a server that stalls is charged for everybody who had to wait. Rejects when one `send` does.
 */
export async function openLoop({
  perSecond,
  seconds,
  send,
}: {
  perSecond: number;
  seconds: number;
  send: (index: number) => Promise<unknown>;
}): Promise<number[]> {
  const total = Math.round(perSecond * seconds);
  const intervalMs = 1000 / perSecond;
  const startedAt = performance.now() + 50;
  const running: Promise<number>[] = [];
  for (let index = 0; index < total; index++) {
    const planned = startedAt + index * intervalMs;
    const waitMs = planned - performance.now();
    if (waitMs > 0) await pause(waitMs);
    const one = send(index).then(() => performance.now() - planned);
    one.catch(() => undefined); // met below, with the others
    running.push(one);
  }
  return Promise.all(running);
}
