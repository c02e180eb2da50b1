-- AlterTable
ALTER TABLE "chats" ADD COLUMN     "buyer_key" TEXT,
ADD COLUMN     "buyer_last_at" TIMESTAMPTZ(3),
ADD COLUMN     "language" TEXT;

ALTER TABLE "messages" ADD COLUMN     "answers_broadcast_id" UUID;

-- AlterTable
ALTER TABLE "postings" ADD COLUMN     "buyer_key" TEXT,
ADD COLUMN     "stage" TEXT NOT NULL DEFAULT 'unknown',
ADD COLUMN     "substatus" TEXT,
ADD COLUMN     "time_zone" TEXT;

-- CreateTable
CREATE TABLE "segments" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "name" TEXT NOT NULL,
    "seller_id" UUID,
    "filters" JSONB NOT NULL,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "segments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "broadcasts" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "seller_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'once',
    "variants" JSONB NOT NULL,
    "filters" JSONB NOT NULL DEFAULT '{}',
    "stages" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "rate_limit" DOUBLE PRECISION NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "quiet_hours" TEXT NOT NULL DEFAULT 'respect',
    "frequency_cap" TEXT NOT NULL DEFAULT 'respect',
    "schedule_at" TIMESTAMPTZ(3),
    "time_zone" TEXT,
    "approval" TEXT NOT NULL DEFAULT 'not_needed',
    "approved_by" TEXT,
    "approved_at" TIMESTAMPTZ(3),
    "created_by" TEXT,
    "stop_code" TEXT,
    "stop_text" TEXT,
    "strikes" INTEGER NOT NULL DEFAULT 0,
    "excluded" JSONB NOT NULL DEFAULT '{}',
    "audience" INTEGER NOT NULL DEFAULT 0,
    "queued" INTEGER NOT NULL DEFAULT 0,
    "sent" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "unconfirmed" INTEGER NOT NULL DEFAULT 0,
    "skipped" INTEGER NOT NULL DEFAULT 0,
    "replied" INTEGER NOT NULL DEFAULT 0,
    "bought" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "broadcasts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "broadcast_recipients" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "broadcast_id" UUID NOT NULL,
    "seller_id" UUID NOT NULL,
    "chat_id" UUID NOT NULL,
    "buyer_key" TEXT,
    "once_key" TEXT NOT NULL DEFAULT '',
    "posting_number" TEXT,
    "variant" TEXT NOT NULL DEFAULT 'A',
    "status" TEXT NOT NULL DEFAULT 'pending',
    "reason" TEXT,
    "reason_text" TEXT,
    "position" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3),
    "leased_until" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "message_id" UUID,
    "sent_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "replied_at" TIMESTAMPTZ(3),
    "reply_message_id" UUID,
    "bought_at" TIMESTAMPTZ(3),
    "bought_order" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "broadcast_recipients_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "opt_outs" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "seller_id" UUID NOT NULL,
    "chat_id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "message_id" UUID,
    "said" TEXT NOT NULL DEFAULT '',
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lifted_at" TIMESTAMPTZ(3),
    "lifted_by" TEXT,

    CONSTRAINT "opt_outs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "posting_changes" (
    "id" BIGSERIAL NOT NULL,
    "seller_id" UUID NOT NULL,
    "posting_number" TEXT NOT NULL,
    "order_number" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "posting_changes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "products" (
    "seller_id" UUID NOT NULL,
    "offer_id" TEXT NOT NULL,
    "sku" TEXT,
    "name" TEXT NOT NULL DEFAULT '',
    "category" TEXT,
    "category_id" TEXT,
    "checked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "products_pkey" PRIMARY KEY ("seller_id","offer_id")
);

-- CreateIndex
CREATE INDEX "broadcasts_seller_id_created_at_idx" ON "broadcasts"("seller_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "broadcast_recipients_broadcast_id_status_position_idx" ON "broadcast_recipients"("broadcast_id", "status", "position");

-- CreateIndex
CREATE INDEX "broadcast_recipients_message_id_idx" ON "broadcast_recipients"("message_id");

-- CreateIndex
CREATE UNIQUE INDEX "broadcast_recipients_broadcast_id_chat_id_once_key_key" ON "broadcast_recipients"("broadcast_id", "chat_id", "once_key");

-- CreateIndex
CREATE INDEX "opt_outs_seller_id_chat_id_idx" ON "opt_outs"("seller_id", "chat_id");

-- CreateIndex
CREATE INDEX "posting_changes_seller_id_posting_number_idx" ON "posting_changes"("seller_id", "posting_number");

-- CreateIndex
CREATE INDEX "posting_changes_created_at_idx" ON "posting_changes"("created_at");

-- AddForeignKey
ALTER TABLE "broadcasts" ADD CONSTRAINT "broadcasts_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "sellers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "broadcast_recipients" ADD CONSTRAINT "broadcast_recipients_broadcast_id_fkey" FOREIGN KEY ("broadcast_id") REFERENCES "broadcasts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "opt_outs" ADD CONSTRAINT "opt_outs_chat_id_fkey" FOREIGN KEY ("chat_id") REFERENCES "chats"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "products" ADD CONSTRAINT "products_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "sellers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand from here on.

-- What a text is written in, by its letters alone: enough to keep a broadcast from those who would not read it.
CREATE FUNCTION text_language(p_text text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN p_text ~* '[әғқңөұүһ]' THEN 'kk'
    WHEN p_text ~* 'ў' THEN 'be'
    WHEN p_text ~* '[а-яё]' THEN 'ru'
    WHEN p_text ~ '[\u4e00-\u9fff]' THEN 'zh'
    WHEN p_text ~* '[a-z]' THEN 'en'
    WHEN p_text ~ '[[:alpha:]]' THEN 'other'
  END
$$;

-- Facts of chats that are already there; new ones come with their messages (lib/chats/refresh.ts).
UPDATE chats c SET buyer_key = said.author_id, buyer_last_at = said.created_at, language = said.language
  FROM chats own CROSS JOIN LATERAL (
    SELECT nullif(m.author_id, '') AS author_id, least(m.created_at, '9000-01-01T00:00:00Z') AS created_at,
           text_language(left(m.text, 2000)) AS language
      FROM messages m WHERE m.chat_id = own.id AND m.author_type = 'buyer'
     ORDER BY m.created_at DESC, m.seq DESC LIMIT 1) said
 WHERE own.id = c.id AND own.kind = 'buyer';
UPDATE postings SET stage = CASE state WHEN 'delivering' THEN 'shipped' ELSE state END;

CREATE INDEX chats_by_buyer_key ON chats (seller_id, buyer_key) WHERE buyer_key IS NOT NULL;
CREATE INDEX postings_by_buyer_key ON postings (seller_id, buyer_key, ordered_at) WHERE buyer_key IS NOT NULL;
-- What buyers answered to broadcasts.
CREATE INDEX messages_answering ON messages (answers_broadcast_id, chat_id, created_at) WHERE answers_broadcast_id IS NOT NULL;
-- Broadcast messages of a chat, newest first: what a buyer's message may answer.
CREATE INDEX messages_of_broadcasts ON messages (chat_id, created_at DESC) WHERE broadcast_id IS NOT NULL;

CREATE UNIQUE INDEX opt_outs_by_message ON opt_outs (chat_id, message_id) WHERE message_id IS NOT NULL;
CREATE UNIQUE INDEX opt_outs_by_person ON opt_outs (chat_id) WHERE message_id IS NULL AND lifted_at IS NULL;
CREATE INDEX posting_changes_to_do ON posting_changes (id) WHERE done_at IS NULL;

CREATE INDEX broadcasts_at_work ON broadcasts (status, schedule_at) WHERE status IN ('scheduled', 'running');
-- A buyer with several chats gets one message of a broadcast.
CREATE UNIQUE INDEX broadcast_recipients_one_a_buyer ON broadcast_recipients (broadcast_id, buyer_key)
  WHERE buyer_key IS NOT NULL AND once_key = '';
CREATE INDEX broadcast_recipients_pending ON broadcast_recipients (broadcast_id, position, id) WHERE status = 'pending';
CREATE INDEX broadcast_recipients_sending ON broadcast_recipients (broadcast_id) WHERE status = 'sending';
-- The frequency cap: when was this chat, or this buyer, last written to by a broadcast.
CREATE INDEX broadcast_recipients_by_chat ON broadcast_recipients (chat_id, sent_at) WHERE sent_at IS NOT NULL;
CREATE INDEX broadcast_recipients_by_buyer ON broadcast_recipients (seller_id, buyer_key, sent_at)
  WHERE sent_at IS NOT NULL AND buyer_key IS NOT NULL;

-- A limit held exactly: so many places as requests are allowed in a window; a place is free again one window after the
-- answer of the request that held it. Whatever the way there costs, the marketplace then never sees more in any window.
CREATE TABLE permit_places (
  key text PRIMARY KEY,
  free_at timestamptz[] NOT NULL
) WITH (fillfactor = 50);
