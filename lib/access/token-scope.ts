import type { Endpoint, Permission } from "../wire/endpoint";

/**
 * What a program's token must be made for to call a route; null: any token may. What is open to every person of the
 * team is work in chats (notices, the team, preferences, the stream); only who one is needs nothing.
 */
export function scopeNeeded(endpoint: Pick<Endpoint, "method" | "path" | "access">): Permission | null {
  const { access } = endpoint;
  if (access === "public") return null;
  if (access !== "signed-in") return access;
  if (endpoint.path === "/api/me") return null;
  return endpoint.method === "GET" ? "chats.read" : "chats.write";
}
