import { now } from "../clock";
import { AppError } from "../errors";

/** Until when a chat sleeps; null wakes it. Throws `invalid_input` for a time that has passed: it would show at once. */
export function toSnooze(given: string | null | undefined): Date | null | undefined {
  if (given === undefined || given === null) return given;
  const until = new Date(given);
  if (until > now()) return until;
  throw new AppError("invalid_input", {
    details: [{ field: "snoozed_until", problem: "must be in the future" }],
  });
}
