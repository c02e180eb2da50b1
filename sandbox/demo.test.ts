import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createSandboxClient } from "./client";
import { demoAccounts } from "./demo-accounts";
import { callerOf } from "./seller-caller";
import { type Sandbox, type SandboxOptions, startSandbox } from "./server";

vi.setConfig({ testTimeout: 30_000 });
const SOON = { timeout: 10_000 }; // a busy machine takes its time

const [home, shoes] = demoAccounts;
const running: Sandbox[] = [];
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "sandbox-"));
});
afterEach(async () => {
  for (const sandbox of running.splice(0)) await sandbox.close();
  await rm(folder, { recursive: true });
});

async function start(options: SandboxOptions = {}) {
  const sandbox = await startSandbox({ accounts: demoAccounts, enforceLimits: false, ...options });
  running.push(sandbox);
  return { sandbox, client: createSandboxClient(sandbox.url) };
}

test("both demo shops open with conversations, some long, some waiting for an answer", async () => {
  const { client } = await start();
  for (const account of demoAccounts) {
    const chats = await client.listChats(account.client_id);
    const buyers = chats.filter((chat) => chat.type.startsWith("Buyer_Seller"));
    expect(buyers).toHaveLength(40);
    expect(buyers.filter((chat) => chat.messages > 20).length).toBeGreaterThan(1);
    expect(buyers.filter((chat) => chat.unread_count > 0).length).toBeGreaterThan(5);
    expect(buyers.every((chat) => chat.order_number !== null && chat.buyer_name !== "")).toBe(true);
  }
  const channels = (await client.listChats(home.client_id)).filter(
    (chat) => !chat.type.startsWith("Buyer_Seller"),
  );
  expect(channels.length).toBeGreaterThan(4);
});

test("ids, list and time agree: the newest chat of the list has the newest message", async () => {
  const { sandbox } = await start();
  const list = await callerOf(sandbox.url, shoes)("/v1/chat/list", { limit: 100 });
  const times = list.json.result.chats.map((chat: { last_message_time: string }) =>
    Date.parse(chat.last_message_time),
  );
  expect(times).toEqual([...times].sort((a: number, b: number) => b - a));
});

test("a buyer goes on with the story when the operator has answered", async () => {
  const traffic = { min_ms: 60_000, max_ms: 60_000, reaction_min_ms: 10, reaction_max_ms: 20 };
  const { sandbox, client } = await start({ traffic });
  const chats = await client.listChats(shoes.client_id);
  const waiting = chats.find((chat) => chat.unread_count === 1 && chat.status === "opened");
  const chat_id = waiting?.chat_id ?? "";
  const call = callerOf(sandbox.url, shoes);
  const sent = await call("/v1/chat/send/message", {
    chat_id,
    text: "Здравствуйте! Пришлите, пожалуйста, фото.",
  });
  expect(sent.status).toBe(200);
  const after_id = String(sent.json.result.message_id);
  await expect
    .poll(() => client.listMessages(shoes.client_id, { direction: "inbound", chat_id, after_id }), SOON)
    .toMatchObject([{ user_type: "Customer", file: { content_type: "image/png" } }]);
  const history = await call("/v1/chat/history", { chat_id, from_message_id: sent.json.result.message_id });
  const { url } = history.json.result.messages[0].attachments[0];
  const headers = { "client-id": shoes.client_id, "api-key": shoes.api_key };
  const picture = await fetch(url, { headers });
  expect(picture.headers.get("content-type")).toBe("image/png");
  expect((await fetch(url)).status).toBe(401);
});

test("traffic writes by itself until it is switched off", async () => {
  const { client } = await start();
  const count = async () =>
    (await client.listMessages(home.client_id)).length + (await client.listMessages(shoes.client_id)).length;
  const before = await count();
  await client.setTraffic({ mode: "lively", min_ms: 10, max_ms: 10 });
  await expect.poll(count, SOON).toBeGreaterThan(before + 10);
  await client.setTraffic({ mode: "off" });
});

test("a restarted sandbox keeps its conversations, its ids and what operators sent", async () => {
  const stateFile = path.join(folder, "state.json");
  const first = await start({ stateFile });
  const [chat] = (await first.client.listChats(home.client_id)).filter(
    (candidate) => candidate.unread_count > 0,
  );
  const chat_id = chat?.chat_id ?? "";
  const order = { order_number: "1-1" };
  await first.client.say({ client_id: home.client_id, chat_id, order, texts: ["до"] });
  await callerOf(first.sandbox.url, home)("/v1/chat/send/message", {
    chat_id,
    text: "Отправлено до остановки",
  });
  const before = await first.client.listMessages(home.client_id);
  const listBefore = await callerOf(first.sandbox.url, home)("/v3/chat/list", { limit: 100 });
  await running.pop()?.close();

  const second = await start({ stateFile });
  expect(await second.client.listMessages(home.client_id)).toEqual(before);
  expect((await callerOf(second.sandbox.url, home)("/v3/chat/list", { limit: 100 })).json.chats).toEqual(
    listBefore.json.chats,
  );
  expect(await second.client.listMessages(home.client_id, { direction: "outbound" })).toMatchObject([
    { text: "Отправлено до остановки", via: "api" },
  ]);
  const said = await second.client.say({ client_id: home.client_id, texts: ["после"] });
  expect(before.map((message) => message.id)).not.toContain(said.message_ids[0]);
});

test("a damaged snapshot is put aside and said, and the sandbox starts all the same", async () => {
  const stateFile = path.join(folder, "state.json");
  await writeFile(stateFile, '{"version":1,"acc');
  const lines: string[] = [];
  const { client } = await start({ stateFile, log: (line) => lines.push(line) });
  expect(lines).toEqual([expect.stringContaining("damaged")]);
  expect(await readFile(`${stateFile}.damaged`, "utf8")).toContain('"acc');
  expect((await client.listChats(shoes.client_id)).length).toBe(40);
});
