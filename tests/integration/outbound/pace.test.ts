import { afterEach, beforeAll, expect, test } from "vitest";
import { deliverChat } from "@/lib/chats/deliver";
import { queueReply } from "@/lib/chats/send";
import { syncSeller } from "@/lib/chats/sync";
import { moveClock, resetClock } from "../../support/clock";
import { ownDatabase } from "../../support/database";
import { makeAdmin, makeConnectedSeller, type Person } from "../../support/factories";
import { ownSandbox } from "../../support/sandbox";
import { findChatId, readMessages } from "../../support/stored";
import { waitFor } from "../../support/wait-for";

// The marketplace's own limits, enforced by the sandbox: nothing here may breach them.
const database = ownDatabase();
const sandbox = ownSandbox();
let admin: Person;
beforeAll(async () => {
  admin = await makeAdmin();
});
afterEach(async () => {
  resetClock();
  expect(await sandbox().listBreaches()).toEqual([]);
});

test("a reply goes before the polls that wait for the same two requests a second", async () => {
  const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v1" });
  const { chatId: external } = await seller.say("Вопрос");
  await syncSeller(seller.id);
  const chatId = await findChatId(database, seller.id, external);
  await sandbox().bulk({
    client_id: seller.account.client_id,
    messages: 6,
    chats: 6,
    created_from: new Date().toISOString(),
  });
  await database.query("DELETE FROM permits WHERE key LIKE '%v1.updates'");
  await sandbox().setLimits({ v1_updates: { count: 2, window_ms: 60_000 } });
  moveClock(61);
  const paths = async () =>
    (await sandbox().listRequests({ client_id: seller.account.client_id })).map(({ path }) => path);
  const historiesBefore = (await paths()).filter((path) => path === "/v1/chat/history").length;
  const polling = syncSeller(seller.id);
  await waitFor("the poll to read histories", async () => {
    const histories = (await paths()).filter((path) => path === "/v1/chat/history");
    return histories.length > historiesBefore;
  });
  const countAtQueueing = (await paths()).length;
  await queueReply({ actor: admin.actor, chatId, text: "Ответ" });
  await deliverChat(chatId);
  const between = (await paths()).slice(countAtQueueing);
  const place = between.indexOf("/v1/chat/send/message");
  expect(place).toBeGreaterThanOrEqual(0);
  expect(place).toBeLessThanOrEqual(2); // what had its permit already, no more
  await polling;
  expect(await seller.sentTexts()).toEqual(["Ответ"]);
  const histories = (await paths()).filter((path) => path === "/v1/chat/history").length;
  expect(histories).toBeGreaterThan(historiesBefore + place);
});

test("one chat gets its replies at the pace ten a minute allow, and no other chat waits for it", async () => {
  const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3" });
  const busy = await seller.say("Вопрос");
  const quiet = await seller.say("Другой вопрос");
  await syncSeller(seller.id);
  const busyId = await findChatId(database, seller.id, busy.chatId);
  const quietId = await findChatId(database, seller.id, quiet.chatId);
  for (const text of ["1", "2", "3", "4"]) await queueReply({ actor: admin.actor, chatId: busyId, text });
  const delivering = deliverChat(busyId);
  await waitFor("the burst to be sent and settled", async () => {
    const stored = await readMessages(database, seller.id, busy.chatId);
    return stored.filter(({ status }) => status === "sent").length === 3;
  });
  const key = `%:ozon.send:${busy.chatId}`;
  const [permit] = await database.query<{ ahead: number }>(
    "SELECT extract(epoch FROM free_at - clock_timestamp())::float8 AS ahead FROM permits WHERE key LIKE $1",
    [key],
  );
  expect(permit?.ahead).toBeGreaterThan(20); // a burst of three, then one every ten seconds
  await queueReply({ actor: admin.actor, chatId: quietId, text: "Сразу" });
  await deliverChat(quietId);
  expect(await seller.sentTexts()).toEqual(["1", "2", "3", "Сразу"]);
  await database.query("DELETE FROM permits WHERE key LIKE $1", [key]); // the rest without the wait
  await delivering; // it gave its worker back, and comes again when its time has come
  moveClock(60);
  await deliverChat(busyId);
  expect(await seller.sentTexts(busy.chatId)).toEqual(["1", "2", "3", "4"]);
});
