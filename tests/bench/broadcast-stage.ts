import type { SandboxMessage } from "../../sandbox/control-protocol";
import type { Api } from "../support/api";
import { type BenchSeller, connectSellers } from "./sellers";
import type { World } from "./world";

/** Chats that no broadcast is for: operators answer in them meanwhile. */
const OPERATORS_TAG = "оператору";

export interface BroadcastStage {
  readonly api: Api;
  readonly seller: BenchSeller;
  /** Our ids and the marketplace's of chats that operators answer in. */
  readonly operatorChats: readonly { readonly id: string; readonly externalId: string }[];
}

/**
 * A connected seller with `buyers` answered chats of two hours ago, and some for operators. The chats are written as
 * polls leave them; getting ten thousand in is another figure's business.
 */
export async function openBroadcastStage(
  world: World,
  { buyers, operators }: { buyers: number; operators: number },
): Promise<BroadcastStage> {
  const web = await world.startWeb();
  const early = await world.startWorkers();
  const api = await world.signInAdmin(web);
  const [seller] = await connectSellers(world, { api, count: 1, webhookMode: () => "push" });
  if (seller === undefined) throw new Error("no seller");
  await early.kill();
  await world.sandbox.bulk({
    client_id: seller.clientId,
    messages: buyers + operators,
    chats: buyers + operators,
    created_from: new Date(Date.now() - 7_200_000).toISOString(),
  });
  const messages = await world.sandbox.listMessages(seller.clientId);
  await storeChats(world, seller, messages);
  const { rows } = await world.sql.query<{ id: string; externalId: string }>(
    `UPDATE chats SET tags = ARRAY[$2] WHERE id IN (SELECT id FROM chats WHERE seller_id = $1 ORDER BY id LIMIT $3)
     RETURNING id, external_id AS "externalId"`,
    [seller.id, OPERATORS_TAG, operators],
  );
  await world.sql.query("ANALYZE");
  return { api, seller, operatorChats: rows };
}

async function storeChats(
  world: World,
  seller: BenchSeller,
  messages: readonly SandboxMessage[],
): Promise<void> {
  const columns = [
    messages.map((message) => message.chat_id),
    messages.map((message) => message.id),
    messages.map((message) => message.created_at),
  ];
  await world.sql.query(
    `INSERT INTO chats (seller_id, external_id, kind, external_type, created_at, last_message_at, last_message_preview,
                        last_message_direction, unread_count, buyer_last_at, writable_until, announced_external_id,
                        synced_external_id, is_backfilled, rechecked_at)
     SELECT $1, n.chat, 'buyer', 'Buyer_Seller', n.at, n.at, 'Спасибо!', 'outbound', 1, n.at,
            n.at + interval '48 hours', n.message, n.message, true, now()
       FROM unnest($2::text[], $3::text[], $4::timestamptz[]) AS n (chat, message, at)`,
    [seller.id, ...columns],
  );
  await world.sql.query(
    `INSERT INTO messages (chat_id, seller_id, external_id, direction, author_type, text, status, created_at)
     SELECT c.id, c.seller_id, said.id, said.direction, said.author, 'Сообщение', said.status, said.at
       FROM unnest($2::text[], $3::text[], $4::timestamptz[]) AS n (chat, message, at)
       JOIN chats c ON c.seller_id = $1 AND c.external_id = n.chat
      CROSS JOIN LATERAL (VALUES (n.message, 'inbound', 'buyer', 'received', n.at),
                                 ('answer-' || n.message, 'outbound', 'seller', 'sent', n.at + interval '1 second'))
                         AS said (id, direction, author, status, at)`,
    [seller.id, ...columns],
  );
  await world.sql.query("UPDATE sync_states SET deep_synced_at = now() WHERE seller_id = $1", [seller.id]);
}

/** Starts a broadcast to everybody but the operators' chats, as fast as the marketplace takes it. Answers its id. */
export async function startBroadcast({ api, seller }: BroadcastStage): Promise<string> {
  const answer = await api.post("/api/broadcasts", {
    seller_id: seller.id,
    template: "Здравствуйте! Новая коллекция уже в магазине.",
    filters: { tags_none: [OPERATORS_TAG] },
    rate_limit: 50,
    quiet_hours: "ignore",
  });
  if (answer.status !== 201) throw new Error(`the broadcast was refused: ${answer.status} ${answer.text}`);
  return answer.body.broadcast.id;
}

/** The broadcast's messages at the marketplace by chat: how often each arrived. */
export async function countArrivals(world: World, { seller }: BroadcastStage): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const message of await world.sandbox.listMessages(seller.clientId, { direction: "outbound" }))
    if (message.text.startsWith("Здравствуйте! Новая"))
      counts.set(message.chat_id, (counts.get(message.chat_id) ?? 0) + 1);
  return counts;
}
