-- AlterTable
ALTER TABLE "outgoing_webhooks" ADD COLUMN     "heard_from" TEXT NOT NULL DEFAULT '0-0',
ADD COLUMN     "rest_until" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "outgoing_deliveries" ADD COLUMN     "failed_at" TIMESTAMPTZ(3);

-- In SQL only: an address's line, and what it was given up on.
CREATE INDEX outgoing_deliveries_line ON outgoing_deliveries (webhook_id, due_at) WHERE status = 'pending';
CREATE INDEX outgoing_deliveries_failed ON outgoing_deliveries (webhook_id, id DESC) WHERE status = 'failed';
