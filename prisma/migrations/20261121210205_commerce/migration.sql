-- AlterTable
ALTER TABLE "postings" ADD COLUMN     "actions" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "cancel_reason" TEXT,
ADD COLUMN     "cancelled_by" TEXT,
ADD COLUMN     "carrier" TEXT,
ADD COLUMN     "city" TEXT,
ADD COLUMN     "currency" TEXT,
ADD COLUMN     "delivery_method" TEXT,
ADD COLUMN     "handed_over_at" TIMESTAMPTZ(3),
ADD COLUMN     "id" UUID NOT NULL DEFAULT uuid7(),
ADD COLUMN     "is_anonymous" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "money" JSONB,
ADD COLUMN     "order_id" TEXT,
ADD COLUMN     "region" TEXT,
ADD COLUMN     "scheme" TEXT NOT NULL DEFAULT 'fbs',
ADD COLUMN     "stage_at" TIMESTAMPTZ(3),
ADD COLUMN     "stages" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "total" DECIMAL(14,2),
ADD COLUMN     "units" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "warehouse_id" TEXT,
ADD COLUMN     "warehouse_name" TEXT;

-- AlterTable
ALTER TABLE "products" ADD COLUMN     "attributes" JSONB,
ADD COLUMN     "barcodes" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "currency" TEXT,
ADD COLUMN     "description" TEXT,
ADD COLUMN     "detailed_at" TIMESTAMPTZ(3),
ADD COLUMN     "gone_at" TIMESTAMPTZ(3),
ADD COLUMN     "id" UUID NOT NULL DEFAULT uuid7(),
ADD COLUMN     "is_archived" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "is_discounted" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "listed_at" TIMESTAMPTZ(3),
ADD COLUMN     "min_price" DECIMAL(14,2),
ADD COLUMN     "old_price" DECIMAL(14,2),
ADD COLUMN     "pictures" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "price" DECIMAL(14,2),
ADD COLUMN     "priced_at" TIMESTAMPTZ(3),
ADD COLUMN     "problems" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "product_id" TEXT,
ADD COLUMN     "rating" DECIMAL(5,2),
ADD COLUMN     "rating_details" JSONB,
ADD COLUMN     "related_skus" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "status" TEXT,
ADD COLUMN     "status_name" TEXT,
ADD COLUMN     "subscribers" INTEGER,
ADD COLUMN     "type_id" TEXT,
ADD COLUMN     "vat" TEXT;

-- CreateTable
CREATE TABLE "warehouses" (
    "seller_id" UUID NOT NULL,
    "warehouse_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "city" TEXT,
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "warehouses_pkey" PRIMARY KEY ("seller_id","kind","warehouse_id")
);

-- CreateTable
CREATE TABLE "stocks" (
    "seller_id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "offer_id" TEXT NOT NULL,
    "scheme" TEXT NOT NULL,
    "warehouse_id" TEXT NOT NULL DEFAULT '',
    "sku" TEXT,
    "present" INTEGER NOT NULL DEFAULT 0,
    "reserved" INTEGER NOT NULL DEFAULT 0,
    "free" INTEGER NOT NULL DEFAULT 0,
    "promised" INTEGER NOT NULL DEFAULT 0,
    "pass_id" UUID NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stocks_pkey" PRIMARY KEY ("seller_id","source","offer_id","scheme","warehouse_id")
);

-- CreateTable
CREATE TABLE "returns" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "seller_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "number" TEXT,
    "scheme" TEXT NOT NULL,
    "posting_number" TEXT,
    "order_number" TEXT,
    "buyer_name" TEXT,
    "state" TEXT NOT NULL DEFAULT 'unknown',
    "status" TEXT NOT NULL DEFAULT '',
    "status_name" TEXT,
    "money_state" TEXT,
    "type" TEXT,
    "reason" TEXT,
    "comment" TEXT,
    "offer_id" TEXT,
    "sku" TEXT,
    "product_name" TEXT,
    "quantity" INTEGER NOT NULL DEFAULT 1,
    "price" DECIMAL(14,2),
    "currency" TEXT,
    "place" TEXT,
    "target_place" TEXT,
    "compensation" TEXT,
    "photos" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "actions" JSONB NOT NULL DEFAULT '[]',
    "rejections" JSONB NOT NULL DEFAULT '[]',
    "is_open" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3),
    "changed_at" TIMESTAMPTZ(3),
    "detailed_at" TIMESTAMPTZ(3),
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "returns_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "money_entries" (
    "seller_id" UUID NOT NULL,
    "entry_id" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "kind" TEXT NOT NULL,
    "type" TEXT NOT NULL DEFAULT '',
    "type_name" TEXT,
    "posting_number" TEXT,
    "offer_id" TEXT,
    "sku" TEXT,
    "quantity" INTEGER NOT NULL DEFAULT 0,
    "amount" DECIMAL(14,2) NOT NULL,
    "currency" TEXT NOT NULL,

    CONSTRAINT "money_entries_pkey" PRIMARY KEY ("seller_id","day","entry_id","line")
);

-- CreateTable
CREATE TABLE "section_syncs" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "seller_id" UUID NOT NULL,
    "section" TEXT NOT NULL,
    "cursor" JSONB,
    "memory" JSONB NOT NULL DEFAULT '{}',
    "pass_id" UUID,
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER,
    "started_at" TIMESTAMPTZ(3),
    "fresh_at" TIMESTAMPTZ(3),
    "next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "error_code" TEXT,
    "error_text" TEXT,
    "refused_at" TIMESTAMPTZ(3),
    "requests" INTEGER NOT NULL DEFAULT 0,
    "waited_ms" INTEGER NOT NULL DEFAULT 0,
    "asked_ms" INTEGER NOT NULL DEFAULT 0,
    "worked_ms" INTEGER NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "section_syncs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "market_actions" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "seller_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'queued',
    "terms" JSONB NOT NULL DEFAULT '{}',
    "total" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "unconfirmed" INTEGER NOT NULL DEFAULT 0,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "request_id" TEXT,

    CONSTRAINT "market_actions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "market_action_items" (
    "action_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "seller_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "label" TEXT NOT NULL DEFAULT '',
    "before" JSONB NOT NULL DEFAULT '{}',
    "wanted" JSONB NOT NULL DEFAULT '{}',
    "payload" JSONB,
    "seen" JSONB,
    "status" TEXT NOT NULL DEFAULT 'queued',
    "error_code" TEXT,
    "error_text" TEXT,
    "task_id" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "market_action_items_pkey" PRIMARY KEY ("action_id","position")
);

-- CreateTable
CREATE TABLE "order_documents" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "seller_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'preparing',
    "postings" TEXT[],
    "task_id" TEXT,
    "file_name" TEXT,
    "bytes" BYTEA,
    "error_code" TEXT,
    "error_text" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "order_documents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "section_views" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "section" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "filters" JSONB NOT NULL,
    "is_shared" BOOLEAN NOT NULL DEFAULT false,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "section_views_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "market_facts" (
    "marketplace" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "fetched_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "market_facts_pkey" PRIMARY KEY ("marketplace","key")
);

-- CreateIndex
CREATE INDEX "returns_seller_id_posting_number_idx" ON "returns"("seller_id", "posting_number");

-- CreateIndex
CREATE UNIQUE INDEX "returns_seller_id_kind_external_id_key" ON "returns"("seller_id", "kind", "external_id");

-- CreateIndex
CREATE INDEX "money_entries_seller_id_posting_number_idx" ON "money_entries"("seller_id", "posting_number");

-- CreateIndex
CREATE INDEX "section_syncs_next_at_idx" ON "section_syncs"("next_at");

-- CreateIndex
CREATE UNIQUE INDEX "section_syncs_seller_id_section_key" ON "section_syncs"("seller_id", "section");

-- CreateIndex
CREATE INDEX "market_actions_seller_id_created_at_id_idx" ON "market_actions"("seller_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "market_action_items_seller_id_subject_idx" ON "market_action_items"("seller_id", "subject");

-- CreateIndex
CREATE INDEX "order_documents_created_at_idx" ON "order_documents"("created_at");

-- CreateIndex
CREATE INDEX "section_views_section_created_by_idx" ON "section_views"("section", "created_by");

-- CreateIndex
CREATE UNIQUE INDEX "postings_id_key" ON "postings"("id");

-- CreateIndex
CREATE UNIQUE INDEX "products_id_key" ON "products"("id");

-- AddForeignKey
ALTER TABLE "warehouses" ADD CONSTRAINT "warehouses_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "sellers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stocks" ADD CONSTRAINT "stocks_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "sellers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "returns" ADD CONSTRAINT "returns_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "sellers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "money_entries" ADD CONSTRAINT "money_entries_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "sellers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "section_syncs" ADD CONSTRAINT "section_syncs_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "sellers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "market_actions" ADD CONSTRAINT "market_actions_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "sellers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "market_action_items" ADD CONSTRAINT "market_action_items_action_id_fkey" FOREIGN KEY ("action_id") REFERENCES "market_actions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_documents" ADD CONSTRAINT "order_documents_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "sellers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand: work that is due, found without looking at what is over.
CREATE INDEX market_actions_open ON market_actions (seller_id, id) WHERE status IN ('queued', 'running');
CREATE INDEX market_action_items_due ON market_action_items (due_at, action_id, position)
  WHERE status IN ('queued', 'sending', 'sent', 'unconfirmed');
CREATE INDEX order_documents_due ON order_documents (due_at) WHERE status = 'preparing';
