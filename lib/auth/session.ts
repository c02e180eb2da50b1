import type { Actor } from "../access/actor";
import { role } from "../wire/users";
import { findActorByToken } from "./api-tokens";
import { auth } from "./better-auth";

/** Who is behind a request: a session cookie of a browser, or a program's bearer token. Null: nobody we know. */
export async function findActor(headers: Headers, requestId: string): Promise<Actor | null> {
  const bearer = bearerOf(headers);
  if (bearer !== null) return findActorByToken(bearer, requestId);
  const session = await auth().api.getSession({ headers });
  if (session === null) return null;
  const { user } = session;
  if (user.deactivatedAt) return null; // a sign-in that went on while the person was shut out
  return {
    userId: user.id,
    role: role.parse(user.role),
    name: user.name,
    email: user.email,
    scopes: null,
    sessionId: session.session.id,
    requestId,
  };
}

/** Whether the browser's cookie (and not a token that only a program has) speaks for the request. */
export function isCookieAuthenticated(headers: Headers): boolean {
  return bearerOf(headers) === null;
}

function bearerOf(headers: Headers): string | null {
  return /^Bearer\s+(\S+)$/i.exec(headers.get("authorization") ?? "")?.[1] ?? null;
}
