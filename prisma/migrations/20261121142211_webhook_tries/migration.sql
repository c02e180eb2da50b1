-- AlterTable
ALTER TABLE "webhook_registrations" ADD COLUMN     "is_trying" BOOLEAN NOT NULL DEFAULT false;
