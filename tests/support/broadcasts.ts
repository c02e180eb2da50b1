import { addBroadcast } from "@/lib/broadcasts/add-broadcast";
import { keepBookOf } from "@/lib/broadcasts/keep-books";
import { runBroadcast } from "@/lib/broadcasts/run-broadcast";
import type { SandboxClient } from "../../sandbox/client";
import type { Dialect } from "../../sandbox/model";
import type { TestDatabase } from "./database";
import { type ConnectedSeller, makeConnectedSeller, type Person } from "./factories";

/** A connected seller with so many buyers' chats of two hours ago, each answered, so that a broadcast may reach them. */
export async function makeSellerWithBuyers(
  given: { sandbox: SandboxClient; database: TestDatabase },
  { dialect, buyers }: { dialect: Dialect; buyers: number },
): Promise<ConnectedSeller> {
  const { sandbox, database } = given;
  const seller = await makeConnectedSeller({
    sandbox,
    dialect,
    before: ({ client_id }) =>
      sandbox.bulk({
        client_id,
        messages: buyers,
        chats: buyers,
        created_from: new Date(Date.now() - 7_200_000).toISOString(),
      }),
  });
  await answerAll(database, seller.id);
  return seller;
}

/** Gives every waiting chat of a seller an answer of its shop, as if typed in the marketplace's cabinet. */
export async function answerAll(database: TestDatabase, sellerId: string): Promise<void> {
  await database.query(
    `INSERT INTO messages (chat_id, seller_id, external_id, direction, author_type, text, status, created_at)
     SELECT id, seller_id, 'answer-' || id, 'outbound', 'seller', 'Спасибо!', 'sent', last_message_at + interval '1 second'
       FROM chats WHERE seller_id = $1 AND waiting_since IS NOT NULL`,
    [sellerId],
  );
  await database.query(
    "UPDATE chats SET waiting_since = NULL, last_message_direction = 'outbound' WHERE seller_id = $1",
    [sellerId],
  );
}

/** Makes and starts a broadcast at any hour; `terms` says the rest. Answers its id. */
export async function startBroadcast(
  person: Person,
  sellerId: string,
  terms: Partial<Parameters<typeof addBroadcast>[0]["given"]> = {},
): Promise<string> {
  const made = await addBroadcast({
    actor: person.actor,
    given: {
      seller_id: sellerId,
      template: "Здравствуйте!",
      filters: {},
      start: true,
      quiet_hours: "ignore",
      frequency_cap: "respect",
      ...terms,
    },
  });
  return made.id;
}

/** Sends what is due, as a workers process would, and counts. */
export async function runOnce(broadcastId: string): Promise<void> {
  await runBroadcast(broadcastId, new AbortController().signal);
  await keepBookOf(broadcastId);
}
