import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { POST as handOver } from "@/app/api/chats/[id]/hand-over/route";
import { POST as addNote, GET as listNotes } from "@/app/api/chats/[id]/notes/route";
import { PUT as showPresence } from "@/app/api/chats/[id]/presence/route";
import { PUT as setAvailability } from "@/app/api/me/availability/route";
import { POST as markRead } from "@/app/api/notices/read/route";
import { GET as listNotices } from "@/app/api/notices/route";
import { PATCH as changeService, GET as getService } from "@/app/api/sellers/[id]/service/route";
import { PATCH as changeCapacity } from "@/app/api/team/[id]/route";
import { GET as listTeam } from "@/app/api/team/route";
import { createApiToken } from "@/lib/auth/api-tokens";
import { resetClock } from "../../support/clock";
import { ownDatabase } from "../../support/database";
import { makeAdmin, makeOperator, type Person } from "../../support/factories";
import { liftLimits } from "../../support/limits";
import { ownSandbox } from "../../support/sandbox";
import { assigneeOf, makeShop } from "./shop";

const database = ownDatabase();
const sandbox = ownSandbox();
let anna: Person;
let boris: Person;
let admin: Person;
let sellerId: string;
let chatId: string;
const tokens = new Map<Person, string>();
beforeAll(async () => {
  await liftLimits(database, sandbox());
  const shop = await makeShop(database, sandbox(), 1);
  resetClock();
  sellerId = shop.seller.id;
  chatId = shop.chatIds[0] ?? "";
  [anna, boris, admin] = [await makeOperator([sellerId]), await makeOperator([sellerId]), await makeAdmin()];
  for (const person of [anna, boris, admin]) {
    const made = await createApiToken({ actor: person.actor, name: "Тест", expiresAt: null, scopes: ["*"] });
    tokens.set(person, made.token);
  }
});

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

/** Calls a route as the web app would, with the person's token. */
async function call(
  run: Handler,
  ask: { by: Person; method?: string; id?: string; body?: unknown; key?: string },
) {
  const { by, method = "GET", id = "", body, key } = ask;
  const request = new Request("http://127.0.0.1:3000/api/probe", {
    method,
    headers: {
      authorization: `Bearer ${tokens.get(by)}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(key === undefined ? {} : { "idempotency-key": key }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const response = await run(request, { params: Promise.resolve({ id }) });
  const text = await response.text();
  return { status: response.status, body: text === "" ? null : JSON.parse(text) };
}

test("a note sent twice under one key is left once, with one notice", async () => {
  const ask = {
    by: anna,
    method: "POST",
    id: chatId,
    body: { text: "  \u0000@Борис  ", mentions: [boris.user.id] },
    key: randomUUID(),
  };
  const [first, again] = [await call(addNote, ask), await call(addNote, ask)];
  expect(first).toMatchObject({ status: 201, body: { note: { text: "@Борис", mentions: [boris.user.id] } } });
  expect(again).toEqual(first);
  const listed = await call(listNotes, { by: boris, id: chatId });
  expect(listed.body.items).toEqual([first.body.note]);
  const notices = await call(listNotices, { by: boris });
  expect(notices.body).toMatchObject({ unread: 1, items: [{ kind: "mention", chat_id: chatId }] });
  expect((await call(markRead, { by: boris, method: "POST", body: {} })).status).toBe(204);
  expect((await call(listNotices, { by: boris })).body.unread).toBe(0);
});

test("a hand-over sent twice under one key happens once", async () => {
  const ask = {
    by: anna,
    method: "POST",
    id: chatId,
    body: { assignee_id: boris.user.id, text: "Забери" },
    key: randomUUID(),
  };
  const [first, again] = [await call(handOver, ask), await call(handOver, ask)];
  expect(first.status).toBe(201);
  expect(again).toEqual(first);
  expect(await assigneeOf(database, chatId)).toBe(boris.user.id);
  const rows = await database.query("SELECT 1 FROM notes WHERE kind = 'hand_over'");
  expect(rows).toHaveLength(1);
  const refused = await call(handOver, { ...ask, body: { assignee_id: "nobody" }, key: randomUUID() });
  expect(refused).toMatchObject({ status: 422, body: { error: { code: "unknown_assignee" } } });
});

test("presence, availability and the team answer in their declared form", async () => {
  const here = await call(showPresence, { by: anna, method: "PUT", id: chatId, body: { state: "looking" } });
  expect(here.body.presence).toMatchObject({
    chat_id: chatId,
    people: [{ id: anna.user.id, state: "looking" }],
  });
  const away = await call(setAvailability, { by: anna, method: "PUT", body: { availability: "away" } });
  expect(away.body.colleague).toMatchObject({ id: anna.user.id, presence: "away" });
  const team = await call(listTeam, { by: boris });
  expect(team.body.items).toHaveLength(3);
  const wrong = await call(showPresence, { by: anna, method: "PUT", id: chatId, body: { state: "asleep" } });
  expect(wrong.status).toBe(400);
});

test("only those who manage the desk set capacity and service; everybody at the seller reads it", async () => {
  const capacity = { method: "PATCH", id: boris.user.id, body: { capacity: 10 } };
  expect((await call(changeCapacity, { by: anna, ...capacity })).status).toBe(403);
  expect((await call(changeCapacity, { by: admin, ...capacity })).body.colleague.capacity).toBe(10);
  expect((await call(changeCapacity, { by: admin, ...capacity, id: "nobody" })).status).toBe(404);
  const service = { method: "PATCH", id: sellerId, body: { first_reply_minutes: 15 } };
  expect((await call(changeService, { by: anna, ...service })).status).toBe(403);
  expect((await call(changeService, { by: admin, ...service })).body.service.first_reply_minutes).toBe(15);
  expect((await call(getService, { by: anna, id: sellerId })).body.service.first_reply_minutes).toBe(15);
  const zone = await call(changeService, { by: admin, ...service, body: { time_zone: "Mars/Olympus" } });
  expect(zone).toMatchObject({ status: 422, body: { error: { code: "unknown_time_zone" } } });
});
