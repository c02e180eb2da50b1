import { expect } from "vitest";
import { syncSeller } from "@/lib/chats/sync";
import type { SandboxClient } from "../../sandbox/client";
import { moveClock } from "./clock";
import type { TestDatabase } from "./database";
import type { ConnectedSeller } from "./factories";

/** A message as it lies in the database, with the marketplace's names of things. */
export interface StoredMessage {
  readonly id: string;
  readonly chat: string;
  readonly external_id: string | null;
  readonly direction: string;
  readonly author_type: string;
  readonly text: string;
  readonly status: string;
  readonly error_code: string | null;
}

/** Everything stored of a seller, or of one of its chats (by the marketplace's id), in the order of a conversation. */
export function readMessages(
  database: TestDatabase,
  sellerId: string,
  chat: string | null = null,
): Promise<StoredMessage[]> {
  return database.query<StoredMessage & { created_at: Date }>(
    `SELECT m.id, c.external_id AS chat, m.external_id, m.direction, m.author_type, m.text, m.status, m.error_code
       FROM messages m JOIN chats c ON c.id = m.chat_id
      WHERE m.seller_id = $1 AND ($2::text IS NULL OR c.external_id = $2)
      ORDER BY m.created_at, m.seq`,
    [sellerId, chat],
  );
}

/** Our id of a chat. */
export async function findChatId(
  database: TestDatabase,
  sellerId: string,
  externalId: string,
): Promise<string> {
  const [row] = await database.query<{ id: string }>(
    "SELECT id FROM chats WHERE seller_id = $1 AND external_id = $2",
    [sellerId, externalId],
  );
  if (row === undefined) throw new Error(`chat ${externalId} is not stored`);
  return row.id;
}

/** One poll after the other pauses of the product have passed (a minute between two looks at v1's feed). */
export async function pollLater(sellerId: string): Promise<number> {
  moveClock(61);
  return (await syncSeller(sellerId)).newMessages;
}

/** Every message that the marketplace holds is stored once, with its id and text, and nothing else is. */
export async function expectWhole(
  database: TestDatabase,
  sandbox: SandboxClient,
  seller: ConnectedSeller,
): Promise<void> {
  const theirs = (await sandbox.listMessages(seller.account.client_id)).map(
    ({ id, chat_id, direction, text }) => [chat_id, id, direction, text].join(" "),
  );
  const ours = (await readMessages(database, seller.id)).map(({ external_id, chat, direction, text }) =>
    [chat, external_id, direction, text].join(" "),
  );
  // A list of a few lines says more than a difference of thousands.
  const stored = new Set(ours);
  const shown = new Set(theirs);
  expect({
    missing: theirs.filter((line) => !stored.has(line)).slice(0, 5),
    invented: ours.filter((line) => !shown.has(line)).slice(0, 5),
    count: ours.length,
  }).toEqual({ missing: [], invented: [], count: theirs.length });
}
