-- AlterTable
ALTER TABLE "section_syncs" ADD COLUMN     "asked_at" TIMESTAMPTZ(3),
ADD COLUMN     "given_at" TIMESTAMPTZ(3);
