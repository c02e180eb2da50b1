import type { Actor } from "../access/actor";
import { AppError } from "../errors";

/** A person's own browser. Throws `person_only` for a program: its token acts for a person and is none. */
export function requirePerson(actor: Actor): { userId: string; sessionId: string } {
  if (actor.scopes !== null || actor.sessionId === undefined) throw new AppError("person_only");
  return { userId: actor.userId, sessionId: actor.sessionId };
}
