import type { ItemOutcome } from "../port-page";

/** The marketplace took an item, at once or (`taskId`) for later. */
export function accepted(subject: string, taskId: string | null = null): ItemOutcome {
  return { subject, outcome: "accepted", theirCode: null, theirText: null, taskId };
}

/** It did not; `code` and `text` are its own. */
export function refused(subject: string, code: string | null, text: string | null): ItemOutcome {
  return { subject, outcome: "refused", theirCode: code, theirText: text, taskId: null };
}
