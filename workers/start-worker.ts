import { log } from "@/lib/log";
import { catalog, type JobHandlers, type JobName, type QueueName, queues } from "@/lib/queue/catalog";
import { type JobWorker, openWorker } from "@/lib/queue/connection";
import { inSpan } from "@/lib/tracing";

/**
 * Starts the consumer of one queue: parse the payload, call the handler, log what went wrong. `onLost`: it will never
 * take a job, since its first look met a database that went away just then, and its library keeps that refusal.
 */
export function startWorker(
  name: QueueName,
  handlers: JobHandlers,
  onLost: (error: unknown) => void,
): JobWorker {
  const worker = openWorker(
    name,
    async (job) => {
      const jobName = job.name;
      if (!isJobName(jobName)) throw new Error(`no job is named "${jobName}"`);
      try {
        await inSpan({ name: jobName, kind: "consumer", attributes: { "prilavok.queue": name } }, () =>
          run(handlers, jobName, job.data),
        );
      } catch (error) {
        log().error({ err: error, job: jobName, payload: job.data }, "a job failed");
        throw error;
      }
    },
    queues[name],
  );
  // What openWorker gives is the library's worker; its declared type shows only what the product uses of it.
  const { waitUntilReady } = worker as JobWorker & { waitUntilReady(): Promise<unknown> };
  waitUntilReady.call(worker).catch(onLost);
  return worker;
}

function isJobName(name: string): name is JobName {
  return Object.hasOwn(catalog, name);
}

async function run<Name extends JobName>(handlers: JobHandlers, name: Name, data: unknown): Promise<void> {
  const payload = catalog[name].payload.parse(data);
  // The schema and the handler of one name share their type in the catalogue; the compiler cannot see that through a union.
  const handler = handlers[name] as (payload: unknown) => Promise<void>;
  await handler(payload);
}
