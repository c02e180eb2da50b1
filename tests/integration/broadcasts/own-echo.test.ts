import { afterEach, beforeAll, expect, test } from "vitest";
import { syncSeller } from "@/lib/chats/sync";
import { makeSellerWithBuyers, runOnce, startBroadcast } from "../../support/broadcasts";
import { moveClock, resetClock } from "../../support/clock";
import { ownDatabase } from "../../support/database";
import { makeAdmin, type Person } from "../../support/factories";
import { ownSandbox } from "../../support/sandbox";

// A broadcast moves every chat it reaches. Reading all those histories at once would cost as much as the broadcast itself.
const database = ownDatabase();
const sandbox = ownSandbox();
let admin: Person;
beforeAll(async () => {
  admin = await makeAdmin();
});
afterEach(resetClock);

beforeAll(() => sandbox().setLimits({ v1_updates: { count: 1000, window_ms: 60_000 } }));

async function stage(dialect: "v1" | "v3") {
  const path = `/${dialect}/chat/history`;
  const seller = await makeSellerWithBuyers({ sandbox: sandbox(), database }, { dialect, buyers: 3 });
  const { client_id } = seller.account;
  for (const { chat_id } of await sandbox().listChats(client_id))
    await seller.say("Спасибо!", { chat_id, user_type: "Seller" });
  await catchUp(seller.id);
  await database.query("UPDATE chats SET rechecked_at = now() WHERE seller_id = $1", [seller.id]);
  const reads = async () => (await sandbox().listRequests({ client_id, path })).length;
  return { seller, reads };
}

/** A poll, and none of the limits on how often. */
async function catchUp(sellerId: string): Promise<void> {
  await database.query("DELETE FROM permits");
  moveClock(61);
  await syncSeller(sellerId);
}

test.each(["v1", "v3"] as const)("what we said ourselves is read later (%s)", async (dialect) => {
  const { seller, reads } = await stage(dialect);
  const id = await startBroadcast(admin, seller.id);
  await runOnce(id);
  const before = await reads();
  await catchUp(seller.id);
  expect(await reads()).toBe(before);
  moveClock(700);
  await catchUp(seller.id);
  expect(await reads()).toBeGreaterThanOrEqual(before + 3);
  const linked = await database.query(
    "SELECT 1 FROM messages WHERE broadcast_id = $1 AND external_id IS NOT NULL AND status = 'sent'",
    [id],
  );
  expect(linked).toHaveLength(3);
});

test.each(["v1", "v3"] as const)("a buyer who answers is read at once (%s)", async (dialect) => {
  const { seller } = await stage(dialect);
  const id = await startBroadcast(admin, seller.id);
  await runOnce(id);
  const [first, second] = await sandbox().listChats(seller.account.client_id);
  await seller.say("А скидка большая?", { chat_id: first?.chat_id ?? "" });
  await catchUp(seller.id);
  await seller.say("И мне расскажите", { chat_id: second?.chat_id ?? "" });
  await catchUp(seller.id);
  const heard = await database.query<{ text: string }>(
    "SELECT text FROM messages WHERE seller_id = $1 AND text IN ('А скидка большая?', 'И мне расскажите')",
    [seller.id],
  );
  expect(heard).toHaveLength(2);
});
