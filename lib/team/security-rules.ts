import type { Actor } from "../access/actor";
import { db } from "../db/client";
import type { SettingOf } from "../db/setting";
import { readSetting } from "../db/setting";
import { type SecurityRules, securityRules } from "../wire/account";
import type { Role } from "../wire/users";

export const securityRulesSetting: SettingOf<typeof securityRules> = {
  name: "security_rules",
  schema: securityRules,
  fallback: { two_factor: "nobody" },
};

/** Who must sign in with a second factor. */
export function readSecurityRules(): Promise<SecurityRules> {
  return readSetting(securityRulesSetting);
}

/** Whether the rules ask a person of this role for a second factor. */
export function isTwoFactorAskedOf(rules: SecurityRules, role: Role): boolean {
  return rules.two_factor === "everybody" || (rules.two_factor === "admins" && role === "admin");
}

/** Whether this person must set a second factor up before anything else. One look-up while the rules ask it of nobody. */
export async function lacksSecondFactor(actor: Pick<Actor, "userId" | "role">): Promise<boolean> {
  if (!isTwoFactorAskedOf(await readSecurityRules(), actor.role)) return false;
  return (await db().user.count({ where: { id: actor.userId, twoFactorEnabled: true } })) === 0;
}
