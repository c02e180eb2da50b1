import type { Tx } from "../db/transaction";
import type { TriggerKind } from "./model";

/** A stored trigger; `onceKey` names the one rule it is for. */
export interface Trigger {
  readonly id: string;
  readonly chatId: string;
  readonly kind: TriggerKind;
  readonly messageId: string | null;
  readonly onceKey: string | null;
}

/**
 * The buyer's messages whose words count. Buyers write in bursts ("хочу вернуть", "ау"), which arrive together and ring
 * once: everything since the trigger before, at most ten minutes back. For silences and missed targets: their last one.
 * Index automation_triggers_of_chat, messages_chat_id_created_at_seq_idx.
 */
export async function findHeard(tx: Tx, trigger: Trigger): Promise<string[]> {
  const { chatId, messageId } = trigger;
  const rows =
    messageId === null
      ? await tx.sql.$queryRaw<Array<{ id: string }>>`
          SELECT id FROM messages WHERE chat_id = ${chatId}::uuid AND author_type = 'buyer'
           ORDER BY created_at DESC, seq DESC LIMIT 1`
      : await tx.sql.$queryRaw<Array<{ id: string }>>`
          SELECT m.id FROM messages newest JOIN messages m ON m.chat_id = newest.chat_id
           WHERE newest.id = ${messageId}::uuid AND m.author_type = 'buyer' AND m.seq <= newest.seq
             AND m.created_at > newest.created_at - interval '10 minutes'
             AND m.seq > coalesce((
               SELECT max(before.seq) FROM automation_triggers t JOIN messages before ON before.id = t.message_id
                WHERE t.chat_id = ${chatId}::uuid AND t.id <> ${trigger.id}::uuid AND before.seq < newest.seq), 0)`;
  return rows.map((row) => row.id);
}
