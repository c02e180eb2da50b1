import { setTimeout as pause } from "node:timers/promises";

const POLL_MS = 25;
const DEADLINE_MS = 15_000;

/**
 * Asks until the answer is something else than null, undefined or false, and gives it back. Throws after the deadline
 * with `what` and the last answer or error. A failed `expect` inside counts as "not yet".
 */
export async function waitFor<T>(
  what: string,
  ask: () => T | Promise<T>,
  { deadlineMs = DEADLINE_MS }: { deadlineMs?: number } = {},
): Promise<NonNullable<T>> {
  let last: unknown = "nothing yet";
  for (const until = Date.now() + deadlineMs; ; await pause(POLL_MS)) {
    try {
      const answer = await ask();
      if (answer !== null && answer !== undefined && answer !== false) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() > until) break;
  }
  throw new Error(`${what}: not within ${deadlineMs} ms. Last: ${toWords(last)}`, { cause: last });
}

function toWords(last: unknown): string {
  return last instanceof Error ? last.message.slice(0, 2_000) : String(JSON.stringify(last));
}
