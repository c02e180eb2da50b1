import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { noteSilentWebhooks } from "@/lib/webhooks/silence";
import { ownDatabase } from "../../support/database";
import { makeStoredChat, makeStoredSeller } from "../../support/stored-chats";
import { waitFor } from "../../support/wait-for";

/** As many as make a plan that reads all of them the worse one; the figure of 1,000,000 is measured by hand with it. */
const MESSAGES = Number(process.env.SILENCE_MESSAGES ?? 30_000);
const database = ownDatabase();

beforeAll(async () => {
  const sellerId = await makeStoredSeller();
  const chatId = await makeStoredChat(sellerId);
  await db().seller.update({ where: { id: sellerId }, data: { webhookMode: "push" } });
  await database.query(
    `INSERT INTO messages (seller_id, chat_id, external_id, direction, author_type, text, status, created_at)
     SELECT $1, $2, n::text, 'inbound', 'buyer', 'x', 'received', now() - n * interval '10 seconds'
       FROM generate_series(1, $3::int) n`,
    [sellerId, chatId, MESSAGES],
  );
  await database.query(
    `INSERT INTO webhook_deliveries (seller_id, dedupe_key, kind, chat_external_id, status, received_at)
     SELECT $1, n::text, 'chat_changed', 'c', 'done', now() - interval '1 hour' - n * interval '10 seconds'
       FROM generate_series(1, $2::int) n`,
    [sellerId, Math.min(MESSAGES, 100_000)],
  );
  await database.query(
    "INSERT INTO webhook_registrations (seller_id, state, url, registered_at) VALUES ($1, 'registered', '', now() - interval '30 days')",
    [sellerId],
  );
  await database.query(
    `INSERT INTO living_processes (id, kind, host, pid, version, started_at, seen_at)
     VALUES ($1, 'web', 'here', 1, '1', now() - interval '30 days', now())`,
    [randomUUID()],
  );
  await database.query("ANALYZE messages, webhook_deliveries");
});

test("the sweep reads what came since the last ring, not the history", async () => {
  await noteSilentWebhooks();
  const reads = await waitFor("the database's own figures", async () => {
    await db().$executeRaw`SELECT pg_stat_force_next_flush()`;
    const rows = await database.query<{ name: string; found: number }>(
      `SELECT indexrelname AS name, idx_tup_read::int AS found FROM pg_stat_user_indexes
        WHERE indexrelname IN ('webhook_deliveries_rings', 'messages_of_seller_by_time') AND idx_scan > 0`,
    );
    return rows.length === 2 ? new Map(rows.map(({ name, found }) => [name, found])) : null;
  });
  expect(reads.get("webhook_deliveries_rings")).toBeLessThan(10);
  expect(reads.get("messages_of_seller_by_time")).toBeLessThan(500); // an hour of one every ten seconds
});
