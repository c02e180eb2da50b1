-- AlterTable
ALTER TABLE "chats" ADD COLUMN     "erased_external_id" TEXT;

-- In SQL only: what the nightly cleaning looks for.
CREATE INDEX chats_idle ON chats (last_message_at) WHERE erased_at IS NULL OR erased_at < last_message_at;
