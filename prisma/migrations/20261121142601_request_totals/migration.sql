-- AlterTable
ALTER TABLE "marketplace_hours" ALTER COLUMN "count" SET DATA TYPE BIGINT;
