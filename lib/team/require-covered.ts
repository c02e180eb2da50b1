import type { Actor } from "../access/actor";
import { coversRole } from "../access/policy";
import { AppError } from "../errors";
import type { Role } from "../wire/users";

/**
 * A program lets nobody in who may do more than itself: it would know the password or the link, and come in as them.
 * Throws `scope_missing`.
 */
export function requireCovered(actor: Pick<Actor, "scopes">, role: Role): void {
  if (!coversRole(actor.scopes, role)) throw new AppError("scope_missing");
}
