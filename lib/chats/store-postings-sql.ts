/** Stages in which a posting can be late: it waits at the pick-up point for the buyer, not the buyer for it. */
export const ON_ITS_WAY = "('awaiting', 'packing', 'shipped')";

const TOLD = `
  told AS (
    SELECT n.*, sums.total, sums.currency, sums.units,
           f.mark IS NOT NULL AS is_forgotten,
           CASE n.stage WHEN 'delivered' THEN n.delivered_at WHEN 'shipped' THEN n.handed_over_at END AS stage_told_at
      FROM jsonb_to_recordset($2::jsonb) AS n (
        posting_number text, order_number text, status text, substatus text, state text, stage text, buyer_name text,
        buyer_key text, time_zone text, products jsonb, tracking_number text, ordered_at timestamptz,
        ship_by timestamptz, deliver_from timestamptz, deliver_by timestamptz, delivered_at timestamptz, scheme text,
        order_id text, warehouse_id text, warehouse_name text, carrier text, delivery_method text, city text,
        region text, money jsonb, actions text[], cancel_reason text, cancelled_by text, handed_over_at timestamptz)
     CROSS JOIN LATERAL (
       SELECT least(coalesce(sum(i.quantity), 0), 2147483647)::int AS units,
              CASE WHEN count(*) = count(i.price) AND count(DISTINCT i.currency) <= 1
                        AND sum(i.price::numeric * i.quantity) < 1e12
                   THEN sum(i.price::numeric * i.quantity) END AS total,
              CASE WHEN count(DISTINCT i.currency) = 1 THEN min(i.currency) END AS currency
         FROM jsonb_to_recordset(n.products) AS i (price text, quantity int, currency text)) sums
      LEFT JOIN LATERAL (
        SELECT f.mark FROM forgotten_buyers f
         WHERE f.seller_id = $1::uuid
           AND (f.mark = 'order:' || n.order_number
                OR f.mark = 'buyer:' || encode(sha256(convert_to(n.buyer_key, 'UTF8')), 'hex')
                   AND coalesce(n.ordered_at, '-infinity') <= f.forgotten_at)
         LIMIT 1) f ON true)`;

/** What a change of is news. */
const SHOWN = (row: string) =>
  `row(${[
    "status, substatus, state, stage, buyer_name, products, tracking_number, ship_by, deliver_from, deliver_by",
    "delivered_at, handed_over_at, warehouse_id, money, actions, cancel_reason, cancelled_by",
  ]
    .flatMap((list) => list.split(", "))
    .map((column) => `${row}.${column}`)
    .join(", ")})::text`;

/** Columns that keep what they had where nothing is told now. */
const KEPT = [
  "tracking_number",
  "ordered_at",
  "ship_by",
  "deliver_from",
  "deliver_by",
  "delivered_at",
  "order_id",
  "warehouse_id",
  "warehouse_name",
  "carrier",
  "delivery_method",
  "total",
  "currency",
  "cancel_reason",
  "cancelled_by",
  "handed_over_at",
];

/** Columns that are never taken in for a buyer who was forgotten. */
const OF_THE_BUYER = ["buyer_name", "buyer_key", "time_zone", "city", "region"];

const STORED = `
  stored AS (
    INSERT INTO postings AS p (seller_id, posting_number, order_number, status, substatus, state, stage, products,
                               scheme, units, money, actions, is_anonymous, stage_at, checked_at,
                               ${[...KEPT, ...OF_THE_BUYER].join(", ")})
    SELECT $1::uuid, n.posting_number, n.order_number, n.status, n.substatus, n.state, n.stage, n.products,
           n.scheme, n.units, n.money, n.actions, n.is_forgotten,
           CASE WHEN n.stage IN ('awaiting', 'packing') THEN n.ordered_at ELSE n.stage_told_at END, now(),
           ${KEPT.map((column) => `n.${column}`).join(", ")},
           ${OF_THE_BUYER.map((column) => `CASE WHEN n.is_forgotten THEN NULL ELSE n.${column} END`).join(", ")}
      FROM told n
    ON CONFLICT (seller_id, posting_number) DO UPDATE SET
      order_number = excluded.order_number,
      status = excluded.status,
      substatus = excluded.substatus,
      state = excluded.state,
      stage = excluded.stage,
      scheme = excluded.scheme,
      products = CASE WHEN excluded.products = '[]'::jsonb THEN p.products ELSE excluded.products END,
      units = CASE WHEN excluded.products = '[]'::jsonb THEN p.units ELSE excluded.units END,
      money = CASE WHEN excluded.money = '[]'::jsonb THEN p.money ELSE excluded.money END,
      actions = excluded.actions,
      is_anonymous = p.is_anonymous OR excluded.is_anonymous,
      stages = CASE WHEN p.stage = excluded.stage OR p.stage = 'unknown' OR jsonb_array_length(p.stages) >= 20 THEN p.stages
                    ELSE p.stages || jsonb_build_object('stage', p.stage, 'at', p.stage_at) END,
      stage_at = CASE WHEN p.stage <> excluded.stage
                      THEN coalesce(CASE excluded.stage WHEN 'delivered' THEN excluded.delivered_at
                                                        WHEN 'shipped' THEN excluded.handed_over_at END, now())
                      ELSE coalesce(p.stage_at, excluded.stage_at) END,
      ${KEPT.map((column) => `${column} = coalesce(excluded.${column}, p.${column})`).join(",\n      ")},
      ${OF_THE_BUYER.map(
        (column) => `${column} = CASE WHEN p.is_anonymous OR excluded.is_anonymous THEN NULL
                         ELSE coalesce(excluded.${column}, p.${column}) END`,
      ).join(",\n      ")},
      checked_at = excluded.checked_at
    RETURNING id, posting_number, order_number, stage, ordered_at, deliver_by,
              coalesce(time_zone, 'Europe/Moscow') AS time_zone, ${SHOWN("p")} AS shown)`;

/**
 * Stores postings (seller, JSON of them) and answers those that show something new. A posting met for the first time has
 * changed its stage only when its order is younger than a day: the past of a new seller, or of a buyer who writes after
 * months, is no news for those who wait for stages. The promised day moved back makes it late, once. A stage that was
 * announced is not announced again, whichever way the posting goes (the unique key says so).
 */
export const STORE_POSTINGS = `
  WITH ${TOLD},
  before AS (
    SELECT p.posting_number, p.stage, p.deliver_by, ${SHOWN("p")} AS shown
      FROM postings p JOIN told USING (posting_number) WHERE p.seller_id = $1::uuid),
  ${STORED},
  changed AS (
    SELECT s.posting_number, s.order_number, s.stage FROM stored s LEFT JOIN before b USING (posting_number)
     WHERE s.stage <> 'unknown'
       AND CASE WHEN b.posting_number IS NULL THEN s.ordered_at > now() - interval '1 day'
                ELSE s.stage <> b.stage END
    UNION ALL
    SELECT s.posting_number, s.order_number, 'delayed' FROM stored s JOIN before b USING (posting_number)
     WHERE s.stage IN ${ON_ITS_WAY}
       AND (s.deliver_by AT TIME ZONE s.time_zone)::date > (b.deliver_by AT TIME ZONE s.time_zone)::date),
  noted AS (
    INSERT INTO posting_changes (seller_id, posting_number, order_number, stage)
    SELECT $1::uuid, posting_number, order_number, stage FROM changed ORDER BY posting_number, stage
    ON CONFLICT (seller_id, posting_number, stage) DO NOTHING)
  SELECT s.id, s.posting_number AS "postingNumber", s.order_number AS "orderNumber"
    FROM stored s LEFT JOIN before b USING (posting_number)
   WHERE b.posting_number IS NULL OR b.shown <> s.shown
   ORDER BY s.posting_number`;
