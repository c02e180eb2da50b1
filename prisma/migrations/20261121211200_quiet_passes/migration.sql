-- AlterTable
ALTER TABLE "section_syncs" ADD COLUMN     "quiet_passes" INTEGER NOT NULL DEFAULT 0;
