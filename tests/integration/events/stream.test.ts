import { afterAll, beforeAll, expect, test } from "vitest";
import { inTransaction } from "@/lib/db/transaction";
import { appendEvents } from "@/lib/realtime/append-event";
import { type Api, signIn } from "../../support/api";
import { ownDatabase } from "../../support/database";
import { openEventStream } from "../../support/event-stream";
import { type ConnectedSeller, makeAdmin, makeConnectedSeller } from "../../support/factories";
import { liftLimits } from "../../support/limits";
import { type RunningWeb, startWeb } from "../../support/processes";
import { ownSandbox } from "../../support/sandbox";
import { pollLater } from "../../support/stored";
import { waitFor } from "../../support/wait-for";

const database = ownDatabase();
const sandbox = ownSandbox();
let web: RunningWeb;
let api: Api;
let seller: ConnectedSeller;
beforeAll(async () => {
  await liftLimits(database, sandbox());
  web = await startWeb();
  api = await signIn(web.url, await makeAdmin());
  seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3" });
});
afterAll(() => web?.kill());

const textsIn = (events: readonly { name: string; data: { message?: { text: string } } }[]) =>
  events.filter(({ name }) => name === "message.created").map(({ data }) => data.message?.text);

test("whoever comes back gets what was missed, in order, once", async () => {
  const first = await openEventStream(api);
  expect(first.status).toBe(200);
  const { chatId } = await seller.say("0");
  await pollLater(seller.id);
  const seen = await first.next("the first", ({ data }) => data.message?.text === "0");
  await first.close();
  const missed = Array.from({ length: 30 }, (_, index) => String(index + 1));
  for (const text of missed.slice(0, 3)) {
    await seller.say(text, { chat_id: chatId });
    await pollLater(seller.id);
  }
  await seller.say(missed.slice(3), { chat_id: chatId });
  await pollLater(seller.id);
  const second = await openEventStream(api, { lastEventId: seen.id ?? "" });
  await second.next("the last", ({ data }) => data.message?.text === "30");
  await seller.say("31", { chat_id: chatId });
  await pollLater(seller.id);
  await second.next("a live one", ({ data }) => data.message?.text === "31");
  expect(textsIn(second.events)).toEqual([...missed, "31"]);
  const ids = second.events.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(second.events.some(({ name }) => name === "reset")).toBe(false);
  await second.close();
});

test("an event of a transaction that commits late is not passed by", async () => {
  const stream = await openEventStream(api);
  const slow = await database.connect();
  const write = (name: string) =>
    inTransaction(async (tx) => {
      await tx.sql.seller.update({ where: { id: seller.id }, data: { name } });
      await appendEvents(tx, [{ name: "seller.updated", sellerId: seller.id, subjectId: seller.id }]);
    });
  const { chatId } = await seller.say("медленно");
  await pollLater(seller.id);
  await stream.next("the chat", ({ data }) => data.message?.text === "медленно");
  await slow.query("BEGIN");
  await slow.query(
    "INSERT INTO events (name, seller_id, subject_id) SELECT 'chat.updated', $1, id FROM chats WHERE external_id = $2",
    [seller.id, chatId],
  );
  const before = stream.events.length;
  await write("после"); // commits first, though its transaction began later
  await slow.query("COMMIT");
  await slow.end();
  await stream.next("the later one", ({ data }) => data.seller?.name === "после");
  expect(stream.events.slice(before).map(({ name }) => name)).toEqual(["chat.updated", "seller.updated"]);
  const resumed = await openEventStream(api, { lastEventId: stream.events[before - 1]?.id ?? "" });
  await resumed.next("both", ({ data }) => data.seller?.name === "после");
  expect(resumed.events.map(({ id }) => id)).toEqual(stream.events.slice(before).map(({ id }) => id));
  await Promise.all([stream.close(), resumed.close()]);
});

test.each(["nonsense", "1-1", "99999999999-1"])(
  "an id that is not kept (%s) begins with a reset",
  async (lastEventId) => {
    await database.query("DELETE FROM events WHERE xid = (SELECT min(xid) FROM events)"); // as after a day
    const stream = await openEventStream(api, { lastEventId });
    const reset = await stream.next("reset", ({ name }) => name === "reset");
    expect(reset.data).toEqual({});
    expect(stream.events).toHaveLength(1);
    const { chatId } = await seller.say("дальше");
    await pollLater(seller.id);
    await stream.next("what comes next", ({ data }) => data.chat?.external_id === chatId);
    await stream.close();
  },
);

test("streams that are closed leave nothing behind", async () => {
  const count = async () =>
    Number(/^prilavok_event_streams (\d+)$/m.exec((await api.get("/api/metrics")).text)?.[1]);
  await waitFor("the streams of earlier tests to be gone", async () => (await count()) === 0);
  const streams = await Promise.all(Array.from({ length: 50 }, () => openEventStream(api)));
  expect(await count()).toBe(50);
  await Promise.all(streams.map((stream) => stream.close()));
  await waitFor("the count to fall", async () => (await count()) === 0);
});

test("a quiet stream says every so often that it is there", { timeout: 30_000 }, async () => {
  const stream = await openEventStream(api);
  await waitFor("a comment", () => stream.comments.includes("still here"), { deadlineMs: 20_000 });
  await stream.close();
});

test("a person who is signed out in the meantime, or nobody, gets no stream", async () => {
  const stream = await openEventStream({ ...api, headers: {} });
  expect(stream.status).toBe(401);
  await stream.close();
});
