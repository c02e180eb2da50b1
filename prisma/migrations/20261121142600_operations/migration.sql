-- AlterTable
ALTER TABLE "alerts" ADD COLUMN     "calm_since" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "webhook_deliveries" ADD COLUMN     "request_id" TEXT;
