import type { Tx } from "../db/transaction";

/** One writer a chat: whoever changes it or its messages waits here for whoever was first. False when it is gone. */
export async function lockChat(tx: Tx, chatId: string): Promise<boolean> {
  const rows = await tx.sql.$queryRaw<unknown[]>`
    SELECT 1 FROM chats WHERE id = ${chatId}::uuid FOR UPDATE`;
  return rows.length > 0;
}
