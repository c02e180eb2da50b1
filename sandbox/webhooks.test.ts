import { createHmac } from "node:crypto";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createSandboxClient, type SandboxClient } from "./client";
import { callerOf, v1Account, v3Account } from "./seller-caller";
import { type Sandbox, startSandbox } from "./server";

vi.setConfig({ testTimeout: 30_000 });
const SOON = { timeout: 10_000 }; // a busy machine takes its time

interface Ring {
  signature: string | undefined;
  raw: string;
  body: Record<string, unknown>;
}

let sandbox: Sandbox;
let client: SandboxClient;
let receiver: http.Server;
let rings: Ring[];
let answerWith: { status: number; body: string };

beforeEach(async () => {
  rings = [];
  answerWith = { status: 200, body: '{"version":"1","name":"test","time":"2026-09-01T12:00:00Z"}' };
  receiver = http.createServer(async (request, response) => {
    let raw = "";
    for await (const piece of request) raw += String(piece);
    const signature = request.headers["x-ozon-signature"];
    rings.push({
      signature: Array.isArray(signature) ? signature[0] : signature,
      raw,
      body: JSON.parse(raw),
    });
    response.writeHead(answerWith.status, { "content-type": "application/json" }).end(answerWith.body);
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  const webhooks = { signed_retry_ms: [1, 1, 1], push_retry_ms: [1, 1] };
  const accounts = [{ ...v1Account, webhook_secret: "s3cret" }, v3Account];
  sandbox = await startSandbox({ accounts, enforceLimits: false, webhooks });
  client = createSandboxClient(sandbox.url);
});
afterEach(async () => {
  await sandbox.close();
  await new Promise((resolve) => receiver.close(resolve));
});

// listen() on a port gives an AddressInfo, never a pipe's name.
const receiverUrl = () => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;

test("a v1 webhook is signed over its raw body and tells no text", async () => {
  const call = callerOf(sandbox.url, v1Account);
  const events = ["chat_new_message", "chat_status_changed"];
  expect((await call("/v1/webhook/subscribe", { url: "http://shop.example/hook", events })).status).toBe(400);
  expect((await call("/v1/webhook/subscribe", { url: receiverUrl(), events, is_active: true })).status).toBe(
    200,
  );
  const said = await client.say({ client_id: "1001", texts: ["тайна"] });
  await expect.poll(() => rings.length, SOON).toBe(1);
  const [ring] = rings;
  expect(ring?.signature).toBe(
    `sha256=${createHmac("sha256", "s3cret")
      .update(ring?.raw ?? "")
      .digest("hex")}`,
  );
  expect(ring?.body).toMatchObject({
    event_type: "chat_new_message",
    chat_id: said.chat_id,
    message_id: Number(said.message_ids[0]),
    user_type: "Customer",
  });
  expect(ring?.raw).not.toContain("тайна");
});

test("a v1 webhook that fails is tried three times more and then switched off", async () => {
  answerWith = { status: 500, body: "" };
  await client.setWebhook("1001", { url: receiverUrl() });
  const { chat_id } = await client.say({ client_id: "1001" });
  await expect
    .poll(async () => (await client.readWebhooks("1001")).subscriptions[0]?.enabled, SOON)
    .toBe(false);
  const { stats } = await client.readWebhooks("1001");
  expect(stats.attempts).toBeGreaterThanOrEqual(4);
  expect(stats).toMatchObject({ answered_200: 0, statuses: { 500: stats.attempts } });
  const before = rings.length;
  await client.say({ client_id: "1001", chat_id });
  expect((await client.readWebhooks("1001")).stats.events).toBe(stats.events);
  expect(rings.length).toBe(before);
});

test("a push webhook is pinged when it is set, and then told of messages", async () => {
  const call = callerOf(sandbox.url, v3Account);
  const set = await call("/v1/notification/set", {
    url: receiverUrl(),
    types: ["TYPE_NEW_MESSAGE", "TYPE_CHAT_CLOSED"],
  });
  expect(set.status).toBe(200);
  expect(rings[0]?.body).toMatchObject({ message_type: "TYPE_PING" });
  const said = await client.say({ client_id: "3003", texts: ["Где заказ?"] });
  await client.changeChat(said.chat_id, { client_id: "3003", status: "closed" });
  await expect.poll(() => rings.length, SOON).toBe(3);
  expect(rings[1]?.signature).toBeUndefined();
  expect(rings.slice(1).map((ring) => ring.body)).toContainEqual(
    expect.objectContaining({
      message_type: "TYPE_NEW_MESSAGE",
      message_id: said.message_ids[0],
      data: ["Где заказ?"],
      seller_id: "3003",
    }),
  );
  const list = await call("/v1/notification/list");
  expect(list.json.urls[0]).toMatchObject({ url: receiverUrl(), enable: true });
  await call("/v1/notification/delete", { id: list.json.urls[0].id });
  expect((await call("/v1/notification/list")).json.urls).toEqual([]);
});

test("a check names what is wrong with a receiver", async () => {
  const call = callerOf(sandbox.url, v3Account);
  const check = async (answer: { status: number; body: string }) => {
    answerWith = answer;
    return (await call("/v1/notification/check", { url: receiverUrl() })).json;
  };
  expect(await check(answerWith)).toEqual({ is_active: true, errors: [] });
  expect(await check({ status: 500, body: "" })).toMatchObject({
    is_active: false,
    errors: [{ type: "SERVER_FAULT" }],
  });
  expect((await check({ status: 200, body: "" })).errors[0].type).toBe("EMPTY_BODY");
  expect((await check({ status: 200, body: "hm" })).errors[0].type).toBe("INVALID_JSON");
  expect((await check({ status: 200, body: '{"result":true}' })).errors[0].type).toBe("WRONG_RESULT_FIELD");
});

test("webhook faults: one lost, one twice, two in the wrong order", async () => {
  await client.setWebhook("3003", { url: receiverUrl() });
  const { chat_id } = await client.say({ client_id: "3003", texts: ["0"], quiet: true });
  const say = (text: string) => client.say({ client_id: "3003", chat_id, texts: [text] });
  const heard = () => rings.map((ring) => String(ring.body.data));
  await client.setFault({ kind: "webhook_drop", times: 1 });
  await say("lost");
  await client.setFault({ kind: "webhook_duplicate", times: 1 });
  await say("twice");
  await expect.poll(heard, SOON).toEqual(["twice", "twice"]);
  await client.setFault({ kind: "webhook_reorder", times: 1 });
  await say("first");
  await say("second");
  await expect.poll(heard, SOON).toEqual(["twice", "twice", "second", "first"]);
  expect((await client.readWebhooks("3003")).stats).toMatchObject({ events: 4, attempts: 4, dropped: 1 });
});

test("a push can come before list and history have the message, and tell of an edited one", async () => {
  await client.setWebhook("3003", { url: receiverUrl() });
  const { chat_id } = await client.say({ client_id: "3003", texts: ["0"], quiet: true });
  const said = await client.say({
    client_id: "3003",
    chat_id,
    texts: ["скоро"],
    visible_after_ms: 3_600_000,
    early_webhook: true,
  });
  await expect.poll(() => rings.at(-1)?.body.message_id, SOON).toBe(said.message_ids[0]);
  const inbound = await client.listMessages("3003", { direction: "inbound", chat_id });
  expect(inbound.map((message) => message.text)).toEqual(["0"]);
  await client.editMessage("3003", chat_id, inbound[0]?.id ?? "", ["исправлено"]);
  await expect
    .poll(() => rings.at(-1)?.body, SOON)
    .toMatchObject({
      message_type: "TYPE_UPDATE_MESSAGE",
      data: ["исправлено"],
      updated_at: expect.any(String),
    });
});

test("a burst of events rings once for each", async () => {
  await client.setWebhook("1001", { url: receiverUrl(), events: ["chat_new_message"], secret: "another" });
  await client.bulk({ client_id: "1001", messages: 300, chats: 10, announce: true });
  await expect.poll(() => rings.length, SOON).toBe(300);
  expect(new Set(rings.map((ring) => ring.body.message_id)).size).toBe(300);
  expect((await client.readWebhooks("1001")).stats).toMatchObject({
    events: 300,
    answered_200: 300,
    failed: 0,
  });
});

test("any body can be rung, and the receiver's answer is told", async () => {
  await client.setWebhook("3003", { url: receiverUrl() });
  const { answers } = await client.ringWebhook("3003", { message_type: "TYPE_UNKNOWN_YET", seller_id: "8" });
  expect(answers).toMatchObject([{ status: 200, error: null }]);
  expect(rings[0]?.body).toEqual({ message_type: "TYPE_UNKNOWN_YET", seller_id: "8" });
});

test("a webhook that fell silent says that it is enabled, and rings again once it is registered anew", async () => {
  for (const [clientId, renew] of [
    ["1001", "/v1/webhook/subscribe"],
    ["3003", "/v1/notification/enable"],
  ] as const) {
    const call = callerOf(sandbox.url, clientId === "1001" ? v1Account : v3Account);
    await client.setWebhook(clientId, { url: receiverUrl() });
    const { chat_id } = await client.say({ client_id: clientId, texts: ["0"], quiet: true });
    await client.setFault({ kind: "webhook_mute", client_id: clientId, times: 1 });
    const before = rings.length;
    for (const text of ["1", "2"]) await client.say({ client_id: clientId, chat_id, texts: [text] });
    const { subscriptions, stats } = await client.readWebhooks(clientId);
    expect(subscriptions[0]?.enabled).toBe(true);
    expect([stats.dropped, rings.length]).toEqual([2, before]);
    const events = subscriptions[0]?.events;
    const id = subscriptions[0]?.id;
    const body = clientId === "1001" ? { url: receiverUrl(), events } : { id, enabled: true };
    expect((await call(renew, body)).status).toBe(200);
    await client.say({ client_id: clientId, chat_id, texts: ["3"] });
    await expect.poll(() => rings.length, SOON).toBe(before + 1);
  }
});
