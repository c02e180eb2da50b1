import type { Actor } from "../access/actor";
import { appendAudit } from "../audit/append";
import { writeSetting } from "../db/setting";
import { inTransaction } from "../db/transaction";
import type { SecurityRules } from "../wire/account";
import { securityRulesSetting } from "./security-rules";

/** Says who must sign in with a second factor; whoever has none is led to set one up with their next request. */
export async function changeSecurityRules(input: {
  actor: Actor;
  rules: SecurityRules;
}): Promise<SecurityRules> {
  const { actor, rules } = input;
  await inTransaction(async (tx) => {
    await writeSetting(tx, securityRulesSetting, rules);
    await appendAudit(tx, {
      actor: { type: "user", id: actor.userId },
      action: "security_rules.changed",
      subject: { type: "setting", id: securityRulesSetting.name },
      sellerId: null,
      details: { two_factor: rules.two_factor },
      requestId: actor.requestId,
    });
  });
  return rules;
}
