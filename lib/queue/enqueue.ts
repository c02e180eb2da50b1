import { forget, once } from "../once";
import { catalog, type JobName, type Payload, type QueueName } from "./catalog";
import { type JobQueue, openQueue } from "./connection";

const openQueues = once("queues", () => new Map<QueueName, JobQueue>());

/** The producing end of a queue, opened on first use. */
export function queueOf(name: QueueName): JobQueue {
  const opened = openQueues().get(name) ?? openQueue(name);
  openQueues().set(name, opened);
  return opened;
}

/**
 * Nudges: adds a job. May be lost (sweeps make up for it) and may run twice (the work behind it is guarded).
 * `delayMs` makes it start later; `priority` 1 is first.
 */
export async function enqueue<Name extends JobName>(
  name: Name,
  payload: Payload<Name>,
  options: { delayMs?: number; priority?: number } = {},
): Promise<void> {
  const { queue } = catalog[name];
  const opened = queueOf(queue);
  try {
    await opened.add(name, payload, { delay: options.delayMs, priority: options.priority });
  } catch (error) {
    dropQueue(queue, opened);
    throw error;
  }
}

/**
 * A queue whose first look met a database that was just starting keeps that refusal for ever (its library remembers
 * it): after a failure the next use opens it anew.
 */
function dropQueue(name: QueueName, failed: JobQueue): void {
  if (openQueues().get(name) !== failed) return; // somebody else has dropped it already
  openQueues().delete(name);
  void failed.close().catch(() => undefined);
}

/** Closes every queue this process opened for adding. */
export async function stopQueues(): Promise<void> {
  const opened = forget<Map<QueueName, JobQueue>>("queues");
  await Promise.all([...(opened?.values() ?? [])].map((queue) => queue.close()));
}
