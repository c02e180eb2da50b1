-- The sums that lists of stocks filter and add up, kept with the rows they sum.
CREATE TABLE "stock_sums" (
    "seller_id" UUID NOT NULL,
    "offer_id" TEXT NOT NULL,
    "listed_fbo" INTEGER NOT NULL DEFAULT 0,
    "listed_fbo_reserved" INTEGER NOT NULL DEFAULT 0,
    "listed_fbs" INTEGER NOT NULL DEFAULT 0,
    "listed_fbs_reserved" INTEGER NOT NULL DEFAULT 0,
    "listed_rfbs" INTEGER NOT NULL DEFAULT 0,
    "listed_rfbs_reserved" INTEGER NOT NULL DEFAULT 0,
    "placed_fbo" INTEGER NOT NULL DEFAULT 0,
    "placed_fbo_reserved" INTEGER NOT NULL DEFAULT 0,
    "placed_fbo_promised" INTEGER NOT NULL DEFAULT 0,
    "placed_fbs" INTEGER NOT NULL DEFAULT 0,
    "placed_fbs_reserved" INTEGER NOT NULL DEFAULT 0,
    "placed_rfbs" INTEGER NOT NULL DEFAULT 0,
    "placed_rfbs_reserved" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "stock_sums_pkey" PRIMARY KEY ("seller_id","offer_id")
);

ALTER TABLE "stock_sums" ADD CONSTRAINT "stock_sums_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "sellers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- How what lies in a warehouse is sold: the seller's own are fbs or rfbs.
ALTER TABLE "warehouses" ADD COLUMN "scheme" TEXT NOT NULL DEFAULT 'fbo';
UPDATE "warehouses" SET "scheme" = 'fbs' WHERE "kind" = 'own';

-- What lies in one warehouse.
CREATE INDEX "stocks_seller_id_source_warehouse_id_idx" ON "stocks"("seller_id", "source", "warehouse_id");
