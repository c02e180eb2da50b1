-- DropIndex
DROP INDEX "audit_log_at_idx";

-- AlterTable
ALTER TABLE "api_tokens" ADD COLUMN     "scopes" TEXT[] DEFAULT ARRAY['*']::TEXT[];

-- AlterTable
ALTER TABLE "audit_log" ADD COLUMN     "hash" TEXT,
ADD COLUMN     "ip" TEXT,
ADD COLUMN     "place" BIGINT,
ADD COLUMN     "user_agent" TEXT;

-- AlterTable
ALTER TABLE "chats" ADD COLUMN     "erased_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "events" ALTER COLUMN "seller_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "messages" ADD COLUMN     "request_id" TEXT;

-- AlterTable
ALTER TABLE "sellers" ADD COLUMN     "api_key_checked_at" TIMESTAMPTZ(3),
ADD COLUMN     "api_key_reminders" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "api_key_roles" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "api_key_set_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "webhook_networks" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "deactivated_at" TIMESTAMPTZ(3),
ADD COLUMN     "two_factor_enabled" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "settings" (
    "name" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "settings_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "living_processes" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "version" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "facts" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "living_processes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alerts" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL DEFAULT '',
    "seller_id" UUID,
    "details" JSONB NOT NULL DEFAULT '{}',
    "raised_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "alerts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "seller_purges" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "seller_id" UUID NOT NULL,
    "seller_name" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'running',
    "requested_by" TEXT,
    "removed" JSONB NOT NULL DEFAULT '{}',
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "seller_purges_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "marketplace_hours" (
    "seller_id" UUID NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "method" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 0,
    "total_ms" BIGINT NOT NULL DEFAULT 0,
    "max_ms" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "marketplace_hours_pkey" PRIMARY KEY ("seller_id","hour","method","outcome")
);

-- CreateTable
CREATE TABLE "two_factors" (
    "id" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "backup_codes" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "verified" BOOLEAN DEFAULT true,
    "failed_verification_count" INTEGER DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),

    CONSTRAINT "two_factors_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitations" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "token_hash" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT,
    "role" TEXT NOT NULL,
    "seller_ids" UUID[],
    "invited_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "user_id" TEXT,

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_registrations" (
    "seller_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "remote_id" TEXT,
    "registered_at" TIMESTAMPTZ(3),
    "checked_at" TIMESTAMPTZ(3),
    "error_code" TEXT,
    "error_text" TEXT,
    "missed" INTEGER NOT NULL DEFAULT 0,
    "missed_since" TIMESTAMPTZ(3),
    "silent_since" TIMESTAMPTZ(3),
    "revived_at" TIMESTAMPTZ(3),
    "revivals" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "webhook_registrations_pkey" PRIMARY KEY ("seller_id")
);

-- CreateTable
CREATE TABLE "webhook_hours" (
    "seller_id" UUID NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "good" INTEGER NOT NULL DEFAULT 0,
    "unstable" INTEGER NOT NULL DEFAULT 0,
    "slow" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "total_ms" BIGINT NOT NULL DEFAULT 0,
    "max_ms" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "webhook_hours_pkey" PRIMARY KEY ("seller_id","hour")
);

-- CreateTable
CREATE TABLE "webhook_refusals" (
    "id" BIGSERIAL NOT NULL,
    "seller_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "code" TEXT NOT NULL,
    "detail" TEXT NOT NULL DEFAULT '',
    "from_ip" TEXT,

    CONSTRAINT "webhook_refusals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outgoing_webhooks" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "events" TEXT[],
    "seller_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "status" TEXT NOT NULL DEFAULT 'active',
    "failures" INTEGER NOT NULL DEFAULT 0,
    "failing_since" TIMESTAMPTZ(3),
    "last_success_at" TIMESTAMPTZ(3),
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outgoing_webhooks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outgoing_deliveries" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "webhook_id" UUID NOT NULL,
    "event" TEXT NOT NULL,
    "seller_id" UUID,
    "payload" JSONB NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3),
    "claimed_at" TIMESTAMPTZ(3),
    "log" JSONB NOT NULL DEFAULT '[]',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "delivered_at" TIMESTAMPTZ(3),

    CONSTRAINT "outgoing_deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "living_processes_seen_at_idx" ON "living_processes"("seen_at");

-- CreateIndex
CREATE INDEX "alerts_raised_at_idx" ON "alerts"("raised_at" DESC);

-- CreateIndex
CREATE INDEX "marketplace_hours_hour_idx" ON "marketplace_hours"("hour");

-- CreateIndex
CREATE INDEX "two_factors_user_id_idx" ON "two_factors"("user_id");

-- CreateIndex
CREATE INDEX "two_factors_secret_idx" ON "two_factors"("secret");

-- CreateIndex
CREATE UNIQUE INDEX "invitations_token_hash_key" ON "invitations"("token_hash");

-- CreateIndex
CREATE INDEX "webhook_hours_hour_idx" ON "webhook_hours"("hour");

-- CreateIndex
CREATE INDEX "webhook_refusals_seller_id_id_idx" ON "webhook_refusals"("seller_id", "id" DESC);

-- CreateIndex
CREATE INDEX "outgoing_deliveries_webhook_id_id_idx" ON "outgoing_deliveries"("webhook_id", "id" DESC);

-- CreateIndex
CREATE INDEX "outgoing_deliveries_created_at_idx" ON "outgoing_deliveries"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "audit_log_place_key" ON "audit_log"("place");

-- CreateIndex
CREATE INDEX "audit_log_at_id_idx" ON "audit_log"("at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "audit_log_subject_type_subject_id_id_idx" ON "audit_log"("subject_type", "subject_id", "id" DESC);

-- CreateIndex
CREATE INDEX "audit_log_actor_id_id_idx" ON "audit_log"("actor_id", "id" DESC);

-- AddForeignKey
ALTER TABLE "two_factors" ADD CONSTRAINT "two_factors_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_registrations" ADD CONSTRAINT "webhook_registrations_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "sellers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outgoing_deliveries" ADD CONSTRAINT "outgoing_deliveries_webhook_id_fkey" FOREIGN KEY ("webhook_id") REFERENCES "outgoing_webhooks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- In SQL only: what may be open once at a time, and what a sweep or a sealer looks for.
CREATE UNIQUE INDEX invitations_one_open ON invitations (lower(email)) WHERE accepted_at IS NULL AND revoked_at IS NULL;
CREATE UNIQUE INDEX seller_purges_one_running ON seller_purges (seller_id) WHERE status = 'running';
CREATE UNIQUE INDEX alerts_one_open ON alerts (kind, subject) WHERE resolved_at IS NULL;
CREATE INDEX outgoing_deliveries_pending ON outgoing_deliveries (due_at) WHERE status = 'pending';
CREATE INDEX audit_log_unsealed ON audit_log (id) WHERE place IS NULL;
