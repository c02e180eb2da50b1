-- AlterTable
ALTER TABLE "returns" ADD COLUMN     "is_anonymous" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "money_days" (
    "seller_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "kind" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "amount" DECIMAL(16,2) NOT NULL,
    "lines" INTEGER NOT NULL,

    CONSTRAINT "money_days_pkey" PRIMARY KEY ("seller_id","day","kind","currency")
);

-- AddForeignKey
ALTER TABLE "money_days" ADD CONSTRAINT "money_days_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "sellers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand: lists by their last change, of one seller and of all; requests that are asked for in full.
CREATE INDEX returns_by_change ON returns (coalesce(changed_at, created_at, seen_at) DESC, id DESC);
CREATE INDEX returns_of_seller_by_change ON returns (seller_id, coalesce(changed_at, created_at, seen_at) DESC, id DESC);
CREATE INDEX returns_open_by_change ON returns (coalesce(changed_at, created_at, seen_at) DESC, id DESC) WHERE is_open;
CREATE INDEX returns_open_requests ON returns (seller_id, external_id) WHERE is_open AND kind = 'request';
CREATE INDEX returns_of_order ON returns (seller_id, order_number) WHERE order_number IS NOT NULL;

-- By hand: the account of all sellers by day; lines of an article; lines whose article is not known yet.
CREATE INDEX money_entries_by_day ON money_entries (day, seller_id, entry_id, line);
CREATE INDEX money_entries_of_article ON money_entries (seller_id, offer_id, day) WHERE offer_id IS NOT NULL;
CREATE INDEX money_entries_without_article ON money_entries (seller_id, sku) WHERE offer_id IS NULL AND sku IS NOT NULL;
