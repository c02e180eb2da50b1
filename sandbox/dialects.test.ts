import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSandboxClient, type SandboxClient } from "./client";
import { callerOf, v1Account, v3Account } from "./seller-caller";
import { type Sandbox, startSandbox } from "./server";

let sandbox: Sandbox;
let client: SandboxClient;

beforeAll(async () => {
  sandbox = await startSandbox({ accounts: [v1Account, v3Account], enforceLimits: false });
  client = createSandboxClient(sandbox.url);
});
afterAll(() => sandbox.close());

describe("v1", () => {
  const call = (path: string, body?: unknown) => callerOf(sandbox.url, v1Account)(path, body);

  test("a buyer's words are in the list, the history and the updates", async () => {
    const order = { order_number: "123456-0001", customer_name: "Иван П." };
    const said = await client.say({ client_id: "1001", texts: ["Когда отправите?", "Ау"], order });
    const list = await call("/v1/chat/list", {
      filter: { chat_id_list: [said.chat_id] },
      limit: 10,
      offset: 0,
    });
    expect(list.json.result).toMatchObject({
      total: 1,
      has_next: false,
      chats: [
        { chat_id: said.chat_id, first_message: "Когда отправите?", unread_count: 2, user_name: "Иван П." },
      ],
    });
    const history = await call("/v1/chat/history", { chat_id: said.chat_id, limit: 1 });
    expect(history.json.result).toMatchObject({ has_next: true, messages: [{ text: "Когда отправите?" }] });
    const first = history.json.result.messages[0].message_id;
    const rest = await call("/v1/chat/history", { chat_id: said.chat_id, from_message_id: first });
    expect(rest.json.result.messages.map((message: { text: string }) => message.text)).toEqual(["Ау"]);
    const since = history.json.result.messages[0].created_at;
    const updates = await call("/v1/chat/updates", { since_timestamp: since });
    expect(updates.json.result.updates.map((update: { text: string }) => update.text)).toEqual([
      "Когда отправите?",
      "Ау",
    ]);
  });

  test("a sent message answers its id and comes back in the updates", async () => {
    const { chat_id } = await client.say({ client_id: "1001", texts: ["Здравствуйте"] });
    const sent = await call("/v1/chat/send/message", { chat_id, text: "Добрый день!" });
    expect(sent.json.result).toMatchObject({ message_id: expect.any(Number), status: "sent" });
    const outbound = await client.listMessages("1001", { direction: "outbound", chat_id });
    expect(outbound).toMatchObject([
      { text: "Добрый день!", via: "api", id: String(sent.json.result.message_id) },
    ]);
    const updates = await call("/v1/chat/updates", { since_timestamp: sent.json.result.created_at });
    expect(updates.json.result.updates).toContainEqual(expect.objectContaining({ user: { type: "Seller" } }));
  });

  test("a file goes as multipart and can be read back", async () => {
    const { chat_id } = await client.say({ client_id: "1001" });
    const form = new FormData();
    form.set("chat_id", chat_id);
    form.set("file", new Blob(["%PDF-1.4"], { type: "application/pdf" }), "чек.pdf");
    const headers = { "client-id": "1001", "api-key": "key-1001" };
    const response = await fetch(`${sandbox.url}/v1/chat/send/file`, { method: "POST", headers, body: form });
    expect(response.status).toBe(200);
    const [message] = await client.listMessages("1001", { direction: "outbound", chat_id });
    expect(message?.file).toMatchObject({ name: "чек.pdf", size_bytes: 8, content_type: "application/pdf" });
    const file = await client.readSentFile("1001", message?.file?.path ?? "");
    expect(file.bytes.toString()).toBe("%PDF-1.4");
  });
});

describe("v3", () => {
  const call = (path: string, body?: unknown) => callerOf(sandbox.url, v3Account)(path, body);

  test("neighbouring ids beyond 2^53 keep all their digits", async () => {
    const said = await client.say({ client_id: "3003", texts: ["a", "b", "c"] });
    const history = await call("/v3/chat/history", { chat_id: said.chat_id, limit: 10 });
    const ids = history.json.messages.map((message: { message_id: bigint }) => String(message.message_id));
    expect(ids).toEqual([...said.message_ids].reverse());
    expect(new Set(said.message_ids.map(Number)).size).toBe(1); // a double cannot tell them apart
    expect(history.text).toContain(`"message_id":${said.message_ids[0]},`);
  });

  test("history reads both ways and includes the message it starts from", async () => {
    const said = await client.say({ client_id: "3003", texts: ["1", "2", "3", "4"] });
    const from = said.message_ids[1];
    const body = (direction: string) =>
      `{"chat_id":"${said.chat_id}","direction":"${direction}","from_message_id":${from},"limit":2}`;
    const texts = (answer: { json: { messages: { data: string[] }[] } }) =>
      answer.json.messages.map((message) => message.data.join());
    expect(texts(await call("/v3/chat/history", body("Forward")))).toEqual(["2", "3"]);
    expect(texts(await call("/v3/chat/history", body("Backward")))).toEqual(["2", "1"]);
    expect((await call("/v3/chat/history", body("forward"))).status).toBe(400);
  });

  test("the list pages by cursor, newest message first", async () => {
    const chats = [];
    for (const text of ["x", "y", "z"])
      chats.push((await client.say({ client_id: "3003", texts: [text] })).chat_id);
    const seen: string[] = [];
    let cursor = "";
    do {
      const page = await call("/v3/chat/list", { limit: 2, cursor });
      for (const item of page.json.chats) seen.push(item.chat.chat_id);
      cursor = page.json.has_next ? page.json.cursor : "";
    } while (cursor !== "");
    expect(seen.slice(0, 3)).toEqual(chats.reverse());
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength((await client.listChats("3003")).length);
  });

  test("a send answers success and nothing else; a read lowers the count", async () => {
    const { chat_id } = await client.say({ client_id: "3003", texts: ["?"] });
    expect((await call("/v1/chat/send/message", { chat_id, text: "Да" })).text).toBe('{"result":"success"}');
    const [sent] = await client.listMessages("3003", { direction: "outbound", chat_id });
    expect(
      (await call("/v2/chat/read", `{"chat_id":"${chat_id}","from_message_id":${sent?.id}}`)).json,
    ).toEqual({
      unread_count: 0,
    });
    expect((await call("/v1/chat/send/message", { chat_id, text: "я".repeat(1001) })).status).toBe(400);
  });

  test("the other dialect's paths are gone, and keys are checked", async () => {
    expect((await call("/v1/chat/updates", {})).status).toBe(404);
    expect((await callerOf(sandbox.url, v1Account)("/v3/chat/list", { limit: 1 })).status).toBe(404);
    const wrong = await callerOf(sandbox.url, { client_id: "3003", api_key: "no" })("/v3/chat/list", {
      limit: 1,
    });
    expect(wrong).toMatchObject({ status: 401, json: { code: 16 } });
  });
});
