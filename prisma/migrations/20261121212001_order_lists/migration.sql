-- All postings of a seller are kept now: what lists of them are read by, and who is not to be met again.

-- Orders are followed as a section (section_syncs) now.
ALTER TABLE "sync_states" DROP COLUMN "orders_until",
DROP COLUMN "orders_asked_at",
DROP COLUMN "orders_refused_at",
DROP COLUMN IF EXISTS "products_refused_at";

-- Of buyers who were forgotten: what is shown of their orders later comes in without them.
CREATE TABLE "forgotten_buyers" (
    "seller_id" UUID NOT NULL,
    "mark" TEXT NOT NULL,
    "forgotten_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "forgotten_buyers_pkey" PRIMARY KEY ("seller_id","mark")
);
ALTER TABLE "forgotten_buyers" ADD CONSTRAINT "forgotten_buyers_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "sellers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Postings of buyers forgotten before now.
UPDATE postings p SET is_anonymous = true
 WHERE buyer_name IS NULL AND buyer_key IS NULL AND time_zone IS NULL
   AND EXISTS (SELECT 1 FROM chats c WHERE c.seller_id = p.seller_id AND c.erased_at IS NOT NULL);

-- The newest of all, of one seller, and of either at one stage.
CREATE INDEX postings_newest ON postings ((coalesce(ordered_at, '-infinity'::timestamptz)) DESC, id DESC);
CREATE INDEX postings_newest_of_seller ON postings (seller_id, (coalesce(ordered_at, '-infinity'::timestamptz)) DESC, id DESC);
CREATE INDEX postings_newest_at_stage ON postings (stage, (coalesce(ordered_at, '-infinity'::timestamptz)) DESC, id DESC);
CREATE INDEX postings_newest_of_seller_at_stage ON postings (seller_id, stage, (coalesce(ordered_at, '-infinity'::timestamptz)) DESC, id DESC);
CREATE INDEX postings_newest_from_warehouse ON postings (warehouse_id, (coalesce(ordered_at, '-infinity'::timestamptz)) DESC, id DESC)
  WHERE warehouse_id IS NOT NULL;
CREATE INDEX postings_newest_of_scheme ON postings (scheme, (coalesce(ordered_at, '-infinity'::timestamptz)) DESC, id DESC)
  WHERE scheme <> 'fbs';
CREATE INDEX postings_newest_of_seller_of_scheme ON postings
  (seller_id, scheme, (coalesce(ordered_at, '-infinity'::timestamptz)) DESC, id DESC) WHERE scheme <> 'fbs';
-- What must leave the seller, soonest first; few at any time.
CREATE INDEX postings_to_leave ON postings ((coalesce(ship_by, 'infinity'::timestamptz)), id)
  WHERE stage IN ('awaiting', 'packing');
CREATE INDEX postings_to_assemble ON postings ((coalesce(ordered_at, '-infinity'::timestamptz)) DESC, id DESC)
  WHERE actions @> '{assemble}';
CREATE INDEX postings_to_hand_over ON postings ((coalesce(ordered_at, '-infinity'::timestamptz)) DESC, id DESC)
  WHERE actions @> '{hand_over}';
-- What has not arrived, for what is late.
CREATE INDEX postings_under_way ON postings ((coalesce(ordered_at, '-infinity'::timestamptz)) DESC, id DESC)
  WHERE stage IN ('awaiting', 'packing', 'shipped');
-- The words of a search: beginnings of numbers (a posting's begins with its order's), articles and SKUs, names.
CREATE INDEX postings_by_number ON postings (posting_number text_pattern_ops);
CREATE INDEX postings_by_product ON postings USING gin (products jsonb_path_ops);
CREATE INDEX postings_by_buyer_name ON postings USING gin (to_tsvector('simple', buyer_name))
  WHERE buyer_name IS NOT NULL;
