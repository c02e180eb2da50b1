import { afterAll, beforeAll, expect, test } from "vitest";
import { createSandboxClient, type SandboxClient } from "./client";
import { callerOf, v1Account, v3Account } from "./seller-caller";
import { type Sandbox, startSandbox } from "./server";
import { findProhibited } from "./writing-rules";

let sandbox: Sandbox;
let client: SandboxClient;
const HOUR_MS = 3_600_000;

beforeAll(async () => {
  sandbox = await startSandbox({ accounts: [v1Account, v3Account], enforceLimits: false });
  client = createSandboxClient(sandbox.url);
});
afterAll(() => sandbox.close());

async function sendTo(chat_id: string, text = "Ответ") {
  return callerOf(sandbox.url, v3Account)("/v1/chat/send/message", { chat_id, text });
}

test.each([
  ["Звоните +7 (912) 345-67-89", "phone number"],
  ["пишите на shop@mail.ru", "email"],
  ["подробнее https://example.com/a", "link"],
  ["наш телеграм в профиле", "social network"],
  ["Заказ 48213377-0012 приедет 21.11, цена 1 990.00", null],
  ["смотрите https://www.ozon.ru/product/1", null],
])("moderation of «%s»: %s", (text, found) => {
  expect(findProhibited(text)).toBe(found);
});

test("a prohibited text is refused at once and never arrives", async () => {
  const { chat_id } = await client.say({ client_id: "3003" });
  const refused = await sendTo(chat_id, "8 912 345-67-89");
  const message = "Message contains prohibited content: phone number";
  expect(refused).toMatchObject({ status: 400, json: { code: 400, message } });
  expect(await client.listMessages("3003", { direction: "outbound", chat_id })).toEqual([]);
});

test("48 h after the buyer an FBO chat cannot be written to, a running FBS order keeps it open", async () => {
  const created_at = new Date(Date.now() - 49 * HOUR_MS).toISOString();
  const fbo = { order_number: "1-0001", scheme: "fbo" as const };
  const late = await client.say({ client_id: "3003", created_at, order: fbo });
  expect(await sendTo(late.chat_id)).toMatchObject({ status: 403, json: { message: /not permitted/ } });
  const fbs = { order_number: "2-0001", scheme: "fbs" as const };
  const running = await client.say({ client_id: "3003", created_at, order: fbs });
  expect((await sendTo(running.chat_id)).status).toBe(200);
  const delivered_at = new Date(Date.now() - 73 * HOUR_MS).toISOString();
  const over = await client.say({
    client_id: "3003",
    created_at,
    order: { ...fbs, order_number: "3-1", delivered_at },
  });
  expect((await sendTo(over.chat_id)).status).toBe(403);
});

test("closed and switched-off chats refuse", async () => {
  const { chat_id } = await client.say({ client_id: "3003" });
  await client.changeChat(chat_id, { client_id: "3003", status: "closed" });
  expect(await sendTo(chat_id)).toMatchObject({ status: 403, json: { message: /disabled/ } });
  await client.changeChat(chat_id, { client_id: "3003", status: "opened", disabled: true });
  expect(await sendTo(chat_id)).toMatchObject({ status: 403, json: { message: "Chat is disabled" } });
});

test("without Premium Plus the list answers and a buyer's history does not", async () => {
  const { chat_id } = await client.say({ client_id: "3003" });
  const system = await client.say({ client_id: "3003", chat_type: "Seller_Notification" });
  await client.changeAccount("3003", { premium_plus: false });
  const call = callerOf(sandbox.url, v3Account);
  expect((await call("/v3/chat/list", { limit: 10 })).status).toBe(200);
  expect(await call("/v3/chat/history", { chat_id })).toMatchObject({ status: 403, json: { code: 7 } });
  expect((await call("/v3/chat/history", { chat_id: system.chat_id })).status).toBe(200);
  await client.changeAccount("3003", { premium_plus: true });
});

test("a key out of date, a key without the role, a key that was replaced", async () => {
  const call = callerOf(sandbox.url, v3Account);
  await client.changeAccount("3003", { key_expires_at: new Date(Date.now() - 1000).toISOString() });
  expect(await call("/v1/roles")).toMatchObject({ status: 403, json: { message: /deactivated/ } });
  await client.changeAccount("3003", { key_expires_at: null, roles: [{ name: "Products", methods: [] }] });
  expect(await call("/v3/chat/list", { limit: 1 })).toMatchObject({
    status: 403,
    json: { message: /required role/ },
  });
  expect((await call("/v1/roles")).json.roles).toEqual([{ name: "Products", methods: [] }]);
  await client.changeAccount("3003", { roles: null, api_key: "new" });
  expect((await call("/v1/roles")).status).toBe(401);
  await client.changeAccount("3003", { api_key: v3Account.api_key });
});

test("an own posting opens a chat once, a foreign one is not there", async () => {
  const call = callerOf(sandbox.url, v3Account);
  const order = { order_number: "777-0001", customer_name: "Анна К." };
  const { chat_id } = await client.say({ client_id: "3003", order });
  expect((await call("/v1/chat/start", { posting_number: "777-0001-1" })).json).toEqual({
    result: { chat_id },
  });
  expect((await call("/v1/chat/start", { posting_number: "0-0-0" })).status).toBe(404);
  const got = await call("/v3/posting/fbs/get", { posting_number: "777-0001-1" });
  expect(got.json.result.customer.name).toBe("Анна К.");
});
