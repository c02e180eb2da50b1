import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { isEndpoint } from "@/lib/http/endpoints";
import type { AnyEndpoint } from "@/lib/wire/endpoint";
import * as outgoing from "@/lib/wire/outgoing-webhooks";
import { type Answer, type Api, signIn } from "../../support/api";
import { ownDatabase } from "../../support/database";
import { makeAdmin, makeOperator, makeSupervisor } from "../../support/factories";
import { type RunningProcess, type RunningWeb, startWeb, startWorkers } from "../../support/processes";
import { makeStoredSeller } from "../../support/stored-chats";
import { waitFor } from "../../support/wait-for";
import { type Receiver, startReceiver, verify } from "./receiver";

ownDatabase();
let web: RunningWeb;
let workers: RunningProcess;
let admin: Api;
let supervisor: Api;
let operator: Api;
let sellerId: string;
let receiver: Receiver;
beforeAll(async () => {
  sellerId = await makeStoredSeller("Магазин");
  const people = [await makeAdmin(), await makeSupervisor(), await makeOperator([sellerId])] as const;
  const settings = { LOG_LEVEL: "info", OUTGOING_ALLOW_PRIVATE: "1", POLL_INTERVAL_SECONDS: "3600" };
  [web, workers] = await Promise.all([startWeb(settings), startWorkers(settings)]);
  admin = await signIn(web.url, people[0]);
  supervisor = await signIn(web.url, people[1]);
  operator = await signIn(web.url, people[2]);
});
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.close());
afterAll(() => Promise.all([web?.kill(), workers?.kill()]));

const METHODS = { GET: "get", POST: "post", PATCH: "patch", PUT: "put", DELETE: "delete" } as const;
const declared: readonly unknown[] = Object.values(outgoing);
const endpoints = declared.filter(isEndpoint);
const called = new Set<AnyEndpoint>();

function ask(api: Api, endpoint: AnyEndpoint, id: string, body: unknown = {}): Promise<Answer> {
  const path = endpoint.path.replace("{id}", id);
  if (endpoint.method === "GET" || endpoint.method === "DELETE") return api[METHODS[endpoint.method]](path);
  return api[METHODS[endpoint.method]](path, body);
}

/** Asks, holds the answer to its declaration, gives it back. */
async function fits(endpoint: AnyEndpoint, id = "", body?: unknown) {
  const answer = await ask(admin, endpoint, id, body);
  expect([endpoint.method, endpoint.path, answer.status, answer.text.slice(0, 200)]).toEqual([
    endpoint.method,
    endpoint.path,
    endpoint.status,
    expect.anything(),
  ]);
  endpoint.answer.parse(answer.body);
  called.add(endpoint);
  return answer.body;
}

test("the whole way over HTTP and the workers: added, heard, tested, replayed, renewed, removed", {
  timeout: 120_000,
}, async () => {
  const given = { name: "Склад", url: receiver.url, events: ["seller.updated"], seller_ids: [sellerId] };
  const { outgoing_webhook, secret } = await fits(outgoing.addOutgoingWebhook, "", given);
  const { id } = outgoing_webhook;
  expect((await admin.patch(`/api/sellers/${sellerId}`, { name: "Новое имя" })).status).toBe(200);
  // A database that another test makes beside this one holds events back while it is copied.
  const first = await waitFor("the event", () => receiver.received[0], { deadlineMs: 60_000 });
  expect(verify(secret, first)).toMatchObject({
    type: "seller.updated",
    data: { seller: { id: sellerId, name: "Новое имя", webhook_url: null } },
  });
  await waitFor("its row", async () => {
    const { items } = await fits(outgoing.listOutgoingDeliveries, id);
    return items[0]?.status === "delivered";
  });
  expect((await fits(outgoing.testOutgoingWebhook, id)).delivery.status).toBe("delivered");
  await fits(outgoing.replayDelivery, first.id);
  await waitFor("the repeat", () => receiver.received.filter((one) => one.id === first.id).length === 2);
  await fits(outgoing.replayFailed, id, { since: new Date(0).toISOString() });
  expect((await fits(outgoing.renewOutgoingSecret, id)).secret).not.toBe(secret);
  await fits(outgoing.changeOutgoingWebhook, id, { status: "paused", name: "Пауза" });
  const { items } = await fits(outgoing.listOutgoingWebhooks);
  expect(items).toMatchObject([{ id, name: "Пауза", status: "paused", seller_ids: [sellerId] }]);
  await fits(outgoing.removeOutgoingWebhook, id);
  expect((await ask(admin, outgoing.removeOutgoingWebhook, id)).status).toBe(404);
  expect(endpoints.filter((endpoint) => !called.has(endpoint))).toEqual([]);
});

test("only admins, and nothing that is not there", async () => {
  const body = { name: "x", url: receiver.url, events: ["chat.updated"] };
  for (const endpoint of endpoints) {
    for (const api of [supervisor, operator]) {
      const answer = await ask(api, endpoint, randomUUID(), body);
      expect([endpoint.path, answer.status, answer.body?.error?.code]).toEqual([
        endpoint.path,
        403,
        "not_allowed",
      ]);
    }
    if (!endpoint.path.includes("{id}")) continue;
    const bodyOf = endpoint === outgoing.replayFailed ? { since: "2026-01-01T00:00:00Z" } : {};
    for (const id of [randomUUID(), "no-id"])
      expect([endpoint.path, (await ask(admin, endpoint, id, bodyOf)).status]).toEqual([endpoint.path, 404]);
  }
});

test("what cannot be is refused: an unknown seller, an unknown event, an inner address", async () => {
  const add = (change: object) =>
    admin.post("/api/outgoing-webhooks", {
      name: "x",
      url: receiver.url,
      events: ["chat.updated"],
      ...change,
    });
  expect((await add({ seller_ids: [randomUUID()] })).body.error.code).toBe("invalid_input");
  expect((await add({ events: ["note.created"] })).status).toBe(400);
  expect((await add({ events: [] })).status).toBe(422);
  const refused = await add({ url: "https://169.254.169.254/" });
  expect([refused.status, refused.body.error]).toMatchObject([
    422,
    { code: "address_refused", details: { reason: "private" } },
  ]);
});
