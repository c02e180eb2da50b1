import { afterEach, beforeAll, expect, test } from "vitest";
import { syncSeller } from "@/lib/chats/sync";
import { moveClock, resetClock } from "../../support/clock";
import { ownDatabase } from "../../support/database";
import { makeConnectedSeller } from "../../support/factories";
import { liftLimits } from "../../support/limits";
import { ownSandbox } from "../../support/sandbox";
import { expectWhole, pollLater, readMessages } from "../../support/stored";

const database = ownDatabase();
const sandbox = ownSandbox();
beforeAll(() => liftLimits(database, sandbox()));
afterEach(() => resetClock());

test("the feed is asked once a minute, however often polls come", async () => {
  const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v1" });
  const countAsks = async () =>
    (await sandbox().listRequests({ client_id: seller.account.client_id, path: "/v1/chat/updates" })).length;
  await syncSeller(seller.id);
  await seller.say("раз");
  for (let poll = 0; poll < 5; poll++) await syncSeller(seller.id);
  expect(await countAsks()).toBe(1);
  moveClock(61);
  await syncSeller(seller.id);
  await syncSeller(seller.id);
  expect(await countAsks()).toBe(2);
  expect((await readMessages(database, seller.id)).map(({ text }) => text)).toEqual(["раз"]);
});

test("ids beyond what a double holds are stored to the last digit", async () => {
  const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v1", seed: { big_ids: true } });
  const { messageIds } = await seller.say(["один", "два", "три"]);
  await pollLater(seller.id);
  expect((await readMessages(database, seller.id)).map(({ external_id }) => external_id)).toEqual(messageIds);
  expect(Number(messageIds[0])).toBeGreaterThan(Number.MAX_SAFE_INTEGER);
});

test("a feed with more than it can show sends the poll to the list, and nothing is left out", async () => {
  const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v1" });
  await syncSeller(seller.id);
  for (let round = 0; round < 2; round++) {
    await sandbox().bulk({
      client_id: seller.account.client_id,
      messages: 130,
      chats: 20,
      created_from: new Date().toISOString(),
    });
    await pollLater(seller.id);
  }
  await expectWhole(database, sandbox(), seller);
});
