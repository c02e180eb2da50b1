import type { Actor } from "../access/actor";
import { appendAudit } from "../audit/append";
import { beginLook } from "../chats/look-for-opt-outs";
import { optOutWordsSetting, readOptOutWords } from "../chats/opt-out-words";
import { db } from "../db/client";
import { writeSetting } from "../db/setting";
import { inTransaction, type Tx } from "../db/transaction";
import type { BroadcastRules } from "../wire/broadcast-rules";
import { moveOpenings } from "./move-openings";
import { readSparingRules, sparingRulesSetting } from "./rules";

/** How buyers are spared, the words of those who want no broadcasts among it. */
export async function readBroadcastRules(sql: Tx["sql"] = db()): Promise<BroadcastRules> {
  return { ...(await readSparingRules(sql)), opt_out_words: await readOptOutWords(sql) };
}

/**
 * Says how buyers are spared from now on; broadcasts that run obey with their next message, and who waits for the hours
 * to open waits for the new ones. With other words, all that
 * buyers ever wrote is looked through anew by the workers.
 */
export async function changeBroadcastRules(input: {
  actor: Actor;
  rules: BroadcastRules;
}): Promise<BroadcastRules> {
  const { actor } = input;
  const { opt_out_words: given, ...rules } = input.rules;
  const words = [...new Set(given)];
  const changed = await inTransaction(async (tx) => {
    const before = await readBroadcastRules(tx.sql);
    const after = { ...rules, opt_out_words: words };
    const changed = fieldsThatDiffer(before, after);
    if (changed.length === 0) return changed;
    await writeSetting(tx, sparingRulesSetting, rules);
    await writeSetting(tx, optOutWordsSetting, words);
    if (changed.includes("opt_out_words")) await beginLook(tx);
    await appendAudit(tx, {
      actor: { type: "user", id: actor.userId },
      action: "broadcast_rules.changed",
      subject: { type: "setting", id: sparingRulesSetting.name },
      sellerId: null,
      details: Object.fromEntries(changed.map((field) => [field, { was: before[field], is: after[field] }])),
      requestId: actor.requestId,
    });
    return changed;
  });
  if (changed.includes("allowed_from") || changed.includes("allowed_to")) await moveOpenings();
  return { ...rules, opt_out_words: words };
}

function fieldsThatDiffer(before: BroadcastRules, after: BroadcastRules): Array<keyof BroadcastRules> {
  const fields = Object.keys(before) as Array<keyof BroadcastRules>; // made by our own schema, which has no others
  return fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
}
