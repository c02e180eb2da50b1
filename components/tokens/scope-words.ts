import type { Permission } from "@/lib/wire/endpoint";

/** What a token may be made for, in the order in which it is offered; the key of its sentence in `apiTokens`. */
export const scopeTexts = {
  "chats.read": "chatsRead",
  "sellers.read": "sellersRead",
  "reports.read": "reportsRead",
  "audit.read": "auditRead",
  "chats.write": "chatsWrite",
  "desk.manage": "deskManage",
  "sellers.manage": "sellersManage",
  "team.manage": "teamManage",
  "tokens.manage": "tokensManage",
  "webhooks.manage": "webhooksManage",
  "operations.manage": "operationsManage",
  "privacy.manage": "privacyManage",
  "broadcasts.manage": "broadcastsManage",
  "broadcasts.rules": "broadcastsRules",
  "market.read": "marketRead",
  "market.act": "marketAct",
  "orders.assemble": "ordersAssemble",
} as const satisfies Record<Permission, string>;

export const scopeGroups = [
  { key: "groupRead", scopes: ["chats.read", "sellers.read", "market.read", "reports.read", "audit.read"] },
  { key: "groupAnswer", scopes: ["chats.write"] },
  {
    key: "groupManage",
    scopes: [
      "desk.manage",
      "broadcasts.manage",
      "broadcasts.rules",
      "market.act",
      "orders.assemble",
      "sellers.manage",
      "team.manage",
      "tokens.manage",
      "webhooks.manage",
      "operations.manage",
      "privacy.manage",
    ],
  },
] as const satisfies readonly { key: string; scopes: readonly Permission[] }[];

/** Whether a stored scope is one that this version knows. */
export function isPermission(scope: string): scope is Permission {
  return Object.hasOwn(scopeTexts, scope);
}
