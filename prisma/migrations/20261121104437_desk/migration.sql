-- AlterTable
ALTER TABLE "attachments" ADD COLUMN     "file_id" UUID,
ALTER COLUMN "remote_url" DROP NOT NULL;

-- AlterTable
ALTER TABLE "chats" ADD COLUMN     "deadline_at" TIMESTAMPTZ(3),
ADD COLUMN     "due_at" TIMESTAMPTZ(3),
ADD COLUMN     "due_kind" TEXT;

-- AlterTable
ALTER TABLE "user_sellers" ADD COLUMN     "last_assigned_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "availability" TEXT NOT NULL DEFAULT 'available',
ADD COLUMN     "capacity" INTEGER,
ADD COLUMN     "preferences" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "seen_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "automation_rules" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "name" TEXT NOT NULL,
    "is_enabled" BOOLEAN NOT NULL DEFAULT false,
    "position" INTEGER NOT NULL DEFAULT 0,
    "trigger" TEXT NOT NULL,
    "idle_minutes" INTEGER,
    "conditions" JSONB NOT NULL DEFAULT '{}',
    "actions" JSONB NOT NULL DEFAULT '[]',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "automation_rules_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "automation_triggers" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "chat_id" UUID NOT NULL,
    "seller_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "message_id" UUID,
    "once_key" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "done_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "automation_triggers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "automation_runs" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "rule_id" UUID,
    "chat_id" UUID NOT NULL,
    "seller_id" UUID NOT NULL,
    "trigger_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "actions" JSONB NOT NULL DEFAULT '[]',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "automation_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbound_files" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "seller_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "mime_type" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outbound_files_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notes" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "chat_id" UUID NOT NULL,
    "seller_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "author_type" TEXT NOT NULL,
    "author_id" TEXT,
    "author_name" TEXT,
    "text" TEXT NOT NULL DEFAULT '',
    "mentions" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "act" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "notes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "drafts" (
    "user_id" TEXT NOT NULL,
    "chat_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "drafts_pkey" PRIMARY KEY ("user_id","chat_id")
);

-- CreateTable
CREATE TABLE "chat_presence" (
    "chat_id" UUID NOT NULL,
    "user_id" TEXT NOT NULL,
    "seller_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "chat_presence_pkey" PRIMARY KEY ("chat_id","user_id")
);

-- CreateTable
CREATE TABLE "postings" (
    "seller_id" UUID NOT NULL,
    "posting_number" TEXT NOT NULL,
    "order_number" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "buyer_name" TEXT,
    "products" JSONB NOT NULL DEFAULT '[]',
    "tracking_number" TEXT,
    "ordered_at" TIMESTAMPTZ(3),
    "ship_by" TIMESTAMPTZ(3),
    "deliver_from" TIMESTAMPTZ(3),
    "deliver_by" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),
    "checked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "postings_pkey" PRIMARY KEY ("seller_id","posting_number")
);

-- CreateTable
CREATE TABLE "tags" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "name" TEXT NOT NULL,
    "color" TEXT NOT NULL DEFAULT 'gray',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tags_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "saved_views" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "user_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "filters" JSONB NOT NULL,
    "sort" TEXT NOT NULL DEFAULT 'deadline',
    "is_shared" BOOLEAN NOT NULL DEFAULT false,
    "position" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_views_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "canned_replies" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "shortcut" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "seller_id" UUID,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "canned_replies_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "seller_service" (
    "seller_id" UUID NOT NULL,
    "first_reply_minutes" INTEGER DEFAULT 60,
    "next_reply_minutes" INTEGER DEFAULT 60,
    "time_zone" TEXT NOT NULL DEFAULT 'Europe/Moscow',
    "hours" JSONB,
    "holidays" DATE[] DEFAULT ARRAY[]::DATE[],
    "assignment" TEXT NOT NULL DEFAULT 'manual',
    "auto_reply_text" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "seller_service_pkey" PRIMARY KEY ("seller_id")
);

-- CreateTable
CREATE TABLE "notices" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "user_id" TEXT NOT NULL,
    "chat_id" UUID,
    "seller_id" UUID,
    "kind" TEXT NOT NULL,
    "from_name" TEXT,
    "text" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "notices_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "automation_triggers_created_at_idx" ON "automation_triggers"("created_at");

-- CreateIndex
CREATE INDEX "automation_runs_chat_id_created_at_idx" ON "automation_runs"("chat_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "automation_runs_rule_id_created_at_idx" ON "automation_runs"("rule_id", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "automation_runs_trigger_id_rule_id_kind_key" ON "automation_runs"("trigger_id", "rule_id", "kind");

-- CreateIndex
CREATE INDEX "outbound_files_created_at_idx" ON "outbound_files"("created_at");

-- CreateIndex
CREATE INDEX "notes_chat_id_created_at_id_idx" ON "notes"("chat_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "drafts_chat_id_idx" ON "drafts"("chat_id");

-- CreateIndex
CREATE INDEX "chat_presence_until_idx" ON "chat_presence"("until");

-- CreateIndex
CREATE INDEX "postings_seller_id_order_number_idx" ON "postings"("seller_id", "order_number");

-- CreateIndex
CREATE INDEX "saved_views_user_id_idx" ON "saved_views"("user_id");

-- CreateIndex
CREATE INDEX "notices_user_id_created_at_id_idx" ON "notices"("user_id", "created_at" DESC, "id" DESC);

-- AddForeignKey
ALTER TABLE "notes" ADD CONSTRAINT "notes_chat_id_fkey" FOREIGN KEY ("chat_id") REFERENCES "chats"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_chat_id_fkey" FOREIGN KEY ("chat_id") REFERENCES "chats"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "postings" ADD CONSTRAINT "postings_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "sellers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "seller_service" ADD CONSTRAINT "seller_service_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "sellers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notices" ADD CONSTRAINT "notices_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot express.

-- Presence is worth nothing after a crash: no write-ahead log for it.
ALTER TABLE chat_presence SET UNLOGGED;

CREATE UNIQUE INDEX tags_one_name ON tags (lower(name));
CREATE UNIQUE INDEX canned_replies_one_shortcut
  ON canned_replies (lower(shortcut), coalesce(seller_id, '00000000-0000-0000-0000-000000000000'::uuid));
CREATE INDEX automation_triggers_to_do ON automation_triggers (created_at) WHERE done_at IS NULL;
CREATE UNIQUE INDEX automation_triggers_once ON automation_triggers (chat_id, once_key) WHERE once_key IS NOT NULL;
CREATE INDEX notices_unread ON notices (user_id, created_at DESC) WHERE read_at IS NULL;

-- What burns first, and who has waited longest; over all sellers and within one.
CREATE INDEX chats_by_deadline ON chats (kind, status, deadline_at, id) WHERE waiting_since IS NOT NULL;
CREATE INDEX chats_by_waiting ON chats (kind, status, waiting_since, id) WHERE waiting_since IS NOT NULL;
CREATE INDEX chats_of_seller_by_deadline ON chats (seller_id, kind, status, deadline_at, id) WHERE waiting_since IS NOT NULL;
-- Snoozed chats: their view, and the sweep that wakes them.
CREATE INDEX chats_snoozed ON chats (snoozed_until) WHERE snoozed_until IS NOT NULL;
-- Nobody's chats that wait.
CREATE INDEX chats_unassigned ON chats (kind, status, deadline_at, id) WHERE waiting_since IS NOT NULL AND assignee_id IS NULL;

-- When `p_minutes` of business time after `p_from` are over; NULL without a target, or when nobody ever works.
-- p_hours: NULL = always open, else {"1": [["09:00","21:00"]], ...} by ISO weekday in local time; p_holidays: local days off.
CREATE FUNCTION business_deadline(
  p_from timestamptz, p_minutes integer, p_zone text, p_hours jsonb, p_holidays date[]
) RETURNS timestamptz LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
  v_left interval := make_interval(mins => p_minutes);
  v_day date;
  v_span jsonb;
  v_begin timestamptz;
  v_end timestamptz;
BEGIN
  IF p_from IS NULL OR p_minutes IS NULL THEN
    RETURN NULL;
  END IF;
  IF p_hours IS NULL AND cardinality(coalesce(p_holidays, '{}')) = 0 THEN
    RETURN p_from + v_left;
  END IF;
  v_day := (p_from AT TIME ZONE p_zone)::date;
  -- A year without a working hour is no business at all.
  FOR i IN 0 .. 366 LOOP
    IF NOT (v_day + i = ANY (coalesce(p_holidays, '{}'))) THEN
      FOR v_span IN SELECT * FROM jsonb_array_elements(
          CASE WHEN p_hours IS NULL THEN '[["00:00","24:00"]]'::jsonb
               ELSE coalesce(p_hours -> extract(isodow FROM v_day + i)::text, '[]'::jsonb) END) LOOP
        v_begin := greatest(p_from, ((v_day + i) + (v_span ->> 0)::interval) AT TIME ZONE p_zone);
        v_end := ((v_day + i) + (v_span ->> 1)::interval) AT TIME ZONE p_zone;
        IF v_end > v_begin THEN
          IF v_left <= v_end - v_begin THEN
            RETURN v_begin + v_left;
          END IF;
          v_left := v_left - (v_end - v_begin);
        END IF;
      END LOOP;
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

-- Whether somebody works at this moment; the same arguments.
CREATE FUNCTION is_business_time(
  p_at timestamptz, p_zone text, p_hours jsonb, p_holidays date[]
) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT NOT ((p_at AT TIME ZONE p_zone)::date = ANY (coalesce(p_holidays, '{}')))
     AND (p_hours IS NULL OR EXISTS (
       SELECT 1 FROM jsonb_array_elements(
           coalesce(p_hours -> extract(isodow FROM p_at AT TIME ZONE p_zone)::text, '[]'::jsonb)) AS span
        WHERE (p_at AT TIME ZONE p_zone) >= (p_at AT TIME ZONE p_zone)::date + (span ->> 0)::interval
          AND (p_at AT TIME ZONE p_zone) < (p_at AT TIME ZONE p_zone)::date + (span ->> 1)::interval))
$$;

INSERT INTO seller_service (seller_id) SELECT id FROM sellers;
UPDATE chats SET due_kind = 'next', due_at = waiting_since + interval '60 minutes',
                 deadline_at = least(waiting_since + interval '60 minutes', writable_until)
 WHERE waiting_since IS NOT NULL;
