-- AlterTable
ALTER TABLE "webhook_registrations" ADD COLUMN     "attempted_at" TIMESTAMPTZ(3),
ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "last_received_at" TIMESTAMPTZ(3);

-- In SQL only: when a seller was last rung for a chat.
CREATE INDEX webhook_deliveries_rings ON webhook_deliveries (seller_id, received_at DESC) WHERE kind = 'chat_changed';
