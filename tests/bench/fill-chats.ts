import type pg from "pg";
import { diceOf, makeText } from "./russian-texts";

/** How many different texts there are to draw from; each is used again and again, with an order's number of its own. */
const TEXTS = 50_000;

/** A word that occurs in this text alone, so that a search for it finds a handful of messages among all. */
export const RARE_WORD = "гидрокостюм";
const RARE_TEXT = `Скажите, ${RARE_WORD} подойдёт для холодной воды?`;
const RARE_TIMES = 40;

/**
 * Fills an empty database: `sellers` of very different size, their chats over two years, ten messages a chat on
 * average, written in the order of time as they come in life (so a chat's messages lie scattered). One chat in seven is
 * of the last two days; most are answered, some wait, some were never answered.
 */
export async function fillChats(
  sql: pg.Pool,
  { sellers, chats, messages }: { sellers: number; chats: number; messages: number },
): Promise<void> {
  const client = await sql.connect();
  try {
    await client.query("SELECT setseed(0.5)");
    await client.query(
      "SET synchronous_commit = off; SET maintenance_work_mem = '512MB'; SET work_mem = '256MB'",
    );
    await insertTexts(client);
    await client.query(INSERT_SELLERS, [sellers]);
    await client.query(INSERT_CHATS, [chats]);
    const rebuild = await dropIndexes(client, "messages");
    await client.query(INSERT_MESSAGES, [messages, chats, TEXTS]);
    await client.query(INSERT_RARE, [RARE_TEXT, RARE_TIMES]);
    for (const statement of rebuild) await client.query(statement);
    await client.query(SUM_UP);
    await client.query("DROP TABLE bench_texts");
    for (const table of ["chats", "messages", "sellers"]) await client.query(`VACUUM (ANALYZE) ${table}`);
    await client.query("CHECKPOINT");
  } finally {
    client.release(true);
  }
}

async function insertTexts(client: pg.PoolClient): Promise<void> {
  const dice = diceOf(7);
  await client.query("CREATE UNLOGGED TABLE bench_texts (id int PRIMARY KEY, body text NOT NULL)");
  const texts = Array.from({ length: TEXTS }, () => makeText(dice));
  await client.query(
    "INSERT INTO bench_texts SELECT n.id, n.body FROM unnest($1::text[]) WITH ORDINALITY AS n (body, id)",
    [texts],
  );
}

/** Answers the statements that make them again: filling an indexed table row by row takes many times as long. */
async function dropIndexes(client: pg.PoolClient, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition
       FROM pg_index i LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid
      WHERE i.indrelid = $1::regclass AND c.oid IS NULL`,
    [table],
  );
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  return rows.map((row) => row.definition);
}

const INSERT_SELLERS = `
  WITH added AS (
    INSERT INTO sellers (name, marketplace, account_id, api_key_hint, dialect, webhook_id, webhook_mode)
    SELECT 'Магазин ' || n, 'ozon', (800000 + n)::text, '…0000', 'v3', 'bench-' || gen_random_uuid(), 'push'
      FROM generate_series(1, $1::int) AS n RETURNING id)
  INSERT INTO sync_states (seller_id, backfill_phase) SELECT id, 'done' FROM added`;

// The square of the dice gives the first sellers many chats and the last ones few.
const INSERT_CHATS = `
  INSERT INTO chats (seller_id, external_id, kind, external_type, status, marketplace_status, created_at, buyer_name,
                     order_number, is_backfilled)
  SELECT s.ids[1 + floor(array_length(s.ids, 1) * d.seller ^ 2)::int], gen_random_uuid()::text,
         CASE WHEN d.kind < 0.97 THEN 'buyer' ELSE 'marketplace' END, 'Buyer_Seller',
         d.state, d.state, now() - interval '730 days' * d.age ^ 3 - interval '1 hour',
         CASE WHEN d.kind < 0.2 THEN 'Покупатель ' || d.n END,
         CASE WHEN d.kind < 0.6 THEN (10000000 + d.n)::text || '-' || (1000 + d.n % 9000) END, true
    FROM (SELECT n, random() AS seller, random() AS kind, random() AS age,
                 CASE WHEN random() < 0.3 THEN 'closed' ELSE 'open' END AS state
            FROM generate_series(1, $1::int) AS n) d,
         (SELECT array_agg(id ORDER BY id) AS ids FROM sellers) s`;

// Long conversations are few. A message comes up to two days after the chat was opened, never in the future.
const INSERT_MESSAGES = `
  WITH numbered AS (SELECT id, seller_id, created_at, row_number() OVER (ORDER BY id) AS n FROM chats),
  drawn AS (
    SELECT k, 1 + floor($2::int * random() ^ 1.3)::int AS chat, 1 + floor($3::int * random())::int AS text,
           random() AS later, random() AS author, random() AS named
      FROM generate_series(1, $1::int) AS k)
  INSERT INTO messages (chat_id, seller_id, external_id, direction, author_type, text, status, created_at, read_at)
  SELECT c.id, c.seller_id, (3000000000000000000 + d.k)::text,
         CASE WHEN d.author < 0.6 THEN 'inbound' ELSE 'outbound' END,
         CASE WHEN d.author < 0.6 THEN 'buyer' ELSE 'seller' END,
         t.body || CASE WHEN d.named < 0.1 THEN ' Номер ' || (20000000 + d.k) ELSE '' END,
         CASE WHEN d.author < 0.6 THEN 'received' ELSE 'sent' END,
         least(c.created_at + interval '48 hours' * d.later, now()), now()
    FROM drawn d JOIN numbered c ON c.n = d.chat JOIN bench_texts t ON t.id = d.text
   ORDER BY least(c.created_at + interval '48 hours' * d.later, now())`;

const INSERT_RARE = `
  INSERT INTO messages (chat_id, seller_id, external_id, direction, author_type, text, status, created_at, read_at)
  SELECT id, seller_id, 'rare', 'inbound', 'buyer', $1, 'received', created_at + interval '1 minute', now()
    FROM chats ORDER BY external_id LIMIT $2`;

// What the product keeps in a chat's row; the newest messages of chats that wait are unread.
const SUM_UP = `
  WITH newest AS (
    SELECT DISTINCT ON (chat_id) id, chat_id, created_at, direction, text FROM messages
     ORDER BY chat_id, created_at DESC, seq DESC),
  unread AS (
    UPDATE messages m SET read_at = NULL FROM newest n
     WHERE m.id = n.id AND n.direction = 'inbound' AND random() < 0.3 RETURNING m.chat_id)
  UPDATE chats c SET
    last_message_at = n.created_at,
    last_message_preview = left(n.text, 200),
    last_message_direction = n.direction,
    waiting_since = CASE WHEN n.direction = 'inbound' AND c.kind = 'buyer' THEN n.created_at END,
    due_kind = CASE WHEN n.direction = 'inbound' AND c.kind = 'buyer' THEN 'next' END,
    due_at = CASE WHEN n.direction = 'inbound' AND c.kind = 'buyer' THEN n.created_at + interval '1 hour' END,
    deadline_at = CASE WHEN n.direction = 'inbound' AND c.kind = 'buyer' THEN n.created_at + interval '1 hour' END,
    writable_until = CASE WHEN c.kind = 'buyer' THEN n.created_at + interval '48 hours' END,
    unread_count = CASE WHEN u.chat_id IS NULL THEN 0 ELSE 1 END
  FROM newest n LEFT JOIN unread u ON u.chat_id = n.chat_id
  WHERE c.id = n.chat_id`;
