import type pg from "pg";

/**
 * Fills an empty database with `sellers` of very different size and their postings over a year, written in the order of
 * time; most are delivered, some days' worth is on its way, a few hundred are to be assembled.
 */
export async function fillOrders(
  sql: pg.Pool,
  { sellers, postings, products }: { sellers: number; postings: number; products: number },
): Promise<void> {
  const client = await sql.connect();
  try {
    await client.query("SELECT setseed(0.5)");
    await client.query(
      "SET synchronous_commit = off; SET maintenance_work_mem = '512MB'; SET work_mem = '256MB'",
    );
    await client.query(INSERT_SELLERS, [sellers]);
    await client.query(INSERT_PRODUCTS, [products]);
    await client.query(INSERT_POSTINGS, [postings, products]);
    for (const table of ["postings", "products", "sellers"]) await client.query(`VACUUM (ANALYZE) ${table}`);
    await client.query("CHECKPOINT");
  } finally {
    client.release(true);
  }
}

const INSERT_SELLERS = `
  INSERT INTO sellers (name, marketplace, account_id, api_key_hint, dialect, webhook_id, webhook_mode, status)
  SELECT 'Магазин ' || n, 'ozon', (900000 + n)::text, '…0000', 'v3', 'bench-' || gen_random_uuid(), 'push', 'active'
    FROM generate_series(1, $1::int) AS n`;

const INSERT_PRODUCTS = `
  INSERT INTO products (seller_id, offer_id, sku, name, price, currency, pictures, listed_at)
  SELECT s.id, 'ART-' || n, (100000000 + n)::text, 'Товар номер ' || n, 1990, 'RUB', ARRAY['https://cdn1.ozone.ru/x.jpg'], now()
    FROM sellers s CROSS JOIN generate_series(1, $1::int / 50) AS n`;

// The square of the dice gives the first sellers many orders and the last ones few.
const INSERT_POSTINGS = `
  INSERT INTO postings (seller_id, posting_number, order_number, status, substatus, state, stage, scheme, buyer_key,
                        buyer_name, products, total, currency, units, ordered_at, ship_by, deliver_by, warehouse_id,
                        warehouse_name, actions, checked_at)
  SELECT s.ids[1 + floor(array_length(s.ids, 1) * d.seller ^ 2)::int],
         (10000000 + d.n)::text || '-0001-1', (10000000 + d.n)::text || '-0001',
         d.status, '', d.state, d.stage, CASE WHEN d.kind < 0.4 THEN 'fbo' WHEN d.kind < 0.95 THEN 'fbs' ELSE 'rfbs' END,
         (1000 + floor(d.buyer * 100000))::text, CASE WHEN d.kind >= 0.4 THEN 'Покупатель ' || floor(d.buyer * 100000) END,
         jsonb_build_array(jsonb_build_object('name', 'Товар номер ' || d.article, 'sku', (100000000 + d.article)::text,
           'offer_id', 'ART-' || d.article, 'quantity', 1, 'price', '1990.00', 'currency', 'RUB')),
         1990, 'RUB', 1, d.at, d.at + interval '1 day', d.at + interval '5 days', (1 + d.n % 5)::text, 'Склад ' || (1 + d.n % 5),
         CASE WHEN d.stage = 'packing' THEN ARRAY['assemble', 'cancel'] ELSE '{}' END, now()
    FROM (SELECT array_agg(id ORDER BY id) AS ids FROM sellers) s
   CROSS JOIN LATERAL (
     SELECT n, random() AS seller, random() AS kind, random() AS buyer, 1 + floor(random() * $2::int / 50)::int AS article,
            a.at, w.status, w.state, w.stage
       FROM generate_series(1, $1::int) AS n
      CROSS JOIN LATERAL (SELECT now() - interval '365 days' * (1 - n::float / $1::int) AS at) a
      CROSS JOIN LATERAL (
        SELECT * FROM (VALUES
          (1, 'awaiting_packaging', 'packing', 'packing'), (3, 'delivering', 'delivering', 'shipped'),
          (6, 'delivering', 'delivering', 'pick_up'), (100000, 'delivered', 'delivered', 'delivered'))
          AS v (days, status, state, stage)
         WHERE now() - a.at < interval '1 day' * v.days ORDER BY v.days LIMIT 1) w) d`;
