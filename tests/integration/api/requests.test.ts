import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listEndpoints } from "@/lib/http/endpoints";
import * as chatsWire from "@/lib/wire/chats";
import * as messagesWire from "@/lib/wire/messages";
import * as sellersWire from "@/lib/wire/sellers";
import * as usersWire from "@/lib/wire/users";
import { type Api, openApi, signIn } from "../../support/api";
import { ownDatabase } from "../../support/database";
import { openEventStream } from "../../support/event-stream";
import {
  type ConnectedSeller,
  makeAccount,
  makeAdmin,
  makeConnectedSeller,
  makeOperator,
} from "../../support/factories";
import { findInDatabase } from "../../support/find-in-database";
import { liftLimits } from "../../support/limits";
import { type RunningProcess, type RunningWeb, startWeb, startWorkers } from "../../support/processes";
import { ownSandbox } from "../../support/sandbox";
import { findChatId, pollLater, readMessages } from "../../support/stored";
import { waitFor } from "../../support/wait-for";

const database = ownDatabase();
const sandbox = ownSandbox();
const heard: string[] = [];
let web: RunningWeb;
let workers: RunningProcess;
let admin: Api;
let operator: Api;
let mine: ConnectedSeller;
let foreign: ConnectedSeller;
let myChat: string;
let foreignChat: string;
beforeAll(async () => {
  await liftLimits(database, sandbox());
  const settings = { POLL_INTERVAL_SECONDS: "3600", LOG_LEVEL: "trace" };
  [web, workers, mine, foreign] = await Promise.all([
    startWeb(settings),
    startWorkers(settings),
    makeConnectedSeller({ sandbox: sandbox(), dialect: "v3", webhook: { mode: "push" } }),
    makeConnectedSeller({ sandbox: sandbox(), dialect: "v1", webhook: { mode: "signed" } }),
  ]);
  const overhear = (text: string) => void heard.push(text);
  admin = await signIn(web.url, await makeAdmin(), overhear);
  operator = await signIn(web.url, await makeOperator([mine.id]), overhear);
  myChat = await meet(mine, "Мой покупатель");
  foreignChat = await meet(foreign, "Чужой покупатель");
});
afterAll(() => Promise.all([web?.kill(), workers?.kill()]));

async function meet(seller: ConnectedSeller, text: string): Promise<string> {
  const { chatId } = await seller.say(text);
  await pollLater(seller.id);
  return findChatId(database, seller.id, chatId);
}
const codeOf = (answer: { body: { error?: { code?: string } } | null }) => answer.body?.error?.code;

describe("what an operator sees", () => {
  test("lists hold their sellers and chats alone, and fit the declared schemas", async () => {
    const sellers = sellersWire.listSellers.answer.parse((await operator.get("/api/sellers")).body);
    expect(sellers.items.map(({ id }) => id)).toEqual([mine.id]);
    expect(sellers.items[0]?.webhook_url).toBeNull();
    const chats = chatsWire.listChats.answer.parse((await operator.get("/api/chats?status=all")).body);
    expect(new Set(chats.items.map(({ seller_id }) => seller_id))).toEqual(new Set([mine.id]));
    const all = chatsWire.listChats.answer.parse((await admin.get("/api/chats")).body);
    expect(new Set(all.items.map(({ seller_id }) => seller_id))).toEqual(new Set([mine.id, foreign.id]));
    messagesWire.listMessages.answer.parse((await operator.get(`/api/chats/${myChat}/messages`)).body);
    const me = usersWire.getMe.answer.parse((await operator.get("/api/me")).body);
    expect(me.user).toMatchObject({ role: "operator", seller_ids: [mine.id] });
    const counts = chatsWire.countChats.answer.parse((await operator.get("/api/chat-counts")).body);
    expect(Object.keys(counts.counts.waiting_by_seller)).toEqual([mine.id]);
    expect((await operator.get(`/api/chats?seller_id=${foreign.id}`)).body.items).toEqual([]);
    expect((await operator.get("/api/chats?q=Чужой")).body.items).toEqual([]);
    expect((await operator.get("/api/chats?q=покупателя")).body.items).toHaveLength(1);
  });

  test("what is foreign does not exist", async () => {
    const [message] = await readMessages(database, foreign.id);
    const answers = await Promise.all([
      operator.get(`/api/sellers/${foreign.id}`),
      operator.get(`/api/chats/${foreignChat}`),
      operator.get(`/api/chats/${foreignChat}/messages`),
      operator.post(`/api/chats/${foreignChat}/messages`, { text: "!" }),
      operator.post(`/api/chats/${foreignChat}/read`),
      operator.patch(`/api/chats/${foreignChat}`, { status: "closed" }),
      operator.post(`/api/messages/${message?.id}/retry`),
      operator.get(`/api/chats/${randomUUID()}`),
      operator.get("/api/chats/not-an-id"),
      operator.get("/api/chats/..%2f..%2fetc"),
      operator.get("/api/chats/%00"),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    expect(await readMessages(database, foreign.id)).toHaveLength(1);
  });

  test("what is for admins is 403", async () => {
    const answers = await Promise.all([
      operator.post("/api/sellers", { name: "x", marketplace: "ozon", client_id: "1", api_key: "k" }),
      operator.patch(`/api/sellers/${mine.id}`, { status: "paused" }),
      operator.delete(`/api/sellers/${mine.id}`),
      operator.post(`/api/sellers/${mine.id}/sync`),
      operator.get("/api/users"),
      operator.get("/api/api-tokens"),
      operator.post("/api/api-tokens", { name: "x" }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 403));
    expect(answers.map(codeOf)).toEqual(answers.map(() => "not_allowed"));
  });

  test("the event stream speaks of their sellers only, without addresses of webhooks", async () => {
    const stream = await openEventStream(operator);
    expect((await admin.post(`/api/chats/${foreignChat}/read`)).status).toBe(204);
    expect((await admin.patch(`/api/sellers/${foreign.id}`, { name: "Чужой" })).status).toBe(200);
    expect((await admin.patch(`/api/sellers/${mine.id}`, { name: "Мой" })).status).toBe(200);
    const event = await stream.next("my seller", ({ data }) => data.seller?.name === "Мой");
    expect(event.data.seller.webhook_url).toBeNull();
    expect(stream.raw()).not.toContain(foreign.id);
    await stream.close();
  });
});

describe("requests", () => {
  test("without a sign-in everything but the public is 401", async () => {
    const stranger = openApi(web.url);
    for (const endpoint of listEndpoints().filter(({ access }) => access !== "public")) {
      const path = endpoint.path.replace(/\{\w+\}/g, myChat);
      const answer = await stranger[METHODS[endpoint.method]](path, {});
      expect([endpoint.method, path, answer.status]).toEqual([endpoint.method, path, 401]);
    }
    const token = openApi(web.url, { authorization: "Bearer nonsense" });
    expect((await token.get("/api/me")).status).toBe(401);
  });
  const METHODS = { GET: "get", POST: "post", PATCH: "patch", PUT: "put", DELETE: "delete" } as const;

  test("a write with the cookie from another origin is refused, reads and tokens are not", async () => {
    const evil = { origin: "https://evil.example" };
    for (const headers of [evil, { origin: "null" }]) {
      const answer = await operator.post(`/api/chats/${myChat}/messages`, { text: "!" }, { headers });
      expect([answer.status, codeOf(answer)]).toEqual([403, "wrong_origin"]);
    }
    expect((await operator.get("/api/me", { headers: evil })).status).toBe(200);
    const made = await admin.post("/api/api-tokens", { name: "1С" });
    expect(made.status).toBe(201);
    const program = openApi(web.url, { authorization: `Bearer ${made.body.token}`, ...evil });
    expect((await program.post(`/api/chats/${myChat}/read`)).status).toBe(204);
    expect(await findInDatabase(database, made.body.token)).toEqual([]);
    await admin.delete(`/api/api-tokens/${made.body.api_token.id}`);
    expect((await program.get("/api/me")).status).toBe(401);
  });

  test("errors have one form, in the caller's language", async () => {
    const ask = (language: string) =>
      operator.get(`/api/chats/${randomUUID()}`, { headers: { "accept-language": language } });
    const [russian, english] = [await ask("ru-RU,ru;q=0.9"), await ask("en")];
    expect(russian.body).toEqual({ error: { code: "not_found", message: expect.stringMatching(/[а-я]/i) } });
    expect(english.body).toEqual({
      error: { code: "not_found", message: expect.stringMatching(/^[^а-я]+$/i) },
    });
    expect(english.headers.get("content-type")).toContain("application/json");
  });

  test("each kind of wrong request has its status", async () => {
    const post = (body: string, headers: Record<string, string> = {}) =>
      fetch(`${web.url}/api/chats/${myChat}/messages`, {
        method: "POST",
        headers: { ...operator.headers, "content-type": "application/json", ...headers },
        body,
      });
    expect((await post("{")).status).toBe(400);
    expect((await post("[]")).status).toBe(400);
    expect((await post("null")).status).toBe(400);
    expect((await post('{"text":5}')).status).toBe(400);
    expect((await post('{"text":""}')).status).toBe(422);
    expect((await post('{"text":"x","status":"sent"}')).status).toBe(400);
    expect((await post(JSON.stringify({ text: "x".repeat(50_000) }))).status).toBe(422);
    expect((await post(JSON.stringify({ text: "x".repeat(2_000_000) }))).status).toBe(413);
    expect((await operator.get("/api/chats?limit=0")).status).toBe(400);
    expect((await operator.get("/api/chats?limit=101")).status).toBe(400);
    expect(codeOf(await operator.get("/api/chats?cursor=nonsense"))).toBe("invalid_cursor");
    expect((await operator.get("/api/chats?kind=other")).status).toBe(400);
    expect(await readMessages(database, mine.id)).toHaveLength(1); // none of it left a message
  });

  test("adding a seller answers as the contract says", async () => {
    const account = await makeAccount(sandbox(), { dialect: "v1" });
    const body = {
      name: "Новый",
      marketplace: "ozon",
      client_id: account.client_id,
      api_key: account.api_key,
      webhook_mode: "signed",
    };
    const wrong = await admin.post("/api/sellers", { ...body, api_key: "wrong-key" });
    expect([wrong.status, codeOf(wrong)]).toEqual([422, "credentials_rejected"]);
    await sandbox().setFault({ kind: "drop_before", client_id: account.client_id });
    const down = await admin.post("/api/sellers", body);
    expect([down.status, codeOf(down)]).toEqual([503, "marketplace_unavailable"]);
    await sandbox().clearFaults();
    const headers = { "idempotency-key": randomUUID() };
    const added = await admin.post("/api/sellers", body, { headers });
    expect(added.status).toBe(201);
    sellersWire.addSeller.answer.parse(added.body);
    const again = await admin.post("/api/sellers", body, { headers });
    expect([again.status, again.body]).toEqual([201, added.body]);
    expect(codeOf(await admin.post("/api/sellers", body))).toBe("seller_exists");
    // The generated secret is shown once and lies nowhere in plain.
    expect(await findInDatabase(database, added.body.webhook_secret)).toEqual([]);
    expect(await findInDatabase(database, account.api_key)).toEqual([]);
    expect((await admin.get(`/api/sellers/${added.body.seller.id}`)).text).not.toContain("webhook_secret");
  });

  test("an Idempotency-Key gives the first answer again, also to twenty at once", async () => {
    const chat = await meet(mine, "Ключ");
    const headers = { "idempotency-key": randomUUID() };
    const send = (text: string) => operator.post(`/api/chats/${chat}/messages`, { text }, { headers });
    const many = await Promise.all(Array.from({ length: 20 }, () => send("раз")));
    expect(many.filter(({ status }) => status !== 202 && status !== 409)).toEqual([]);
    const first = many.find(({ status }) => status === 202);
    const again = await send("раз");
    expect([again.status, again.body]).toEqual([202, first?.body]);
    const other = await send("два");
    expect([other.status, codeOf(other)]).toEqual([409, "idempotency_conflict"]);
    await waitFor("the reply to leave", async () => (await mine.sentTexts()).includes("раз"));
    expect((await mine.sentTexts()).filter((text) => text === "раз")).toHaveLength(1);
  });

  test("pages stay in step while messages arrive", async () => {
    const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3" });
    await sandbox().bulk({ client_id: seller.account.client_id, messages: 25, chats: 25 });
    await pollLater(seller.id);
    const first = (await admin.get(`/api/chats?seller_id=${seller.id}&limit=10`)).body;
    const seen: string[] = first.items.map(({ id }: { id: string }) => id);
    for (let cursor = first.next_cursor; cursor !== null; ) {
      await seller.say("Новый покупатель");
      await pollLater(seller.id);
      const page = (await admin.get(`/api/chats?seller_id=${seller.id}&limit=10&cursor=${cursor}`)).body;
      seen.push(...page.items.map(({ id }: { id: string }) => id));
      cursor = page.next_cursor;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(25);
  });

  test("a message goes its whole way over the API and the stream", async () => {
    const stream = await openEventStream(operator);
    const answer = await operator.post(`/api/chats/${myChat}/messages`, {
      text: "Добрый день",
      client_id: "c1",
    });
    expect(answer.status).toBe(202);
    const { message } = messagesWire.sendMessage.answer.parse(answer.body);
    expect(message).toMatchObject({ status: "queued", client_id: "c1", author: { type: "operator" } });
    await stream.next(
      "sent",
      ({ data }) => data.message?.id === message.id && data.message.status === "sent",
    );
    const statuses = stream.events
      .filter(({ data }) => data.message?.id === message.id)
      .map(({ data }) => data.message.status);
    expect(statuses.at(-1)).toBe("sent");
    await stream.close();
    expect(codeOf(await operator.post(`/api/messages/${message.id}/retry`))).toBe("not_retryable");
  });

  test("the OpenAPI document names every declared route", async () => {
    const document = (await openApi(web.url).get("/api/openapi.json")).body;
    for (const { method, path } of listEndpoints())
      expect([path, Object.keys(document.paths[path] ?? {})]).toEqual([
        path,
        expect.arrayContaining([method.toLowerCase()]),
      ]);
    expect(document.openapi).toMatch(/^3\./);
  });

  test("health tells that it lives and is ready", async () => {
    expect((await openApi(web.url).get("/api/health/live")).status).toBe(200);
    expect((await openApi(web.url).get("/api/health/ready")).status).toBe(200);
  });
});

test("no answer, no log line and no table has ever held a key or a secret", async () => {
  const secrets = [mine.account.api_key, foreign.account.api_key, foreign.webhookSecret ?? ""];
  const said = [...heard, web.output(), workers.output()].join("\n");
  expect(said.length).toBeGreaterThan(10_000);
  for (const secret of secrets) {
    expect(secret.length).toBeGreaterThan(10);
    expect(said.includes(secret)).toBe(false);
    expect(await findInDatabase(database, secret)).toEqual([]);
  }
});
