import type pg from "pg";

/** Facts that audiences are chosen by, over chats that `fillChats` made: as a shop of two years would have them. */
export async function fillAudience(sql: pg.Pool): Promise<void> {
  const client = await sql.connect();
  try {
    await client.query("SELECT setseed(0.25)");
    await client.query("SET synchronous_commit = off; SET work_mem = '256MB'");
    for (const statement of [
      DESCRIBE_CHATS,
      INSERT_POSTINGS,
      INSERT_PRODUCTS,
      INSERT_OPT_OUTS,
      INSERT_BROADCASTS,
      INSERT_RECIPIENTS,
    ])
      await client.query(statement);
    for (const table of ["chats", "postings", "products", "opt_outs", "broadcasts", "broadcast_recipients"])
      await client.query(`VACUUM (ANALYZE) ${table}`);
    await client.query("CHECKPOINT");
  } finally {
    client.release(true);
  }
}

// One buyer in five has several chats; one chat in three is of a running order and writable without an end.
const DESCRIBE_CHATS = `
  UPDATE chats c SET
    buyer_key = CASE WHEN d.own < 0.8 THEN (1000000 + d.n)::text ELSE (1000000 + d.n / 5 * 5)::text END,
    buyer_last_at = c.last_message_at,
    language = CASE WHEN d.spoken < 0.95 THEN 'ru' WHEN d.spoken < 0.98 THEN 'kk' ELSE 'en' END,
    tags = CASE WHEN d.tagged < 0.1 THEN ARRAY['VIP'] WHEN d.tagged < 0.15 THEN ARRAY['возврат', 'брак'] ELSE '{}' END,
    order_number = coalesce(c.order_number, (30000000 + d.n)::text || '-' || (1000 + d.n % 9000)),
    is_order_open = d.runs < 0.33,
    writable_until = CASE WHEN d.runs < 0.33 THEN NULL ELSE now() + interval '60 hours' * (d.left_over - 0.2) END,
    waiting_since = CASE WHEN d.waits < 0.1 THEN c.last_message_at END
  FROM (SELECT id, row_number() OVER (ORDER BY id) AS n, random() AS own, random() AS spoken, random() AS tagged,
               random() AS runs, random() AS left_over, random() AS waits FROM chats WHERE kind = 'buyer') d
  WHERE d.id = c.id`;

const INSERT_POSTINGS = `
  INSERT INTO postings (seller_id, posting_number, order_number, status, state, stage, buyer_key, time_zone, products, ordered_at)
  SELECT DISTINCT ON (c.order_number) c.seller_id, c.order_number || '-1', c.order_number, 'delivering', 'delivering',
         (ARRAY['packing', 'shipped', 'pick_up', 'delivered', 'delivered', 'delivered'])[1 + floor(random() * 6)::int],
         'c' || c.buyer_key,
         (ARRAY['Europe/Moscow', 'Europe/Moscow', 'Europe/Moscow', 'Europe/Samara', 'Asia/Yekaterinburg', 'Asia/Novosibirsk',
                'Asia/Vladivostok', 'Europe/Kaliningrad'])[1 + floor(random() * 8)::int],
         jsonb_build_array(jsonb_build_object('name', 'Товар', 'sku', NULL, 'offer_id', 'ART-' || floor(500 * random() ^ 2)::int,
                                              'quantity', 1, 'price', '990.00', 'currency', 'RUB')),
         c.created_at
    FROM chats c WHERE c.kind = 'buyer' AND random() < 0.9
   ORDER BY c.order_number`;

const INSERT_PRODUCTS = `
  INSERT INTO products (seller_id, offer_id, name, category)
  SELECT s.id, 'ART-' || n, 'Товар ' || n, 'Категория ' || n % 40 FROM sellers s, generate_series(0, 499) AS n`;

const INSERT_OPT_OUTS = `
  INSERT INTO opt_outs (seller_id, chat_id, source, said)
  SELECT c.seller_id, c.id, 'person', '' FROM chats c WHERE c.kind = 'buyer' AND random() < 0.02`;

const INSERT_BROADCASTS = `
  INSERT INTO broadcasts (seller_id, name, variants, rate_limit, status)
  SELECT s.id, 'Рассылка ' || n, '[]', 10, 'completed' FROM sellers s, generate_series(1, 4) AS n`;

// Four broadcasts of half a year, to a third of the buyers each; the newest falls into the last month.
const INSERT_RECIPIENTS = `
  INSERT INTO broadcast_recipients (broadcast_id, seller_id, chat_id, buyer_key, status, position, sent_at, replied_at)
  SELECT b.id, b.seller_id, c.id, c.buyer_key, 'sent', row_number() OVER (), now() - interval '45 days' * b.n + interval '30 days',
         CASE WHEN random() < 0.1 THEN now() - interval '45 days' * b.n + interval '31 days' END
    FROM (SELECT *, row_number() OVER (PARTITION BY seller_id ORDER BY id) AS n FROM broadcasts) b
    JOIN LATERAL (SELECT DISTINCT ON (o.buyer_key) o.id, o.buyer_key FROM chats o
                   WHERE o.seller_id = b.seller_id AND o.kind = 'buyer' ORDER BY o.buyer_key, o.id) c ON random() < 0.33`;
