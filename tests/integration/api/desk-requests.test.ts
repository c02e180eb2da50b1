import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isEndpoint } from "@/lib/http/endpoints";
import * as chats from "@/lib/wire/chats";
import * as desk from "@/lib/wire/desk";
import type { AnyEndpoint } from "@/lib/wire/endpoint";
import * as messages from "@/lib/wire/messages";
import * as notes from "@/lib/wire/notes";
import * as notices from "@/lib/wire/notices";
import * as preferences from "@/lib/wire/preferences";
import * as reports from "@/lib/wire/reports";
import * as search from "@/lib/wire/search";
import * as service from "@/lib/wire/seller-service";
import * as team from "@/lib/wire/team";
import { type Answer, type Api, signIn } from "../../support/api";
import { ownDatabase } from "../../support/database";
import { makeOperator, makeSupervisor, type Person } from "../../support/factories";
import { type RunningWeb, startWeb } from "../../support/processes";
import { makeStoredChat, makeStoredMessage, makeStoredSeller } from "../../support/stored-chats";

const database = ownDatabase();
let web: RunningWeb;
let lead: Api;
let operator: Api;
let anna: Person;
let boris: Person;
let mine: Place;
let foreign: Place;

/** A seller, its chat, and what stands there. */
interface Place {
  readonly sellerId: string;
  readonly chatId: string;
  readonly messageId: string;
  readonly cannedReplyId: string;
}

beforeAll(async () => {
  [mine, foreign] = [await furnish("Мой"), await furnish("Чужой")];
  const supervisor = await makeSupervisor();
  [anna, boris] = [await makeOperator([mine.sellerId]), await makeOperator([mine.sellerId])];
  web = await startWeb({ LOG_LEVEL: "fatal" });
  [lead, operator] = [await signIn(web.url, supervisor), await signIn(web.url, anna)];
});
afterAll(() => web?.kill());

async function furnish(name: string): Promise<Place> {
  const sellerId = await makeStoredSeller(name);
  const chatId = await makeStoredChat(sellerId, { buyerName: `${name} покупатель`, orderNumber: "777-1" });
  await makeStoredChat(sellerId, { orderNumber: "777-1" });
  const messageId = await makeStoredMessage({ sellerId, chatId }, { text: `${name} вопрос о заказе` });
  const [row] = await database.query<{ id: string }>(
    "INSERT INTO canned_replies (shortcut, title, text, seller_id) VALUES ('привет', 'x', 'x', $1) RETURNING id",
    [sellerId],
  );
  return { sellerId, chatId, messageId, cannedReplyId: row?.id ?? "" };
}

const METHODS = { GET: "get", POST: "post", PATCH: "patch", PUT: "put", DELETE: "delete" } as const;
const called = new Set<string>();

interface Call {
  readonly id?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

function ask(api: Api, endpoint: AnyEndpoint, { id = "", query = {}, body }: Call = {}): Promise<Answer> {
  const path = `${endpoint.path.replace("{id}", id)}?${new URLSearchParams({ ...query })}`;
  if (endpoint.method === "GET" || endpoint.method === "DELETE") return api[METHODS[endpoint.method]](path);
  return api[METHODS[endpoint.method]](path, body ?? {});
}

/** Asks, holds the answer to its declaration, gives it back. */
async function expectFits(api: Api, endpoint: AnyEndpoint, call: Call = {}) {
  const answer = await ask(api, endpoint, call);
  expect([endpoint.method, endpoint.path, answer.status, answer.body?.error]).toEqual([
    endpoint.method,
    endpoint.path,
    endpoint.status,
    undefined,
  ]);
  endpoint.answer.parse(answer.body);
  called.add(`${endpoint.method} ${endpoint.path}`);
  return answer.body;
}

const period = { from: "2026-01-01T00:00:00Z", to: "2026-12-31T00:00:00Z" };

test("what stands at a chat: notes, draft, presence, context, search, bulk", async () => {
  const id = mine.chatId;
  await expectFits(operator, notes.addNote, { id, body: { text: "@Борис", mentions: [boris.user.id] } });
  await expectFits(operator, notes.handOver, { id, body: { assignee_id: boris.user.id, text: "Тебе" } });
  expect((await expectFits(operator, notes.listNotes, { id })).items).toHaveLength(3);
  await expectFits(operator, chats.keepDraft, { id, body: { text: "Здравств" } });
  expect((await expectFits(operator, chats.getDraft, { id })).draft.text).toBe("Здравств");
  expect((await expectFits(lead, chats.getDraft, { id })).draft.text).toBe("");
  await expectFits(operator, team.showPresence, { id, body: { state: "typing" } });
  expect((await expectFits(operator, chats.getChatContext, { id })).other_chats).toHaveLength(1);
  const hits = await expectFits(operator, search.searchInChat, { id, query: { q: "заказы" } });
  expect(hits.items).toEqual([{ message_id: mine.messageId, at: expect.any(String) }]);
  const bulk = { chat_ids: [id, foreign.chatId, "no-id"], add_tags: ["срочно"] };
  const answer = await expectFits(operator, chats.changeChats, { body: bulk });
  expect(answer.changed).toBe(1);
  expect(answer.skipped).toEqual([
    { chat_id: foreign.chatId, code: "not_found" },
    { chat_id: "no-id", code: "not_found" },
  ]);
  const counts = (await expectFits(operator, chats.countChats)).counts;
  expect(counts.by_tag).toEqual({ срочно: 1 });
  const found = await expectFits(operator, search.searchMessages, { query: { q: "вопросы" } });
  expect(found.items.map((hit: { message_id: string }) => hit.message_id)).toEqual([mine.messageId]);
});

test("one's own things: availability, preferences, notices, views, a message taken back", async () => {
  await expectFits(operator, team.setAvailability, { body: { availability: "away" } });
  await expectFits(operator, preferences.changePreferences, { body: { undo_seconds: 30 } });
  expect((await expectFits(operator, preferences.getPreferences)).preferences.undo_seconds).toBe(30);
  await expectFits(operator, notices.listNotices);
  await expectFits(operator, notices.markNoticesRead, { body: { ids: ["no-id", randomUUID()] } });
  const { view } = await expectFits(operator, desk.addView, {
    body: { name: "Мой", filters: { tag: "нет" } },
  });
  expect(view.problem).toBe("tag_deleted");
  await expectFits(operator, desk.changeView, { id: view.id, body: { filters: { unread: true } } });
  expect((await expectFits(operator, desk.listViews)).items).toHaveLength(1);
  expect((await ask(lead, desk.changeView, { id: view.id, body: { name: "x" } })).status).toBe(404);
  await expectFits(operator, desk.removeView, { id: view.id });
  const body = { text: "Ой", delay_seconds: 30 };
  await database.query("UPDATE chats SET is_order_open = true");
  const { message } = await expectFits(operator, messages.sendMessage, { id: mine.chatId, body });
  expect((await expectFits(operator, messages.cancelMessage, { id: message.id })).message.status).toBe(
    "cancelled",
  );
});

test("what leads look after: tags, canned replies, service, capacity, reports", async () => {
  const { tag } = await expectFits(operator, desk.addTag, { body: { name: "Брак", color: "red" } });
  await expectFits(lead, desk.changeTag, { id: tag.id, body: { name: "Дефект" } });
  await expectFits(operator, desk.listTags);
  await expectFits(lead, desk.removeTag, { id: tag.id });
  const reply = { shortcut: "пока", title: "Пока", text: "До встречи" };
  const made = await expectFits(lead, desk.addCannedReply, { body: reply });
  const { id } = made.canned_reply;
  await expectFits(lead, desk.changeCannedReply, { id, body: { seller_id: mine.sellerId } });
  const listed = (await expectFits(operator, desk.listCannedReplies)).items;
  expect(listed.map((row: { id: string }) => row.id).sort()).toEqual([id, mine.cannedReplyId].sort());
  await expectFits(lead, desk.removeCannedReply, { id });
  await expectFits(lead, service.changeService, { id: mine.sellerId, body: { first_reply_minutes: 15 } });
  await expectFits(operator, service.getService, { id: mine.sellerId });
  await expectFits(lead, team.changeCapacity, { id: anna.user.id, body: { capacity: 5 } });
  expect(JSON.stringify(await expectFits(operator, team.listColleagues))).not.toContain(foreign.sellerId);
  await expectFits(lead, reports.getReport, { query: period });
  await expectFits(lead, reports.getReportCsv, { query: { ...period, by: "seller" } });
  await expectFits(lead, reports.getMarketplaceScores);
  await expectFits(operator, reports.getDaySoFar, {
    query: { since: new Date(Date.now() - 3_600_000).toISOString() },
  });
});

test("what is foreign does not exist, and nothing of it is found", async () => {
  const { chatId: id, sellerId, messageId, cannedReplyId } = foreign;
  const refused: ReadonlyArray<readonly [AnyEndpoint, Call]> = [
    [notes.addNote, { id, body: { text: "x" } }],
    [notes.listNotes, { id }],
    [notes.handOver, { id, body: { assignee_id: anna.user.id } }],
    [chats.keepDraft, { id, body: { text: "x" } }],
    [chats.getDraft, { id }],
    [chats.getChatContext, { id }],
    [team.showPresence, { id, body: { state: "looking" } }],
    [search.searchInChat, { id, query: { q: "вопрос" } }],
    [messages.listMessages, { id: mine.chatId, query: { around: messageId } }],
    [messages.cancelMessage, { id: messageId }],
    [service.getService, { id: sellerId }],
  ];
  for (const [endpoint, call] of refused) {
    expect([endpoint.path, (await ask(operator, endpoint, call)).status]).toEqual([endpoint.path, 404]);
  }
  const queries: ReadonlyArray<Record<string, string>> = [
    { q: "Чужой" },
    { q: "777-1" },
    { q: "вопрос", seller_id: sellerId },
  ];
  for (const query of queries) {
    const { text } = await ask(operator, search.searchMessages, { query });
    for (const secret of [id, sellerId, messageId]) expect(text).not.toContain(secret);
  }
  expect((await ask(lead, desk.removeCannedReply, { id: randomUUID() })).status).toBe(404);
  expect((await ask(operator, desk.listCannedReplies)).text).not.toContain(cannedReplyId);
  const rows = await database.query("SELECT 1 FROM notes WHERE chat_id = $1", [id]);
  expect(rows).toEqual([]);
});

test("what is for leads is 403 for an operator", async () => {
  const refused: ReadonlyArray<readonly [AnyEndpoint, Call]> = [
    [desk.changeTag, { id: randomUUID(), body: {} }],
    [desk.removeTag, { id: randomUUID() }],
    [desk.addCannedReply, { body: { shortcut: "x", title: "x", text: "x" } }],
    [desk.changeCannedReply, { id: mine.cannedReplyId, body: { title: "x" } }],
    [desk.removeCannedReply, { id: mine.cannedReplyId }],
    [desk.addView, { body: { name: "x", filters: {}, is_shared: true } }],
    [service.changeService, { id: mine.sellerId, body: {} }],
    [team.changeCapacity, { id: anna.user.id, body: { capacity: null } }],
    [reports.getReport, { query: period }],
    [reports.getReportCsv, { query: period }],
    [reports.getMarketplaceScores, {}],
  ];
  for (const [endpoint, call] of refused) {
    const { status, body } = await ask(operator, endpoint, call);
    expect([endpoint.path, status, body?.error?.code]).toEqual([endpoint.path, 403, "not_allowed"]);
  }
});

const files = [chats, desk, messages, notes, notices, preferences, reports, search, service, team];
const endpoints = files.flatMap((file) => Object.values(file).filter(isEndpoint));

test("a body of the wrong shape is malformed, whatever the route", async () => {
  const ids = {
    "/api/chats/": mine.chatId,
    "/api/messages/": mine.messageId,
    "/api/sellers/": mine.sellerId,
  };
  const withBody = endpoints.filter(
    ({ method, body }) => method !== "GET" && method !== "DELETE" && !body.safeParse({ unknown: 1 }).success,
  );
  expect(withBody.length).toBeGreaterThan(15);
  for (const endpoint of withBody) {
    const id = Object.entries(ids).find(([start]) => endpoint.path.startsWith(start))?.[1] ?? randomUUID();
    for (const body of [[], { unknown: 1 }, "text"]) {
      const answer = await ask(lead, endpoint, { id, body });
      expect([endpoint.path, body, answer.status]).toEqual([endpoint.path, body, 400]);
    }
  }
});

test("a query of the wrong shape is malformed", async () => {
  const id = mine.chatId;
  const wrong: ReadonlyArray<readonly [AnyEndpoint, Call]> = [
    [notes.listNotes, { id, query: { limit: "0" } }],
    [notices.listNotices, { query: { cursor: "nonsense" } }],
    [search.searchMessages, { query: {} }],
    [search.searchMessages, { query: { q: "x", from: "yesterday" } }],
    [search.searchInChat, { id, query: { q: " " } }],
    [messages.listMessages, { id, query: { limit: "101" } }],
    [reports.getReport, { query: { from: period.from } }],
    [reports.getDaySoFar, { query: { since: "this morning" } }],
    [reports.getReportCsv, { query: { ...period, by: "name" } }],
  ];
  for (const [endpoint, call] of wrong) {
    expect([endpoint.path, call, (await ask(lead, endpoint, call)).status]).toEqual([
      endpoint.path,
      call,
      400,
    ]);
  }
});

test("every route of the desk was called", () => {
  const elsewhere = [
    "GET /api/chats",
    "GET /api/chats/{id}",
    "PATCH /api/chats/{id}",
    "POST /api/chats/{id}/read",
  ];
  elsewhere.push("GET /api/chats/{id}/messages", "POST /api/messages/{id}/retry"); // requests.test.ts
  const all = endpoints.map(({ method, path }) => `${method} ${path}`);
  expect(all.filter((name) => !called.has(name) && !elsewhere.includes(name))).toEqual([]);
});
