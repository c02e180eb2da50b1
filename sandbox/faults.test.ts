import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createSandboxClient, type SandboxClient } from "./client";
import { callerOf, type SellerAnswer, v1Account, v3Account } from "./seller-caller";
import { type Sandbox, startSandbox } from "./server";

vi.setConfig({ testTimeout: 30_000 });
const SOON = { timeout: 10_000 }; // a busy machine takes its time

let sandbox: Sandbox;
let client: SandboxClient;
const callV1 = (path: string, body?: unknown) => callerOf(sandbox.url, v1Account)(path, body);
const callV3 = (path: string, body?: unknown) => callerOf(sandbox.url, v3Account)(path, body);

beforeEach(async () => {
  sandbox = await startSandbox({ accounts: [v1Account, v3Account], enforceLimits: false });
  client = createSandboxClient(sandbox.url);
});
afterEach(() => sandbox.close());

test("drop_before cuts the line and does nothing; drop_after has done the work", async () => {
  const { chat_id } = await client.say({ client_id: "3003" });
  const send = (text: string) => callV3("/v1/chat/send/message", { chat_id, text });
  await client.setFault({ kind: "drop_before", client_id: "3003", path: "/v1/chat/send/*", times: 1 });
  await expect(send("первый")).rejects.toThrow();
  await client.setFault({ kind: "drop_after", client_id: "3003", path: "/v1/chat/send/*", times: 1 });
  await expect(send("второй")).rejects.toThrow();
  expect((await send("третий")).status).toBe(200);
  const sent = await client.listMessages("3003", { direction: "outbound" });
  expect(sent.map((message) => message.text)).toEqual(["второй", "третий"]);
  const log = await client.listRequests({ path: "/v1/chat/send/message" });
  expect(log.map(({ status, fault }) => [status, fault])).toEqual([
    [0, "drop_before"],
    [0, "drop_after"],
    [200, null],
  ]);
});

test("a fault strikes its account and path only, after its skips, so often as asked", async () => {
  await client.setFault({
    kind: "status",
    status: 503,
    client_id: "3003",
    path: "/v1/roles",
    skip: 1,
    times: 1,
  });
  const statuses: number[] = [];
  for (let turn = 0; turn < 3; turn += 1) statuses.push((await callV3("/v1/roles")).status);
  expect(statuses).toEqual([200, 503, 200]);
  await client.setFault({ kind: "status", status: 401, body: { code: 16, message: "Invalid Api-Key" } });
  expect(await callV1("/v1/chat/list", { limit: 1 })).toMatchObject({ status: 401, json: { code: 16 } });
  await client.clearFaults();
  expect((await callV1("/v1/chat/list", { limit: 1 })).status).toBe(200);
});

test("spoiled answers: not JSON, HTML, cut in half, a field gone, the circle open", async () => {
  await client.say({ client_id: "3003" });
  const spoiled = async (kind: "malformed_json" | "html" | "truncate" | "missing_field" | "circle_open") => {
    await client.setFault({ kind, times: 1, field: "chat_id" });
    return callV3("/v3/chat/list", { limit: 10 });
  };
  expect((await spoiled("malformed_json")).json).toBeNull();
  expect((await spoiled("html")).text).toContain("<html>");
  expect((await spoiled("truncate")).json).toBeNull();
  const missing = await spoiled("missing_field");
  expect(Object.keys(missing.json.chats[0].chat)).toEqual(["chat_status", "chat_type", "created_at"]);
  expect((await spoiled("circle_open")).json.message).toBe("Circle is open");
});

test("the list announces a message before the history shows it", async () => {
  const { chat_id } = await client.say({ client_id: "3003", texts: ["старое"] });
  await client.setFault({ kind: "history_lag", client_id: "3003", calls: 2, times: 1 });
  const said = await client.say({ client_id: "3003", chat_id, texts: ["новое"] });
  const list = await callV3("/v3/chat/list", { limit: 1 });
  expect(String(list.json.chats[0].last_message_id)).toBe(said.message_ids[0]);
  const counts: number[] = [];
  for (let look = 0; look < 3; look += 1) {
    counts.push((await callV3("/v3/chat/history", { chat_id })).json.messages.length);
  }
  expect(counts).toEqual([1, 1, 2]);
});

test("a refused cursor, and messages that come on two pages", async () => {
  for (const text of ["a", "b", "c"]) await client.say({ client_id: "3003", texts: [text] });
  const first = await callV3("/v3/chat/list", { limit: 1 });
  await client.setFault({ kind: "cursor_refused", times: 1 });
  expect((await callV3("/v3/chat/list", { limit: 1, cursor: first.json.cursor })).status).toBe(400);
  const { chat_id } = await client.say({ client_id: "1001", texts: ["1", "2", "3", "4"] });
  const page = await callV1("/v1/chat/history", { chat_id, limit: 2 });
  await client.setFault({ kind: "repeat", client_id: "1001", overlap: 1, times: 1 });
  const from_message_id = page.json.result.messages[1].message_id;
  const next = await callV1("/v1/chat/history", { chat_id, limit: 2, from_message_id });
  expect(textsOf(next.json.result.messages)).toEqual(["2", "3"]);
});

test("a late message appears with a created_at older than what was shown before it", async () => {
  const { chat_id } = await client.say({ client_id: "1001", texts: ["сразу"] });
  const created_at = new Date(Date.now() - 5000).toISOString();
  await client.say({ client_id: "1001", chat_id, texts: ["поздно"], created_at, visible_after_ms: 1 });
  await expect.poll(async () => textsOf(await updatesSince(created_at)), SOON).toEqual(["поздно", "сразу"]);
  const history = await callV1("/v1/chat/history", { chat_id });
  expect(textsOf(history.json.result.messages)).toEqual(["сразу", "поздно"]);
});

test("more messages of one instant than fit a page never let the updates get past it", async () => {
  const said = await client.bulk({ client_id: "1001", messages: 250, chats: 5, same_timestamp: true });
  expect(said.chat_ids).toHaveLength(5);
  const [first] = await client.listMessages("1001");
  const page = await callV1("/v1/chat/updates", { since_timestamp: first?.created_at, limit: 100 });
  expect(page.json.result.has_next).toBe(true);
  const instants = new Set(
    page.json.result.updates.map((update: { created_at: string }) => update.created_at),
  );
  expect(instants.size).toBe(1);
  const again = await callV1("/v1/chat/updates", { since_timestamp: [...instants][0], limit: 100 });
  expect(again.json.result.updates).toEqual(page.json.result.updates);
});

test("a lagging history lacks its end, never its middle", async () => {
  const { chat_id } = await client.say({ client_id: "3003", texts: ["a"] });
  await client.setFault({ kind: "history_lag", client_id: "3003", calls: 1, times: 1 });
  await client.say({ client_id: "3003", chat_id, texts: ["b", "c"] });
  const read = async () => (await callV3("/v3/chat/history", { chat_id })).json.messages.length;
  expect(await read()).toBe(1);
  expect(await read()).toBe(3);
});

test("same_timestamp gives every new message one created_at while it is on", async () => {
  await client.setFault({ kind: "same_timestamp", client_id: "1001", times: 3 });
  const said = await client.say({ client_id: "1001", texts: ["1", "2", "3", "4"] });
  expect(new Set(said.created_at.slice(0, 3)).size).toBe(1);
  expect(said.created_at[3]).not.toBe(said.created_at[0]);
});

async function updatesSince(since_timestamp: string) {
  return (await callV1("/v1/chat/updates", { since_timestamp })).json.result.updates;
}

function textsOf(messages: SellerAnswer["json"]): string[] {
  return messages.map((message: { text: string }) => message.text);
}
