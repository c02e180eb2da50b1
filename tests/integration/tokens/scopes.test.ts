import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApiToken, removeApiToken } from "@/lib/auth/api-tokens";
import { inTransaction } from "@/lib/db/transaction";
import { listEndpoints } from "@/lib/http/endpoints";
import { appendEvents } from "@/lib/realtime/append-event";
import { permissions } from "@/lib/wire/endpoint";
import { type Api, openApi } from "../../support/api";
import { ownDatabase } from "../../support/database";
import { openEventStream } from "../../support/event-stream";
import { makeAdmin, type Person } from "../../support/factories";
import { type RunningWeb, startWeb } from "../../support/processes";
import { makeStoredChat, makeStoredSeller } from "../../support/stored-chats";
import { waitFor } from "../../support/wait-for";

ownDatabase();
let web: RunningWeb;
let admin: Person;
let sellerId: string;
let chatId: string;
beforeAll(async () => {
  admin = await makeAdmin();
  sellerId = await makeStoredSeller();
  chatId = await makeStoredChat(sellerId);
  web = await startWeb({ LOG_LEVEL: "fatal" });
});
afterAll(() => web?.kill());

async function program(scopes: readonly string[]): Promise<Api & { tokenId: string }> {
  const made = await createApiToken({ actor: admin.actor, name: "тест", expiresAt: null, scopes });
  return { ...openApi(web.url, { authorization: `Bearer ${made.token}` }), tokenId: made.api_token.id };
}
const METHODS = { GET: "get", POST: "post", PATCH: "patch", PUT: "put", DELETE: "delete" } as const;

test("every route refuses a token that was made for everything else", { timeout: 120_000 }, async () => {
  const wrong: string[] = [];
  const open = new Set(["GET /api/me"]); // who one is
  const programs = new Map<string, Api>();
  for (const permission of permissions)
    programs.set(permission, await program(permissions.filter((other) => other !== permission)));
  for (const { method, path, access } of listEndpoints()) {
    if (access === "public" || open.has(`${method} ${path}`)) continue;
    const needed = access !== "signed-in" ? access : method === "GET" ? "chats.read" : "chats.write";
    const address = path.replace(/\{\w+\}/g, randomUUID());
    const answer = await programs.get(needed)?.[METHODS[method]](address, {});
    if (answer?.status !== 403 || answer.body?.error?.code !== "scope_missing")
      wrong.push(`${method} ${path}: ${answer?.status} ${answer?.text.slice(0, 80)}`);
  }
  expect(wrong).toEqual([]);
});

test("a token for reading chats reads them and does nothing else", async () => {
  const reader = await program(["chats.read"]);
  expect((await reader.get(`/api/chats/${chatId}`)).status).toBe(200);
  expect((await reader.get("/api/me")).body.user.id).toBe(admin.user.id);
  expect((await reader.post(`/api/chats/${chatId}/messages`, { text: "!" })).status).toBe(403);
  expect((await reader.patch(`/api/chats/${chatId}`, { status: "closed" })).status).toBe(403);
  expect((await (await program(["*"])).post(`/api/chats/${chatId}/read`)).status).toBe(204);
});

test("the stream tells a token of nothing it was not made for", async () => {
  const reports = await openEventStream(await program(["reports.read"]));
  expect(reports.status).toBe(403);
  await reports.close();
  const reader = await openEventStream(await program(["chats.read"]));
  const whole = await openEventStream(await program(["*"]));
  await inTransaction((tx) =>
    appendEvents(tx, [
      { name: "seller.updated", sellerId, subjectId: sellerId },
      { name: "chat.updated", sellerId, subjectId: chatId },
    ]),
  );
  await whole.next("the seller", ({ name }) => name === "seller.updated");
  await reader.next("the chat", ({ name }) => name === "chat.updated");
  expect(reader.events.map(({ name }) => name)).toEqual(["chat.updated"]);
  await Promise.all([reader.close(), whole.close()]);
});

test("a token that is taken back ends its open stream, quiet as it may be", async () => {
  const one = await program(["*"]);
  const response = await fetch(`${web.url}/api/events`, { headers: one.headers });
  expect(response.status).toBe(200);
  let hasEnded = false;
  const reading = response.text().then(() => {
    hasEnded = true;
  });
  await removeApiToken({ actor: admin.actor, tokenId: one.tokenId });
  await waitFor("the stream to end", () => hasEnded, { deadlineMs: 5_000 });
  await reading;
  expect((await one.get("/api/me")).status).toBe(401);
});
