import { setTimeout as wait } from "node:timers/promises";
import { LaunchError } from "./launch-error.mjs";

const POLL_MS = 200;
const PATIENCE_MS = 120_000;

/**
 * Waits until an address answers 200.
 * @param {string} url
 * @param {string} what for the sentence when it does not
 */
export async function waitForAnswer(url, what) {
  let last = "no answer";
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await wait(POLL_MS)) {
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) });
      const text = await answer.text();
      if (answer.status === 200) return;
      last = `${answer.status} ${text.slice(0, 200)}`;
    } catch {
      last = "no answer"; // not listening yet
    }
  }
  throw new LaunchError(`${what} did not become ready within ${PATIENCE_MS / 1000} s (${last}).`);
}
