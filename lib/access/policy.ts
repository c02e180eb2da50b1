import type { Permission } from "../wire/endpoint";
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
};

/** Whether a role has a permission at all. */
export function may(role: Role, permission: Permission): boolean {
  return table[permission].includes(role);
}
