import { type Permission, permissions } from "../wire/endpoint";
import type { Role } from "../wire/users";

/** The one table of who may do what. Which things they may do it with is `scope.ts`'s. */
const table: Record<Permission, readonly Role[]> = {
  "sellers.read": ["admin", "supervisor", "operator"],
  "sellers.manage": ["admin"],
  "chats.read": ["admin", "supervisor", "operator"],
  "chats.write": ["admin", "supervisor", "operator"],
  // Tags, canned replies, shared views, targets and hours, rules, capacity.
  "desk.manage": ["admin", "supervisor"],
  "reports.read": ["admin", "supervisor"],
  "team.manage": ["admin"],
  "tokens.manage": ["admin"],
  "webhooks.manage": ["admin"],
  "audit.read": ["admin"],
  "operations.manage": ["admin"],
  // Retention, and a buyer's right to their data and to be forgotten.
  "privacy.manage": ["admin"],
  "broadcasts.manage": ["admin", "supervisor"],
  // How buyers are spared, and the two ways around it.
  "broadcasts.rules": ["admin"],
  // Orders, products, stocks, returns, money.
  "market.read": ["admin", "supervisor", "operator"],
  "market.act": ["admin", "supervisor"],
  // Operators where a setting lets them: the verb asks.
  "orders.assemble": ["admin", "supervisor", "operator"],
};

/** Whether a program's token was made for this; the person it acts for must have the permission as well. */
export function isInScope(scopes: readonly string[] | null, permission: Permission): boolean {
  return scopes === null || scopes.includes("*") || scopes.includes(permission);
}

/** Whether a role has a permission at all. */
export function may(role: Role, permission: Permission): boolean {
  return table[permission].includes(role);
}

/** Whether a token's scopes hold everything a role may: only then may its program let somebody in with that role. */
export function coversRole(scopes: readonly string[] | null, role: Role): boolean {
  return permissions.every((permission) => !may(role, permission) || isInScope(scopes, permission));
}
