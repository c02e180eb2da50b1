import { createHmac, randomUUID } from "node:crypto";
import http from "node:http";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { ownDatabase } from "../../support/database";
import { type ConnectedSeller, makeConnectedSeller } from "../../support/factories";
import { liftLimits } from "../../support/limits";
import { type RunningProcess, type RunningWeb, startWeb, startWorkers } from "../../support/processes";
import { ownSandbox } from "../../support/sandbox";
import { readMessages } from "../../support/stored";
import { waitFor } from "../../support/wait-for";

// The real web app and the real workers; nobody polls, so that what arrives came by a ring.
const database = ownDatabase();
const sandbox = ownSandbox();
let web: RunningWeb;
let workers: RunningProcess;
let signed: ConnectedSeller;
let push: ConnectedSeller;
beforeAll(async () => {
  await liftLimits(database, sandbox());
  const settings = { POLL_INTERVAL_SECONDS: "3600" };
  [web, workers, signed, push] = await Promise.all([
    startWeb(settings),
    startWorkers(settings),
    makeConnectedSeller({ sandbox: sandbox(), dialect: "v1", webhook: { mode: "signed" } }),
    makeConnectedSeller({ sandbox: sandbox(), dialect: "v3", webhook: { mode: "push" } }),
  ]);
});
afterEach(async () => {
  await sandbox().clearFaults();
  expect([web.exit(), workers.exit()]).toEqual([null, null]); // nothing of this brings a process down
});
afterAll(() => Promise.all([web?.kill(), workers?.kill()]));

const pathOf = (seller: ConnectedSeller) => new URL(seller.seller.webhook_url ?? "").pathname;
const sign = (body: string | Buffer, secret: string | null) =>
  `sha256=${createHmac("sha256", secret ?? "")
    .update(body)
    .digest("hex")}`;

async function ring(path: string, body: string | Buffer, headers: Record<string, string> = {}) {
  const answer = await fetch(`${web.url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: new Uint8Array(Buffer.from(body)),
  });
  const text = await answer.text();
  return { status: answer.status, body: JSON.parse(text === "" ? "null" : text) as unknown };
}

/** Sends a body without saying how long it is, until it is answered; gives the status. */
function pour(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method: "POST" });
    const pouring = setInterval(() => request.write(Buffer.alloc(16 * 1024, "x")), 5);
    const end = (outcome: () => void) => {
      clearInterval(pouring);
      outcome();
      request.destroy();
    };
    request.once("response", (response) => end(() => resolve(response.statusCode ?? 0)));
    request.once("error", (error) => end(() => reject(error)));
  });
}
const ringSigned = (body: string | Buffer, signature = sign(body, signed.webhookSecret)) =>
  ring(pathOf(signed), body, { "x-ozon-signature": signature });
const signedBody = (chatId: string, messageId: string, more: object = {}) =>
  // Ids are bare numbers on this wire.
  `{"event_type":"chat_new_message","chat_id":${JSON.stringify(chatId)},"message_id":${messageId},` +
  `"user_type":"Customer"${Object.entries(more)
    .map(([name, value]) => `,${JSON.stringify(name)}:${JSON.stringify(value)}`)
    .join("")}}`;
const pushBody = (chatId: string, messageId: string, more: object = {}) =>
  JSON.stringify({
    message_type: "TYPE_NEW_MESSAGE",
    chat_id: chatId,
    chat_type: "Buyer_Seller",
    message_id: messageId,
    created_at: new Date().toISOString(),
    user: { id: "1", type: "Customer" },
    data: ["не отсюда"],
    seller_id: push.account.client_id,
    ...more,
  });
const countRings = async (seller: ConnectedSeller) =>
  (await database.query("SELECT 1 FROM webhook_deliveries WHERE seller_id = $1", [seller.id])).length;
/** What a ring costs at the marketplace; that webhooks are registered meanwhile has nothing to do with it. */
const countRequests = async (seller: ConnectedSeller) =>
  (await sandbox().listRequests({ client_id: seller.account.client_id })).filter(({ path }) =>
    path.includes("/chat/"),
  ).length;
const textsOf = async (seller: ConnectedSeller, chatId: string) =>
  (await readMessages(database, seller.id, chatId)).map(({ text }) => text);

describe("signed", () => {
  test("a right signature is answered ok, and the message comes from the marketplace, not from the body", async () => {
    const { chatId, messageIds } = await signed.say("Из истории");
    const answer = await ringSigned(signedBody(chatId, messageIds[0] ?? "", { text: "Из тела" }));
    expect(answer).toEqual({ status: 200, body: { status: "ok" } });
    await waitFor("the message", async () => (await textsOf(signed, chatId)).length > 0);
    expect(await textsOf(signed, chatId)).toEqual(["Из истории"]);
  });

  test("the same event again changes nothing and asks the marketplace nothing", async () => {
    const { chatId, messageIds } = await signed.say("Один раз");
    const body = signedBody(chatId, messageIds[0] ?? "");
    await ringSigned(body);
    await waitFor("the ring to be done", async () => {
      const rows = await database.query(
        "SELECT 1 FROM webhook_deliveries WHERE chat_external_id = $1 AND status = 'done'",
        [chatId],
      );
      return rows.length === 1;
    });
    const asked = await countRequests(signed);
    for (let again = 0; again < 3; again++) expect((await ringSigned(body)).status).toBe(200);
    const rows = await database.query(
      "SELECT status, repeats FROM webhook_deliveries WHERE chat_external_id = $1",
      [chatId],
    );
    expect(rows).toEqual([{ status: "done", repeats: 3 }]);
    expect(await countRequests(signed)).toBe(asked);
    expect(await textsOf(signed, chatId)).toEqual(["Один раз"]);
  });

  test("missing, wrong, truncated and foreign signatures are refused and leave no trace", async () => {
    const other = await makeConnectedSeller({
      sandbox: sandbox(),
      dialect: "v1",
      webhook: { mode: "signed", secret: "another-sellers-secret" },
    });
    const body = signedBody("c", "1");
    const right = sign(body, signed.webhookSecret);
    const before = await countRings(signed);
    const refused = {
      status: 403,
      body: { error: { code: "invalid_signature", message: expect.any(String) } },
    };
    expect(await ring(pathOf(signed), body)).toEqual(refused);
    for (const signature of [
      "",
      "sha256=",
      right.slice(0, -1),
      right.slice(0, 20),
      right.slice("sha256=".length),
      `${right}0`,
      `sha256=${"0".repeat(64)}`,
      sign(body, other.webhookSecret),
      sign(`${body} `, signed.webhookSecret),
    ])
      expect(await ringSigned(body, signature)).toEqual(refused);
    expect(await countRings(signed)).toBe(before);
  });

  test("a push-shaped body does not get around the signature", async () => {
    const before = await countRings(signed);
    const body = JSON.stringify({ message_type: "TYPE_PING", time: new Date().toISOString() });
    expect((await ring(pathOf(signed), body)).status).toBe(403);
    expect((await ring(pathOf(signed), pushBody("c", "1"))).status).toBe(403);
    expect(await countRings(signed)).toBe(before);
  });

  test.each([
    ["no JSON", "{"],
    ["nothing", ""],
    ["a list", "[1]"],
    ["a text", '"hello"'],
    ["null", "null"],
    ["no type", '{"chat_id":"c"}'],
    ["no chat", '{"event_type":"chat_new_message"}'],
    ["an object as chat", '{"event_type":"chat_new_message","chat_id":{}}'],
    ["bytes that are no UTF-8", Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
  ])("rightly signed but %s is 400", async (_, body) => {
    const before = await countRings(signed);
    expect((await ringSigned(body)).status).toBe(400);
    expect(await countRings(signed)).toBe(before);
  });

  test("an event nobody knows yet is answered ok", async () => {
    expect(await ringSigned('{"event_type":"chat_reaction","chat_id":"c"}')).toEqual({
      status: 200,
      body: { status: "ok" },
    });
  });
});

describe("push", () => {
  test("a ping is answered as the marketplace asks", async () => {
    const body = JSON.stringify({ message_type: "TYPE_PING", time: new Date().toISOString() });
    expect(await ring(pathOf(push), body)).toEqual({
      status: 200,
      body: { version: expect.any(String), name: expect.any(String), time: expect.any(String) },
    });
    await sandbox().setWebhook(push.account.client_id, {
      url: `${web.url}${pathOf(push)}`,
      events: ["TYPE_NEW_MESSAGE"],
    });
    expect(await sandbox().pingWebhook(push.account.client_id)).toEqual([null]);
  });

  test("a new message is fetched with the seller's own key", async () => {
    const { chatId, messageIds } = await push.say("Из истории", { quiet: true });
    expect(await ring(pathOf(push), pushBody(chatId, messageIds[0] ?? ""))).toEqual({
      status: 200,
      body: { result: true },
    });
    await waitFor("the message", async () => (await textsOf(push, chatId)).length > 0);
    expect(await textsOf(push, chatId)).toEqual(["Из истории"]);
  });

  test("a message that is announced before its history has it is looked for again", async () => {
    const { chatId, messageIds } = await push.say("Первое", { quiet: true });
    await ring(pathOf(push), pushBody(chatId, messageIds[0] ?? ""));
    await waitFor("the first", async () => (await textsOf(push, chatId)).length === 1);
    await sandbox().setFault({
      kind: "history_lag",
      client_id: push.account.client_id,
      calls: 1,
      times: 1,
    });
    const second = await push.say("Второе", { chat_id: chatId, quiet: true });
    await ring(pathOf(push), pushBody(chatId, second.messageIds[0] ?? ""));
    await waitFor("the second", async () => (await textsOf(push, chatId)).length === 2);
  });

  test("a forged chat costs a look or two and stores nothing", async () => {
    const asked = await countRequests(push);
    const chatId = randomUUID();
    expect((await ring(pathOf(push), pushBody(chatId, "3000000000817031942"))).status).toBe(200);
    await waitFor("the ring to be done", async () => {
      const rows = await database.query(
        "SELECT 1 FROM webhook_deliveries WHERE chat_external_id = $1 AND status = 'done'",
        [chatId],
      );
      return rows.length === 1;
    });
    expect((await countRequests(push)) - asked).toBeLessThanOrEqual(2);
    expect(await database.query("SELECT 1 FROM chats WHERE external_id = $1", [chatId])).toEqual([]);
  });

  test("types of other matters and of none are taken without a fuss", async () => {
    for (const message_type of ["TYPE_NEW_POSTING", "TYPE_SOMETHING_NEW"])
      expect(
        await ring(pathOf(push), JSON.stringify({ message_type, seller_id: push.account.client_id })),
      ).toEqual({ status: 200, body: { result: true } });
  });

  test.each([
    ["no JSON", "{"],
    ["no type", "{}"],
    ["a list", "[]"],
    ["no chat", '{"message_type":"TYPE_NEW_MESSAGE","message_id":"1"}'],
    ["no message", '{"message_type":"TYPE_NEW_MESSAGE","chat_id":"c"}'],
  ])("%s is 400 in the marketplace's own form", async (_, body) => {
    expect(await ring(pathOf(push), body)).toEqual({
      status: 400,
      body: { error: { code: expect.any(String), message: expect.any(String), details: null } },
    });
  });

  test("another seller's call is refused", async () => {
    const before = await countRings(push);
    const answer = await ring(pathOf(push), pushBody("c", "1", { seller_id: signed.account.client_id }));
    expect(answer.status).toBe(403);
    expect(await countRings(push)).toBe(before);
  });

  test("the answer does not wait for a slow marketplace", async () => {
    const { chatId, messageIds } = await push.say("Медленно", { quiet: true });
    await sandbox().setFault({ kind: "delay", ms: 1_500, client_id: push.account.client_id });
    expect((await ring(pathOf(push), pushBody(chatId, messageIds[0] ?? ""))).status).toBe(200);
    expect(await textsOf(push, chatId)).toEqual([]); // answered while the marketplace still thinks
    await waitFor("the message", async () => (await textsOf(push, chatId)).length === 1);
  });
});

describe("both", () => {
  test("bodies beyond 64 KiB are 413, whatever they say of their size", async () => {
    const before = await countRings(push);
    for (const size of [64 * 1024 + 1, 1024 * 1024]) {
      const body = pushBody("c", "1", { pad: "x".repeat(size) }).slice(0, size);
      expect((await ring(pathOf(push), body)).status).toBe(413);
      expect((await ringSigned(body)).status).toBe(413);
    }
    expect(await pour(`${web.url}${pathOf(push)}`)).toBe(413);
    const bare = Buffer.byteLength(pushBody("c-64", "1", { pad: "" }));
    const full = pushBody("c-64", "1", { pad: "x".repeat(64 * 1024 - bare) });
    expect(Buffer.byteLength(full)).toBe(64 * 1024);
    expect((await ring(pathOf(push), full)).status).toBe(200);
    expect(await countRings(push)).toBe(before + 1);
  });

  test("an address nobody has is 404, and so is another marketplace's", async () => {
    expect((await ring(`/api/webhooks/ozon/${randomUUID()}`, "{}")).status).toBe(404);
    const id = pathOf(push).split("/").at(-1);
    expect((await ring(`/api/webhooks/wildberries/${id}`, "{}")).status).toBe(404);
    expect((await ring("/api/webhooks/ozon/%00", "{}")).status).toBe(404);
  });

  test("a ring that came while no worker ran is answered when one runs again", async () => {
    await workers.kill("SIGKILL");
    const { chatId, messageIds } = await push.say("Никого нет", { quiet: true });
    expect((await ring(pathOf(push), pushBody(chatId, messageIds[0] ?? ""))).status).toBe(200);
    workers = await startWorkers({ POLL_INTERVAL_SECONDS: "3600" });
    await waitFor("the message", async () => (await textsOf(push, chatId)).length === 1);
  });
});
