import { now } from "../clock";
import type { AccountFacts } from "../marketplaces/account-facts";
import { hintOf } from "./model";

/** What the marketplace told of a key, as a seller's row keeps it. */
export function toKeyColumns(facts: AccountFacts) {
  return {
    apiKeyExpiresAt: facts.keyExpiresAt,
    apiKeyRoles: [...facts.roles],
    apiKeyCheckedAt: now(),
    dialect: facts.dialect,
    chatAccess: facts.chatAccess,
  };
}

/** The same for a key that has just been given to us: its age begins, and nobody was reminded of it yet. */
export function toNewKeyColumns(apiKey: string, facts: AccountFacts) {
  return {
    ...toKeyColumns(facts),
    apiKeyHint: hintOf(apiKey),
    apiKeySetAt: now(),
    apiKeyReminders: [],
  };
}
