-- AlterTable
ALTER TABLE "market_actions" ADD COLUMN     "ask_key" TEXT;

-- CreateIndex
CREATE UNIQUE INDEX "market_actions_created_by_ask_key_key" ON "market_actions"("created_by", "ask_key");
