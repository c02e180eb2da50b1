import type { Tx } from "../db/transaction";
import type { IncomingMessage } from "../marketplaces/ports";
import { createOptOutFinder } from "./find-opt-out";
import { readOptOutWords } from "./opt-out-words";

/** A message in which a buyer asks not to be written to. */
export interface FoundOptOut {
  readonly messageId: string;
  readonly said: string;
}

/**
 * Notes who asks in these messages not to be written to, once a message, however often it is shown; what somebody took
 * back stays taken back. Call it when the messages are stored, with the chats locked.
 */
export async function noteOptOuts(
  tx: Tx,
  input: { sellerId: string; chatIds: ReadonlyMap<string, string>; messages: readonly IncomingMessage[] },
): Promise<void> {
  const said = input.messages.filter((message) => message.author.type === "buyer" && message.text !== "");
  if (said.length === 0) return;
  const find = createOptOutFinder(await readOptOutWords(tx.sql));
  const found = said.flatMap((message) => {
    const words = find(message.text);
    return words === null ? [] : [{ ...message, words }];
  });
  if (found.length === 0) return;
  await tx.sql.$executeRaw`
    INSERT INTO opt_outs (seller_id, chat_id, source, message_id, said, created_at)
    SELECT m.seller_id, m.chat_id, 'words', m.id, n.said, least(m.created_at, now())
      FROM unnest(${found.map((one) => input.chatIds.get(one.chatExternalId))}::uuid[],
                  ${found.map((one) => one.externalId)}::text[], ${found.map((one) => one.words)}::text[])
           AS n (chat_id, external_id, said)
      JOIN messages m ON m.seller_id = ${input.sellerId}::uuid AND m.chat_id = n.chat_id AND m.external_id = n.external_id
    ON CONFLICT (chat_id, message_id) WHERE message_id IS NOT NULL DO NOTHING`;
}

/**
 * The same for messages that are stored already. Where other words are found now than before, they are told. Answers
 * the chats of those that are new.
 */
export async function noteFound(
  tx: Tx,
  found: readonly FoundOptOut[],
): Promise<Array<{ chatId: string; sellerId: string }>> {
  if (found.length === 0) return [];
  const rows = await tx.sql.$queryRaw<Array<{ chatId: string; sellerId: string; isNew: boolean }>>`
    INSERT INTO opt_outs AS o (seller_id, chat_id, source, message_id, said, created_at)
    SELECT m.seller_id, m.chat_id, 'words', m.id, n.said, least(m.created_at, now())
      FROM unnest(${found.map((one) => one.messageId)}::uuid[], ${found.map((one) => one.said)}::text[]) AS n (id, said)
      JOIN messages m ON m.id = n.id
    ON CONFLICT (chat_id, message_id) WHERE message_id IS NOT NULL
      DO UPDATE SET said = excluded.said WHERE o.lifted_at IS NULL AND o.said <> excluded.said
    RETURNING chat_id AS "chatId", seller_id AS "sellerId", (xmax = 0) AS "isNew"`;
  return rows.filter((row) => row.isNew);
}
