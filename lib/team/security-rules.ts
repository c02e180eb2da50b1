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
