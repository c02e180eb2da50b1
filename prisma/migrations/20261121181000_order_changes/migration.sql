-- AlterTable
ALTER TABLE "sync_states" ADD COLUMN     "orders_asked_at" TIMESTAMPTZ(3),
ADD COLUMN     "orders_refused_at" TIMESTAMPTZ(3),
ADD COLUMN     "orders_until" TIMESTAMPTZ(3),
ADD COLUMN     "products_refused_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "webhook_deliveries" ADD COLUMN     "posting_number" TEXT;

-- DropIndex
DROP INDEX "posting_changes_seller_id_posting_number_idx";

-- CreateIndex
CREATE UNIQUE INDEX "posting_changes_seller_id_posting_number_stage_key" ON "posting_changes"("seller_id", "posting_number", "stage");

-- CreateIndex
CREATE INDEX "products_seller_id_checked_at_idx" ON "products"("seller_id", "checked_at");

-- By hand from here on.

-- Rings for a posting that wait to be answered.
CREATE INDEX webhook_deliveries_postings ON webhook_deliveries (seller_id, posting_number)
  WHERE status = 'pending' AND posting_number IS NOT NULL;
-- Postings on their way whose promised day is passing.
CREATE INDEX postings_promised ON postings (deliver_by)
  WHERE stage IN ('awaiting', 'packing', 'shipped');

-- Articles of postings that are already there; the marketplace is asked about them by and by (lib/chats/check-products.ts).
INSERT INTO products (seller_id, offer_id, sku, name, checked_at)
SELECT DISTINCT ON (p.seller_id, item ->> 'offer_id')
       p.seller_id, item ->> 'offer_id', item ->> 'sku', coalesce(item ->> 'name', ''), '1970-01-01T00:00:00Z'
  FROM postings p CROSS JOIN LATERAL jsonb_array_elements(
         CASE jsonb_typeof(p.products) WHEN 'array' THEN p.products ELSE '[]' END) item
 WHERE coalesce(item ->> 'offer_id', '') <> ''
 ORDER BY p.seller_id, item ->> 'offer_id', p.checked_at DESC
ON CONFLICT (seller_id, offer_id) DO NOTHING;
