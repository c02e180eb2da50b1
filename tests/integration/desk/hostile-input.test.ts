import { beforeAll, describe, expect, test } from "vitest";
import { GET as listMessages } from "@/app/api/chats/[id]/messages/route";
import { GET as listNotes } from "@/app/api/chats/[id]/notes/route";
import { PATCH as changeChat } from "@/app/api/chats/[id]/route";
import { GET as searchInChat } from "@/app/api/chats/[id]/search/route";
import { POST as changeChats } from "@/app/api/chats/bulk/route";
import { GET as listChats } from "@/app/api/chats/route";
import { PATCH as changePreferences } from "@/app/api/me/preferences/route";
import { GET as listNotices } from "@/app/api/notices/route";
import { GET as report } from "@/app/api/reports/chats/route";
import { GET as search } from "@/app/api/search/route";
import { PATCH as changeService } from "@/app/api/sellers/[id]/service/route";
import { PATCH as changeTag } from "@/app/api/tags/[id]/route";
import { PATCH as changeCapacity } from "@/app/api/team/[id]/route";
import { GET as listUsers } from "@/app/api/users/route";
import { POST as addView } from "@/app/api/views/route";
import { createApiToken } from "@/lib/auth/api-tokens";
import { ownDatabase } from "../../support/database";
import { makeAdmin } from "../../support/factories";
import { makeStoredChat, makeStoredMessage, makeStoredSeller } from "../../support/stored-chats";

ownDatabase();
let token: string;
let sellerId: string;
let chatId: string;
beforeAll(async () => {
  const admin = await makeAdmin();
  token = (await createApiToken({ actor: admin.actor, name: "Тест", expiresAt: null, scopes: ["*"] })).token;
  sellerId = await makeStoredSeller();
  chatId = await makeStoredChat(sellerId, { buyerName: "100%_\\ Анна" });
  await makeStoredMessage({ sellerId, chatId }, { text: "Где мой заказ? 100%_\\" });
});

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

/** Calls a route as the web app would; `body` may be JSON already. */
async function call(
  run: Handler,
  ask: { method?: string; id?: string; query?: Record<string, string>; body?: unknown },
) {
  const { method = ask.body === undefined ? "GET" : "PATCH", id = "", query = {}, body } = ask;
  const request = new Request(`http://127.0.0.1:3000/api/probe?${new URLSearchParams(query)}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body),
  });
  const response = await run(request, { params: Promise.resolve({ id }) });
  const text = await response.text();
  return { status: response.status, body: text === "" ? null : JSON.parse(text) };
}

const cursorOf = (place: unknown) => Buffer.from(JSON.stringify(place)).toString("base64url");
const UUID = "01890000-0000-7000-8000-000000000000";

describe("half a sign, as a text cut in the middle of an emoji leaves it", () => {
  test("is kept as a mark in the texts of the desk", async () => {
    const views = await call(changePreferences, { body: String.raw`{"notify_views":["\ud83d","b\uDE00"]}` });
    expect(views).toMatchObject({
      status: 200,
      body: { preferences: { notify_views: ["\ufffd", "b\ufffd"] } },
    });
    const view = await call(addView, {
      method: "POST",
      body: String.raw`{"name":"Вид","filters":{"q":"заказ \ud83d"}}`,
    });
    expect(view).toMatchObject({ status: 201, body: { view: { filters: { q: "заказ \ufffd" } } } });
    const tagged = await call(changeChat, { id: chatId, body: String.raw`{"tags":["ярлык \ud83d"]}` });
    expect(tagged).toMatchObject({ status: 200, body: { chat: { tags: ["ярлык \ufffd"] } } });
    const bulk = String.raw`{"chat_ids":["${chatId}"],"add_tags":["\ude00"],"remove_tags":["ярлык \ud83d"]}`;
    expect(await call(changeChats, { method: "POST", body: bulk })).toMatchObject({
      status: 200,
      body: { changed: 1 },
    });
  });

  test("a whole one stays whole", async () => {
    const answer = await call(changePreferences, { body: String.raw`{"notify_views":["\ud83d\ude00"]}` });
    expect(answer.body.preferences.notify_views).toEqual(["😀"]);
  });
});

test("what no id can be does not exist", async () => {
  for (const id of ["\u0000", "a\u0000b", "' OR 1=1", "x".repeat(101)]) {
    const answers = [
      await call(changeCapacity, { id, body: { capacity: 1 } }),
      await call(changeTag, { id, body: { color: "red" } }),
      await call(listNotes, { id }),
      await call(searchInChat, { id, query: { q: "заказ" } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
  }
});

test("a year that the calendar does not have is refused, the first and the last are taken", async () => {
  const year = (given: string) => `${given}-01-01T00:00:00Z`;
  const statuses = async (from: string, to: string) =>
    Promise.all([call(search, { query: { q: "заказ", from } }), call(report, { query: { from, to } })]).then(
      (answers) => answers.map(({ status }) => status),
    );
  expect(await statuses(year("0000"), "0000-02-01T00:00:00Z")).toEqual([400, 400]);
  expect(await statuses(year("0001"), "0001-02-01T00:00:00Z")).toEqual([200, 200]);
  expect(await statuses("9999-11-01T00:00:00Z", "9999-12-31T23:59:59.999Z")).toEqual([200, 200]);
  const holidays = (day: string) => call(changeService, { id: sellerId, body: { holidays: [day] } });
  expect((await holidays("0000-01-01")).status).toBe(422);
  expect((await holidays("0001-01-01")).body.service.holidays).toEqual(["0001-01-01"]);
  expect((await holidays("9999-12-31")).body.service.holidays).toEqual(["9999-12-31"]);
});

test("a place in a list that was not handed out is an invalid cursor", async () => {
  const tooBig = { at: "2026-01-01T00:00:00Z", seq: "9999999999999999999" };
  const noYear = "0000-01-01T00:00:00Z";
  const answers = [
    await call(listMessages, { id: chatId, query: { cursor: cursorOf(tooBig) } }),
    await call(listMessages, { id: chatId, query: { cursor: cursorOf({ at: noYear, seq: "1" }) } }),
    await call(search, { query: { q: "заказ", cursor: cursorOf(tooBig) } }),
    await call(search, { query: { q: "заказ", cursor: cursorOf({ at: noYear, seq: "1" }) } }),
    await call(listChats, { query: { cursor: cursorOf({ part: "rest", at: noYear, id: UUID }) } }),
    await call(listNotes, { id: chatId, query: { cursor: cursorOf({ at: noYear, id: UUID }) } }),
    await call(listNotices, { query: { cursor: cursorOf({ at: noYear, id: UUID }) } }),
    await call(listUsers, { query: { cursor: cursorOf({ id: "\u0000" }) } }),
  ];
  expect(answers.map(({ body }) => body.error?.code)).toEqual(answers.map(() => "invalid_cursor"));
});

test("signs that mean something to a search or a pattern are but signs", async () => {
  const signs = ["%_\\:*()&|!<->", "'\"", "((((((", "!!!", "\\", "%", "_", "-", '"', "<->", ":*", "a & | b"];
  for (const part of signs) {
    for (const q of [part, part.repeat(200).slice(0, 200)]) {
      const answers = [
        await call(search, { query: { q } }),
        await call(listChats, { query: { q } }),
        await call(searchInChat, { id: chatId, query: { q } }),
      ];
      expect([q, ...answers.map(({ status }) => status)]).toEqual([q, 200, 200, 200]);
    }
  }
  const inChat = async (q: string) =>
    (await call(searchInChat, { id: chatId, query: { q } })).body.items.length;
  expect([await inChat("100%_\\"), await inChat("10%%"), await inChat("10__")]).toEqual([1, 0, 0]);
  const hits = async (q: string) => (await call(search, { query: { q } })).body.items.length;
  expect([await hits("100%_\\"), await hits("%"), await hits("1__")]).toEqual([2, 0, 0]);
});

test("a name of a time zone that only one side knows is refused, and every one that both know is taken", async () => {
  const ask = (zone: string) =>
    call(report, { query: { from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z", time_zone: zone } });
  for (const zone of ["+03:00", "Nowhere/City", "posix/Europe/Moscow", "localtime", "Factory"]) {
    expect([zone, (await ask(zone)).body.error?.code]).toEqual([zone, "unknown_time_zone"]);
  }
  for (const zone of ["Europe/Kyiv", "europe/moscow", "Asia/Kolkata", "UTC", "EST"]) {
    expect([zone, [200, 422].includes((await ask(zone)).status)]).toEqual([zone, true]);
  }
});
