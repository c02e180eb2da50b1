import type { Actor } from "../access/actor";
import { appendAudit } from "../audit/append";
import { readSetting, type SettingOf, writeSetting } from "../db/setting";
import { inTransaction } from "../db/transaction";
import { type RetentionRules, retentionRules } from "../wire/retention";

/** How long things are kept; everything for ever until an admin decides otherwise. */
const setting: SettingOf<typeof retentionRules> = {
  name: "retention",
  schema: retentionRules,
  fallback: { messages_days: null, files_days: null, audit_days: null },
};

/** The rules as they stand. */
export async function readRetention(): Promise<RetentionRules> {
  return readSetting(setting);
}

/** Sets the rules; the next night's cleaning follows them. */
export async function changeRetention({
  actor,
  rules,
}: {
  actor: Actor;
  rules: RetentionRules;
}): Promise<RetentionRules> {
  return inTransaction(async (tx) => {
    const was = await readSetting(setting, tx.sql);
    await writeSetting(tx, setting, rules);
    await appendAudit(tx, {
      actor: { type: "user", id: actor.userId },
      action: "retention.changed",
      subject: { type: "retention", id: null },
      sellerId: null,
      details: { was, is: rules },
      requestId: actor.requestId,
    });
    return rules;
  });
}
