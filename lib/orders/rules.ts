import type { Actor } from "../access/actor";
import { may } from "../access/policy";
import { appendAudit } from "../audit/append";
import { readSetting, type SettingOf, writeSetting } from "../db/setting";
import { inTransaction } from "../db/transaction";
import { AppError } from "../errors";
import { type OrderRules, orderRules } from "../wire/order-acts";

const orderRulesSetting: SettingOf<typeof orderRules> = {
  name: "order_rules",
  schema: orderRules,
  fallback: { operators_may_assemble: false },
};

/** Who may assemble. */
export function readOrderRules(sql?: Parameters<typeof readSetting>[1]): Promise<OrderRules> {
  return readSetting(orderRulesSetting, sql);
}

/** Whoever may act at marketplaces may assemble; operators where the setting lets them. Throws `assembling_not_allowed`. */
export async function requireMayAssemble(actor: Actor): Promise<void> {
  if (may(actor.role, "market.act")) return;
  const { operators_may_assemble } = await readOrderRules();
  if (!operators_may_assemble) throw new AppError("assembling_not_allowed");
}

/** Says who may assemble from now on. */
export async function changeOrderRules(input: { actor: Actor; rules: OrderRules }): Promise<OrderRules> {
  const { actor, rules } = input;
  await inTransaction(async (tx) => {
    const before = await readOrderRules(tx.sql);
    if (before.operators_may_assemble === rules.operators_may_assemble) return;
    await writeSetting(tx, orderRulesSetting, rules);
    await appendAudit(tx, {
      actor: { type: "user", id: actor.userId },
      action: "order_rules.changed",
      subject: { type: "setting", id: orderRulesSetting.name },
      sellerId: null,
      details: {
        operators_may_assemble: { was: before.operators_may_assemble, is: rules.operators_may_assemble },
      },
      requestId: actor.requestId,
    });
  });
  return rules;
}
