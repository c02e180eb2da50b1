-- AlterTable
ALTER TABLE "chats" ADD COLUMN     "erased_own_until" TIMESTAMPTZ(3);
