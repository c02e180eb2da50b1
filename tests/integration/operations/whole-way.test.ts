import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { operations } from "@/lib/wire/operations";
import { type Api, openApi, signIn } from "../../support/api";
import { ownDatabase } from "../../support/database";
import {
  type ConnectedSeller,
  makeAdmin,
  makeConnectedSeller,
  makeOperator,
  makeSupervisor,
} from "../../support/factories";
import { type RunningProcess, type RunningWeb, startWeb, startWorkers } from "../../support/processes";
import { ownSandbox } from "../../support/sandbox";
import { waitFor } from "../../support/wait-for";

// The real web app and the real workers with a small collector beside them: what one request leaves in logs and spans.
const database = ownDatabase();
const sandbox = ownSandbox();
const SAID = "Где мой заказ на имя Аглаи";
const REPLY = "Уже едет к вам, Аглая";
let collector: Awaited<ReturnType<typeof startCollector>>;
let web: RunningWeb;
let workers: RunningProcess;
let seller: ConnectedSeller;
let admin: Api;

interface Span {
  readonly traceId: string;
  readonly name: string;
  readonly part: string;
  readonly requestId: string | null;
}

/** Takes spans as OTLP over HTTP in JSON. */
async function startCollector() {
  const bodies: string[] = [];
  const server = http.createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    bodies.push(`${request.url} ${body}`);
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  return {
    url: `http://127.0.0.1:${port}`,
    said: () => bodies.join("\n"),
    spans: () => bodies.flatMap((body) => spansOf(body.replace("/v1/traces ", ""))),
    close: () => server.close(),
  };
}

type Attribute = { key: string; value: { stringValue?: string } };

function spansOf(body: string): Span[] {
  const textOf = (attributes: Attribute[], key: string) =>
    attributes.find((one) => one.key === key)?.value.stringValue ?? null;
  return JSON.parse(body).resourceSpans.flatMap(
    (group: {
      resource: { attributes: Attribute[] };
      scopeSpans: { spans: { traceId: string; name: string; attributes: Attribute[] }[] }[];
    }) =>
      group.scopeSpans.flatMap((scope) =>
        scope.spans.map((span) => ({
          traceId: span.traceId,
          name: span.name,
          part: textOf(group.resource.attributes, "prilavok.part") ?? "",
          requestId: textOf(span.attributes, "prilavok.request_id"),
        })),
      ),
  );
}

beforeAll(async () => {
  collector = await startCollector();
  const settings = {
    POLL_INTERVAL_SECONDS: "3600",
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_BSP_SCHEDULE_DELAY: "200",
  };
  let person: Awaited<ReturnType<typeof makeAdmin>>;
  [web, workers, seller, person] = await Promise.all([
    startWeb(settings),
    startWorkers(settings),
    makeConnectedSeller({ sandbox: sandbox(), dialect: "v3", webhook: { mode: "push" } }),
    makeAdmin(),
  ]);
  admin = await signIn(web.url, person);
});
afterAll(async () => {
  await Promise.all([web?.kill(), workers?.kill()]);
  collector?.close();
});

/** Log lines of a process under one request's id, in order. */
const linesOf = (running: RunningProcess, requestId: string) =>
  running
    .output()
    .split("\n")
    .filter((line) => line.startsWith("{") && line.includes(`"${requestId}"`))
    .map((line): { msg: string; request_id: string } => JSON.parse(line))
    .filter((line) => line.request_id === requestId)
    .map((line) => line.msg);

async function ring(chatId: string, messageId: string, requestId: string) {
  const body = JSON.stringify({
    message_type: "TYPE_NEW_MESSAGE",
    chat_id: chatId,
    chat_type: "Buyer_Seller",
    message_id: messageId,
    created_at: new Date().toISOString(),
    user: { id: "1", type: "Customer" },
    data: ["x"],
    seller_id: seller.account.client_id,
  });
  const answer = await fetch(`${web.url}${new URL(seller.seller.webhook_url ?? "").pathname}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-request-id": requestId },
    body,
  });
  expect(answer.status).toBe(200);
}

test("one id leads from the webhook to the stored message, and one from the reply to what was sent", async () => {
  const { chatId, messageIds } = await seller.say(SAID);
  await ring(chatId, messageIds[0] ?? "", "ring-1");
  await waitFor("the stored message", () => linesOf(workers, "ring-1").includes("messages stored"));
  expect(linesOf(web, "ring-1")).toContain("webhook received");
  const [chat] = await database.query<{ id: string }>("SELECT id FROM chats WHERE external_id = $1", [
    chatId,
  ]);
  const answer = await admin.post(
    `/api/chats/${chat?.id}/messages`,
    { text: REPLY },
    { headers: { "x-request-id": "reply-1" } },
  );
  expect(answer.status).toBe(202);
  await waitFor("the sent message", () => linesOf(workers, "reply-1").includes("message sent"));
  expect(linesOf(web, "reply-1")).toContain("message queued");
  const rows = await database.query("SELECT request_id FROM messages WHERE id = $1", [
    answer.body.message.id,
  ]);
  expect(rows).toEqual([{ request_id: "reply-1" }]);
  for (const said of [web.output(), workers.output()]) {
    for (const word of [SAID, REPLY, "Аглая", seller.account.api_key]) expect(said).not.toContain(word);
  }
});

test("spans of both processes reach the collector as one trace, without a text or a secret", async () => {
  const names = () => collector.spans().filter((span) => span.requestId === "reply-1");
  await waitFor("spans of both", () => {
    const parts = new Set(names().map((span) => `${span.part} ${span.name}`));
    return (
      parts.has("web POST /api/chats/{id}/messages") &&
      parts.has("workers deliver message") &&
      parts.has("workers /v1/chat/send/message")
    );
  });
  expect(new Set(names().map((span) => span.traceId)).size).toBe(1);
  const all = collector.spans().map((span) => `${span.part} ${span.name}`);
  expect(all).toContain("workers deliver-chat");
  expect(all).toContain("web POST /api/webhooks/{marketplace}/{id}");
  const webhookId = new URL(seller.seller.webhook_url ?? "").pathname.split("/").at(-1) ?? "";
  const secrets = [SAID, REPLY, "Аглая", seller.account.api_key, webhookId, admin.headers.cookie ?? ""];
  for (const secret of secrets) expect(collector.said()).not.toContain(secret);
});

test("both processes say that they live, the state is an admin's alone, and whoever stops is gone", async () => {
  const kinds = async () => {
    const answer = await admin.get("/api/operations");
    expect(answer.status).toBe(200);
    return operations.parse(answer.body.operations).processes.map((one) => one.kind);
  };
  await waitFor("both", async () => (await kinds()).join() === "web,workers");
  expect((await admin.get("/api/alerts")).body).toEqual({ items: [], next_cursor: null });
  expect((await admin.get("/api/queues/outbound/failed")).body).toEqual({ items: [] });
  expect((await admin.get("/api/queues/unknown/failed")).status).toBe(404);
  expect((await admin.post("/api/queues/outbound/failed/retry", {})).body).toEqual({ count: 0 });
  expect((await admin.post("/api/queues/outbound/failed/discard", { ids: ["1"] })).body).toEqual({
    count: 0,
  });
  const paths = ["/api/operations", "/api/alerts", "/api/queues/outbound/failed"];
  for (const person of [await makeSupervisor(), await makeOperator([seller.id])]) {
    const api = await signIn(web.url, person);
    for (const path of paths) expect((await api.get(path)).status, path).toBe(403);
    expect((await api.post("/api/queues/outbound/failed/retry", {})).status).toBe(403);
    expect((await api.post("/api/queues/outbound/failed/discard", {})).status).toBe(403);
  }
  const figures = async () => (await openApi(web.url).get("/api/metrics")).text;
  expect(await figures()).toMatch(
    /prilavok_http_request_seconds_count\{.*route="\/api\/chats\/\{id\}\/messages"/,
  );
  // Workers write their counts down every few seconds.
  await waitFor("the reply to be counted", async () =>
    (await figures()).includes('prilavok_messages_total{outcome="sent"} 1'),
  );
  await workers.kill();
  expect(await kinds()).toEqual(["web"]);
  await web.kill();
  expect(await database.query("SELECT 1 FROM living_processes")).toEqual([]);
});
