import type { SandboxClient } from "../../../sandbox/client";
import type { TestDatabase } from "../../support/database";
import { type ConnectedSeller, makeConnectedSeller, type Person } from "../../support/factories";
import { findChatId, pollLater } from "../../support/stored";

/** A seller with chats that wait for somebody. */
export interface Shop {
  readonly seller: ConnectedSeller;
  readonly chatIds: readonly string[];
}

export async function makeShop(database: TestDatabase, sandbox: SandboxClient, chats: number): Promise<Shop> {
  const seller = await makeConnectedSeller({ sandbox, dialect: "v3" });
  const externals: string[] = [];
  for (let index = 1; index <= chats; index++) externals.push((await seller.say(`Вопрос ${index}`)).chatId);
  if (chats > 0) await pollLater(seller.id);
  const chatIds = await Promise.all(externals.map((external) => findChatId(database, seller.id, external)));
  return { seller, chatIds };
}

/** Their desk is open, or was so long ago. */
export async function openDesks(
  database: TestDatabase,
  people: readonly Person[],
  secondsAgo = 0,
): Promise<void> {
  await database.query(
    "UPDATE users SET seen_at = now() - make_interval(secs => $2::int) WHERE id = ANY ($1::text[])",
    [people.map((person) => person.user.id), secondsAgo],
  );
}

export async function assigneeOf(database: TestDatabase, chatId: string): Promise<string | null> {
  const [row] = await database.query<{ assignee_id: string | null }>(
    "SELECT assignee_id FROM chats WHERE id = $1",
    [chatId],
  );
  return row?.assignee_id ?? null;
}
