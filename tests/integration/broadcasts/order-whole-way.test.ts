import { afterAll, beforeAll, expect, test } from "vitest";
import { receiveWebhook } from "@/lib/webhooks/receive";
import { answerAll, startBroadcast } from "../../support/broadcasts";
import { ownDatabase } from "../../support/database";
import { makeAdmin, type Person } from "../../support/factories";
import { liftLimits } from "../../support/limits";
import { makeOrderedChat, makeShop } from "../../support/orders";
import { type RunningProcess, startWorkers } from "../../support/processes";
import { ownSandbox } from "../../support/sandbox";
import { waitFor } from "../../support/wait-for";

// The real workers; only the web's part, taking a call, is played here.
const database = ownDatabase();
const sandbox = ownSandbox();
let admin: Person;
let workers: RunningProcess;
beforeAll(async () => {
  await liftLimits(database, sandbox());
  admin = await makeAdmin();
  workers = await startWorkers({ POLL_INTERVAL_SECONDS: "3600" });
});
afterAll(() => workers?.kill());

test("a parcel that comes to the pick-up point is announced to its buyer within seconds, once", async () => {
  const seller = await makeShop(sandbox(), { webhook: { mode: "push" } });
  const chat = await makeOrderedChat({ database, seller }, "3100-0001");
  await answerAll(database, seller.id);
  await startBroadcast(admin, seller.id, {
    template: "Заказ {order_number} ждёт вас в пункте выдачи",
    order_events: ["pick_up"],
  });
  const { client_id } = seller.account;
  await sandbox().moveOrder(chat.postingNumber, {
    client_id,
    status: "delivering",
    substatus: "posting_in_pickup_point",
  });
  const ring = async (at: string) => {
    const body = {
      message_type: "TYPE_STATE_CHANGED",
      posting_number: chat.postingNumber,
      changed_state_date: at,
    };
    const taken = await receiveWebhook({
      marketplace: "ozon",
      webhookId: new URL(seller.seller.webhook_url ?? "").pathname.split("/").at(-1) ?? "",
      rawBody: Buffer.from(JSON.stringify({ ...body, seller_id: client_id })),
      header: () => null,
      startedAt: performance.now(),
    });
    if (taken.outcome === "answered") await taken.nudge?.();
  };
  await ring("2026-11-01T00:00:00Z");
  await waitFor(
    "the buyer has the message",
    async () => (await seller.sentTexts(chat.externalId)).length > 0,
  );
  await ring("2026-11-01T00:00:01Z");
  await waitFor("the second ring is let go", async () => {
    const open = await database.query("SELECT 1 FROM webhook_deliveries WHERE status = 'pending'");
    return open.length === 0;
  });
  expect(await seller.sentTexts(chat.externalId)).toEqual(["Заказ 3100-0001 ждёт вас в пункте выдачи"]);
  expect(workers.exit()).toBeNull();
});
