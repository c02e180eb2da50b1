import { createPostgresRelayBackend, Relay } from "bullmq";
import { env } from "../env";
import { log } from "../log";
import { forget, once } from "../once";

/**
 * Process to process: "there is something new among the events". The events themselves are rows; a lost word here is
 * made up for by the readers' slow clock, so nothing depends on the relay but speed. Its library calls the API
 * experimental: these three functions are all that know it.
 */
const TOPIC = "events";
/** Words that come within this time are one word. */
const GATHER_MS = 5;

const relay = once("relay", (): Relay<unknown> => {
  const url = env().REDIS_URL;
  const opened: Relay<unknown> =
    url === undefined
      ? new Relay<unknown>({
          connection: { connectionString: env().DATABASE_URL, max: 3, keepAlive: true },
          backend: createPostgresRelayBackend as never, // its options type is narrower than `unknown`; the value fits
          namespace: "prilavok",
        })
      : new Relay<unknown>({
          connection: { url, maxRetriesPerRequest: null },
          prefix: "prilavok",
          namespace: "prilavok",
        });
  opened.on("error", (error: Error) => log().warn({ err: error }, "relay error"));
  return opened;
});

const gathering = once("relay-gathering", () => ({ timer: null as NodeJS.Timeout | null }));

/** Says after a commit that events were written. Never fails and never waits. */
export function announceEvents(): void {
  const state = gathering();
  if (state.timer !== null) return;
  state.timer = setTimeout(() => {
    state.timer = null;
    readyRelay()
      .then((opened) => opened.publish(TOPIC, 1))
      .catch((error: unknown) => log().warn({ err: error }, "the relay did not take a word"));
  }, GATHER_MS);
}

/** Calls `listener` whenever some process announced events. Answers a function that ends the subscription. */
export async function listenForEvents(listener: () => void): Promise<() => Promise<void>> {
  const opened = await readyRelay();
  const subscription = await opened.subscribe(TOPIC, listener);
  return () => subscription.unsubscribe();
}

/** A relay that could not begin (the database was away) keeps its failure for ever: the next word opens another. */
async function readyRelay(): Promise<Relay<unknown>> {
  const opened = relay();
  try {
    await opened.waitUntilReady();
    return opened;
  } catch (error) {
    stopRelay().catch((cause: unknown) => log().warn({ err: cause }, "the relay did not close"));
    throw error;
  }
}

/** Closes the relay, if one was opened. */
export async function stopRelay(): Promise<void> {
  await forget<Relay<unknown>>("relay")?.close();
}
