-- What lies in a warehouse in all: summed at the end of a pass, not for every look at the map.
ALTER TABLE "warehouses" ADD COLUMN "products" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "warehouses" ADD COLUMN "free" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "warehouses" ADD COLUMN "reserved" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "warehouses" ADD COLUMN "promised" BIGINT NOT NULL DEFAULT 0;
