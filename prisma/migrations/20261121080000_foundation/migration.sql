-- Time-ordered ids, so that new rows land at the end of their index. Postgres 18 has uuidv7(); 15 to 17 do not.
CREATE FUNCTION uuid7() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
  SELECT encode(
    set_bit(set_bit(
      overlay(uuid_send(gen_random_uuid())
        PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3)
        FROM 1 FOR 6),
      52, 1), 53, 1), 'hex')::uuid
$$;



-- CreateTable
CREATE TABLE "chats" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "seller_id" UUID NOT NULL,
    "external_id" TEXT COLLATE "C" NOT NULL,
    "kind" TEXT NOT NULL,
    "external_type" TEXT NOT NULL DEFAULT '',
    "buyer_name" TEXT,
    "status" TEXT NOT NULL DEFAULT 'open',
    "marketplace_status" TEXT NOT NULL DEFAULT 'open',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_message_at" TIMESTAMPTZ(3),
    "last_message_preview" TEXT,
    "last_message_direction" TEXT,
    "unread_count" INTEGER NOT NULL DEFAULT 0,
    "order_number" TEXT,
    "posting_number" TEXT,
    "writable_until" TIMESTAMPTZ(3),
    "order_checked_number" TEXT,
    "order_checked_at" TIMESTAMPTZ(3),
    "is_order_open" BOOLEAN NOT NULL DEFAULT false,
    "order_writable_until" TIMESTAMPTZ(3),
    "waiting_since" TIMESTAMPTZ(3),
    "assignee_id" TEXT,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "snoozed_until" TIMESTAMPTZ(3),
    "announced_external_id" TEXT,
    "synced_external_id" TEXT,
    "needs_sync" BOOLEAN NOT NULL DEFAULT false,
    "sync_attempts" INTEGER NOT NULL DEFAULT 0,
    "sync_due_at" TIMESTAMPTZ(3),
    "rechecked_at" TIMESTAMPTZ(3),
    "is_backfilled" BOOLEAN NOT NULL DEFAULT false,
    "chat_secret" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "chats_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "messages" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "seq" BIGSERIAL NOT NULL,
    "chat_id" UUID NOT NULL,
    "seller_id" UUID NOT NULL,
    "external_id" TEXT COLLATE "C",
    "direction" TEXT NOT NULL,
    "author_type" TEXT NOT NULL,
    "author_id" TEXT,
    "author_name" TEXT,
    "text" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "error_code" TEXT,
    "error_text" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),
    "broadcast_id" UUID,
    "client_id" TEXT,
    "due_at" TIMESTAMPTZ(3),
    "claimed_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "settle_attempts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attachments" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "message_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "remote_url" TEXT NOT NULL,
    "file_name" TEXT,
    "size_bytes" INTEGER,

    CONSTRAINT "attachments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "events" (
    "id" BIGSERIAL NOT NULL,
    "xid" xid8 NOT NULL DEFAULT pg_current_xact_id(),
    "name" TEXT NOT NULL,
    "seller_id" UUID NOT NULL,
    "subject_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_log" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_type" TEXT NOT NULL,
    "actor_id" TEXT,
    "action" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" TEXT,
    "seller_id" UUID,
    "details" JSONB NOT NULL DEFAULT '{}',
    "request_id" TEXT,

    CONSTRAINT "audit_log_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_keys" (
    "actor_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "body_hash" TEXT NOT NULL,
    "status" INTEGER,
    "answer" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY ("actor_id","key")
);

-- CreateTable
CREATE TABLE "permits" (
    "key" TEXT COLLATE "C" NOT NULL,
    "free_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "permits_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "api_tokens" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "name" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sellers" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "name" TEXT NOT NULL,
    "marketplace" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "api_key_hint" TEXT NOT NULL,
    "api_key_expires_at" TIMESTAMPTZ(3),
    "dialect" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'active',
    "chat_access" TEXT,
    "webhook_id" TEXT NOT NULL,
    "webhook_mode" TEXT,
    "last_synced_at" TIMESTAMPTZ(3),
    "last_error_code" TEXT,
    "last_error_text" TEXT,
    "last_error_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "sellers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credentials" (
    "seller_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "ciphertext" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "credentials_pkey" PRIMARY KEY ("seller_id","kind")
);

-- CreateTable
CREATE TABLE "key_checks" (
    "id" TEXT NOT NULL,
    "ciphertext" TEXT NOT NULL,

    CONSTRAINT "key_checks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sync_states" (
    "seller_id" UUID NOT NULL,
    "cursor" JSONB,
    "backfill_cursor" JSONB,
    "backfill_phase" TEXT NOT NULL DEFAULT 'listing',
    "backfill_total" INTEGER,
    "deep_synced_at" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sync_states_pkey" PRIMARY KEY ("seller_id")
);

-- CreateTable
CREATE TABLE "unreadable_items" (
    "seller_id" UUID NOT NULL,
    "place" TEXT NOT NULL,
    "problem" TEXT NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 1,
    "first_seen" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "unreadable_items_pkey" PRIMARY KEY ("seller_id","place","problem")
);

-- CreateTable
CREATE TABLE "users" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "role" TEXT NOT NULL DEFAULT 'operator',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "token" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "user_id" TEXT NOT NULL,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "accounts" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verifications" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "verifications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_attempts" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "last_request" BIGINT NOT NULL,

    CONSTRAINT "sign_in_attempts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_sellers" (
    "user_id" TEXT NOT NULL,
    "seller_id" UUID NOT NULL,

    CONSTRAINT "user_sellers_pkey" PRIMARY KEY ("user_id","seller_id")
);

-- CreateTable
CREATE TABLE "webhook_deliveries" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "seller_id" UUID NOT NULL,
    "dedupe_key" TEXT COLLATE "C" NOT NULL,
    "kind" TEXT NOT NULL,
    "chat_external_id" TEXT,
    "message_external_id" TEXT,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3),
    "repeats" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "webhook_deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "chats_seller_id_external_id_key" ON "chats"("seller_id", "external_id");

-- CreateIndex
CREATE INDEX "messages_chat_id_created_at_seq_idx" ON "messages"("chat_id", "created_at" DESC, "seq" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "messages_seller_id_chat_id_external_id_key" ON "messages"("seller_id", "chat_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "attachments_message_id_position_key" ON "attachments"("message_id", "position");

-- CreateIndex
CREATE INDEX "events_xid_id_idx" ON "events"("xid", "id");

-- CreateIndex
CREATE INDEX "events_created_at_idx" ON "events"("created_at");

-- CreateIndex
CREATE INDEX "audit_log_at_idx" ON "audit_log"("at" DESC);

-- CreateIndex
CREATE INDEX "idempotency_keys_created_at_idx" ON "idempotency_keys"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "api_tokens_token_hash_key" ON "api_tokens"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "sellers_webhook_id_key" ON "sellers"("webhook_id");

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE UNIQUE INDEX "sessions_token_key" ON "sessions"("token");

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "sessions"("user_id");

-- CreateIndex
CREATE INDEX "accounts_user_id_idx" ON "accounts"("user_id");

-- CreateIndex
CREATE INDEX "verifications_identifier_idx" ON "verifications"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "sign_in_attempts_key_key" ON "sign_in_attempts"("key");

-- CreateIndex
CREATE INDEX "user_sellers_seller_id_idx" ON "user_sellers"("seller_id");

-- CreateIndex
CREATE INDEX "webhook_deliveries_received_at_idx" ON "webhook_deliveries"("received_at");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_deliveries_seller_id_dedupe_key_key" ON "webhook_deliveries"("seller_id", "dedupe_key");

-- AddForeignKey
ALTER TABLE "chats" ADD CONSTRAINT "chats_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "sellers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_chat_id_fkey" FOREIGN KEY ("chat_id") REFERENCES "chats"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "messages"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credentials" ADD CONSTRAINT "credentials_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "sellers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sync_states" ADD CONSTRAINT "sync_states_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "sellers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_sellers" ADD CONSTRAINT "user_sellers_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_sellers" ADD CONSTRAINT "user_sellers_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "sellers"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- What Prisma cannot express.

-- A removed seller may be connected again as a new one.
CREATE UNIQUE INDEX sellers_one_per_account ON sellers (marketplace, account_id) WHERE deleted_at IS NULL;

-- Search over all messages; a text beyond 100,000 signs is searched by its beginning (a tsvector holds 1 MB).
ALTER TABLE messages ADD COLUMN search tsvector
  GENERATED ALWAYS AS (to_tsvector('russian', left(text, 100000))) STORED;
CREATE INDEX messages_search ON messages USING gin (search);

-- Outbound work: queued and in flight, oldest first within a chat.
CREATE INDEX messages_outbound_work ON messages (chat_id, seq) WHERE status IN ('queued', 'sending');
-- Our own messages that the marketplace's history has not named yet.
CREATE INDEX messages_unlinked ON messages (chat_id) WHERE direction = 'outbound' AND external_id IS NULL;

-- Unread messages of a chat: counted whenever the chat changes.
CREATE INDEX messages_unread ON messages (chat_id) WHERE direction = 'inbound' AND read_at IS NULL;

-- Chat lists: newest message first, over all sellers and within one.
CREATE INDEX chats_by_last_message ON chats (kind, status, last_message_at DESC NULLS LAST, id DESC);
CREATE INDEX chats_of_seller_by_last_message ON chats (seller_id, kind, status, last_message_at DESC NULLS LAST, id DESC);
-- The same whatever their status, for searches.
CREATE INDEX chats_of_any_status ON chats (kind, last_message_at DESC NULLS LAST, id DESC);
CREATE INDEX chats_of_seller_of_any_status ON chats (seller_id, kind, last_message_at DESC NULLS LAST, id DESC);
CREATE INDEX chats_unread ON chats (kind, status, last_message_at DESC NULLS LAST, id DESC) WHERE unread_count > 0;
CREATE INDEX chats_waiting_of_seller ON chats (seller_id, writable_until)
  WHERE waiting_since IS NOT NULL AND kind = 'buyer' AND status = 'open';
CREATE INDEX chats_waiting ON chats (kind, status, last_message_at DESC NULLS LAST, id DESC) WHERE waiting_since IS NOT NULL;
CREATE INDEX chats_by_assignee ON chats (assignee_id, last_message_at DESC NULLS LAST, id DESC) WHERE assignee_id IS NOT NULL;
-- What people search for beside words.
CREATE INDEX chats_by_order ON chats (order_number) WHERE order_number IS NOT NULL;
CREATE INDEX chats_by_posting ON chats (posting_number) WHERE posting_number IS NOT NULL;
CREATE INDEX chats_by_buyer ON chats (lower(buyer_name) text_pattern_ops) WHERE buyer_name IS NOT NULL;
CREATE INDEX chats_by_tag ON chats USING gin (tags);
-- Orders whose postings have not been asked for, or may have changed.
CREATE INDEX chats_with_order_to_check ON chats (seller_id, order_checked_at)
  WHERE order_number IS NOT NULL AND (is_order_open OR order_checked_number IS DISTINCT FROM order_number);
-- Chats of the last day, to be looked through once more.
CREATE INDEX chats_recent ON chats (seller_id, last_message_at);
-- Histories still to be read.
CREATE INDEX chats_to_sync ON chats (seller_id, sync_due_at) WHERE needs_sync;

CREATE INDEX webhook_deliveries_pending ON webhook_deliveries (received_at) WHERE status = 'pending';

-- One request's leave under all its limits at once (generic cell rate algorithm, on the database's clock).
-- p_shut: keys that say "silence until"; p_reply_key: set while an operator's reply waits, low lanes then stand back.
-- p_keys[i] is granted when it is free within p_tolerance_ms[i] from now, and then moves on by p_interval_ms[i].
-- Answers 0 when granted, else the milliseconds to wait before asking again.
CREATE FUNCTION take_permit(
  p_is_reply boolean, p_reply_key text, p_shut text[],
  p_keys text[], p_interval_ms double precision[], p_tolerance_ms double precision[]
) RETURNS double precision LANGUAGE plpgsql AS $$
DECLARE
  v_now timestamptz;
  v_wait double precision := 0;
  v_free timestamptz;
  i integer;
BEGIN
  -- A key's first use must be lockable too; keys are made and locked in one order, so that no two callers deadlock.
  INSERT INTO permits (key, free_at) SELECT k, 'epoch' FROM unnest(p_keys) AS k ORDER BY k ON CONFLICT DO NOTHING;
  PERFORM 1 FROM permits WHERE key = ANY (p_keys) ORDER BY key FOR UPDATE;
  v_now := clock_timestamp();
  SELECT coalesce(max(extract(epoch FROM free_at - v_now) * 1000), 0) INTO v_wait
    FROM permits WHERE key = ANY (p_shut) AND free_at > v_now;
  IF NOT p_is_reply AND EXISTS (SELECT 1 FROM permits WHERE key = p_reply_key AND free_at > v_now) THEN
    v_wait := greatest(v_wait, 50);
  END IF;
  FOR i IN 1 .. coalesce(array_length(p_keys, 1), 0) LOOP
    SELECT free_at INTO v_free FROM permits WHERE key = p_keys[i];
    v_wait := greatest(v_wait, extract(epoch FROM v_free - v_now) * 1000 - p_tolerance_ms[i]);
  END LOOP;
  IF v_wait > 0 THEN
    -- A reply that waits long (its chat's own pace, a closed method) does not need the others to stand back yet.
    IF p_is_reply AND v_wait <= 2000 THEN
      INSERT INTO permits (key, free_at) VALUES (p_reply_key, v_now + interval '2 seconds')
        ON CONFLICT (key) DO UPDATE SET free_at = excluded.free_at;
    END IF;
    RETURN v_wait;
  END IF;
  FOR i IN 1 .. coalesce(array_length(p_keys, 1), 0) LOOP
    UPDATE permits SET free_at = greatest(free_at, v_now) + make_interval(secs => p_interval_ms[i] / 1000)
      WHERE key = p_keys[i];
  END LOOP;
  IF p_is_reply THEN
    DELETE FROM permits WHERE key = p_reply_key;
  END IF;
  RETURN 0;
END $$;
