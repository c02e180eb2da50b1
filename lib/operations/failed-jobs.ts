import type { Actor } from "../access/actor";
import { appendAudit } from "../audit/append";
import { inTransaction } from "../db/transaction";
import { AppError } from "../errors";
import { type QueueName, queues } from "../queue/catalog";
import type { JobQueue } from "../queue/connection";
import { queueOf } from "../queue/enqueue";
import type { FailedJob } from "../wire/operations";

/** How many failed jobs are looked at in one go. */
const MOST_JOBS = 100;
/** A queue keeps no more of them (lib/queue/connection.ts). */
const MOST_KEPT = 1000;

type Job = Awaited<ReturnType<JobQueue["getFailed"]>>[number];

/** Jobs of a queue that failed, newest first. Their payloads hold ids only. Throws `not_found`. */
export async function listFailedJobs(name: string): Promise<FailedJob[]> {
  const jobs = await requireQueue(name).getFailed(0, MOST_JOBS - 1);
  return jobs.map(toWireJob).sort((a, b) => ((a.failed_at ?? "") < (b.failed_at ?? "") ? 1 : -1));
}

function toWireJob(job: Job): FailedJob {
  return {
    id: String(job.id),
    name: job.name,
    payload: job.data,
    // The first line says what; a stack is for the log.
    reason: (job.failedReason ?? "").split("\n", 1)[0]?.slice(0, 300) ?? "",
    failed_at: job.finishedOn === undefined ? null : new Date(Number(job.finishedOn)).toISOString(),
    attempts: job.attemptsMade,
  };
}

interface Chosen {
  readonly actor: Actor;
  readonly name: string;
  /** Which; absent: all that failed. */
  readonly ids?: readonly string[] | undefined;
}

/** Puts failed jobs in line again; one that is no longer failed is left alone. Answers how many. Throws `not_found`. */
export async function retryFailedJobs(chosen: Chosen): Promise<number> {
  return forEachFailed(chosen, "jobs.retried", (job) => job.retry("failed"));
}

/** Forgets failed jobs: rows that still need work are found by the sweep. Answers how many. Throws `not_found`. */
export async function discardFailedJobs(chosen: Chosen): Promise<number> {
  return forEachFailed(chosen, "jobs.discarded", (job) => job.remove());
}

async function forEachFailed(
  { actor, name, ids }: Chosen,
  action: string,
  act: (job: Job) => Promise<unknown>,
): Promise<number> {
  const queue = requireQueue(name);
  // Written before the act: what was ordered must not be missing from the record because half of it was done.
  await inTransaction((tx) =>
    appendAudit(tx, {
      actor: { type: "user", id: actor.userId },
      action,
      subject: { type: "queue", id: name },
      sellerId: null,
      details: ids === undefined ? {} : { ids: [...ids] },
      requestId: actor.requestId,
    }),
  );
  // All of them before any is touched: one that fails again at once would be put in line again and again without end.
  const jobs = ids === undefined ? await queue.getFailed(0, MOST_KEPT - 1) : await findFailed(queue, ids);
  let count = 0;
  for (let start = 0; start < jobs.length; start += MOST_JOBS) {
    const some = jobs.slice(start, start + MOST_JOBS);
    const done = await Promise.all(some.map((job) => hasWorked(() => act(job))));
    count += done.filter(Boolean).length;
  }
  return count;
}

async function findFailed(queue: JobQueue, ids: readonly string[]): Promise<Job[]> {
  const found = await Promise.all(
    [...new Set(ids)].map(async (id) => {
      const job = await queue.getJob(id);
      return job !== undefined && (await job.isFailed()) ? [job] : [];
    }),
  );
  return found.flat();
}

/** A job that another admin retried or dropped a moment before refuses: then there is nothing left to do. */
async function hasWorked(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch {
    return false;
  }
}

function requireQueue(name: string): JobQueue {
  if (!isQueueName(name)) throw new AppError("not_found");
  return queueOf(name);
}

function isQueueName(name: string): name is QueueName {
  return Object.hasOwn(queues, name);
}
