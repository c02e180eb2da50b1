import { randomBytes, randomUUID } from "node:crypto";
import type { TestDatabase } from "../../support/database";
import { waitFor } from "../../support/wait-for";

/** Beyond what a double holds: such a number must come back to the last digit. */
export const BEYOND_DOUBLES = "9007199254740993";

/** Rows of every awkward kind beside those of the factories. */
export async function addAwkwardRows(
  database: TestDatabase,
  { sellerId, chatId, userId }: { sellerId: string; chatId: string; userId: string },
): Promise<void> {
  const text = 'Ёлки-палки, \\. и \\N, \t табуляция,\r\n строки, "кавычки", 🧶, \u{1F9F6}\u200d, {}';
  await database.query(`SELECT setval('messages_seq_seq', ${BEYOND_DOUBLES})`);
  await database.query(
    `INSERT INTO messages (chat_id, seller_id, external_id, direction, author_type, text, status, created_at)
     VALUES ($1, $2, 'odd-1', 'inbound', 'buyer', $3, 'received', now()), ($1, $2, 'odd-2', 'inbound', 'buyer', '', 'received', now())`,
    [chatId, sellerId, text],
  );
  await database.query("UPDATE chats SET tags = $2 WHERE id = $1", [
    chatId,
    ["возврат", "с, запятой", '"кавычка"', "NULL", ""],
  ]);
  await database.query(
    "INSERT INTO outbound_files (seller_id, name, mime_type, size_bytes, bytes) VALUES ($1, 'фото.png', 'image/png', 5000, $2)",
    [sellerId, Buffer.concat([Buffer.from([0, 10, 13, 92, 255]), randomBytes(4995)])],
  );
  await database.query(
    `INSERT INTO notes (chat_id, seller_id, kind, author_type, author_id, text, mentions, act)
     VALUES ($1, $2, 'note', 'user', $3, $4, '{}', $5), ($1, $2, 'note', 'user', NULL, '', '{a,NULL}'::text[], NULL)`,
    [
      chatId,
      sellerId,
      userId,
      text,
      JSON.stringify({ имя: text, big: 12345678901234567890n.toString(), n: [null, 1.5e-7] }),
    ],
  );
  await database.query("INSERT INTO settings (name, value) VALUES ('backup_test', $1)", [
    JSON.stringify({ id: randomUUID() }),
  ]);
}

/**
 * A writer at work: each of its transactions adds a message and counts it in the chat's row, so that whoever sees one
 * without the other saw two moments. `stop` answers how many it wrote.
 */
export async function startWriter(
  database: TestDatabase,
  { sellerId, chatId }: { sellerId: string; chatId: string },
): Promise<{ stop: () => Promise<number> }> {
  const client = await database.connect();
  await client.query("UPDATE chats SET unread_count = 0 WHERE id = $1", [chatId]);
  let isWanted = true;
  let written = 0;
  const work = (async () => {
    while (isWanted) {
      await client.query("BEGIN");
      await client.query(
        `INSERT INTO messages (chat_id, seller_id, external_id, direction, author_type, text, status, created_at)
         VALUES ($1, $2, $3, 'inbound', 'buyer', 'Пишу', 'received', now())`,
        [chatId, sellerId, `written-${written}`],
      );
      await client.query("UPDATE chats SET unread_count = unread_count + 1 WHERE id = $1", [chatId]);
      await client.query("COMMIT");
      written += 1;
    }
  })();
  await waitFor("the first message", () => written > 0);
  return {
    async stop() {
      isWanted = false;
      await work;
      await client.end();
      return written;
    },
  };
}
