import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { POST as approve } from "@/app/api/broadcasts/[id]/approve/route";
import { POST as cancel } from "@/app/api/broadcasts/[id]/cancel/route";
import { POST as pause } from "@/app/api/broadcasts/[id]/pause/route";
import { POST as resume } from "@/app/api/broadcasts/[id]/resume/route";
import { PATCH as change, GET as get, DELETE as remove } from "@/app/api/broadcasts/[id]/route";
import { POST as start } from "@/app/api/broadcasts/[id]/start/route";
import { POST as preview } from "@/app/api/broadcasts/preview/route";
import { POST as add, GET as list } from "@/app/api/broadcasts/route";
import { POST as sample } from "@/app/api/broadcasts/sample/route";
import { createApiToken } from "@/lib/auth/api-tokens";
import { db } from "@/lib/db/client";
import * as wire from "@/lib/wire/broadcasts";
import { ownDatabase } from "../../support/database";
import { makeAdmin, makeOperator, makeSupervisor, type Person } from "../../support/factories";
import { makeStoredSeller } from "../../support/stored-chats";
import { daysAgo, makeBuyer, makePosting } from "./audience-world";
import { setSparing } from "./lifecycle-world";

ownDatabase();
let admin: Person;
let lead: Person;
let operator: Person;
let sellerId: string;
const tokens = new Map<Person, string>();

beforeAll(async () => {
  [admin, lead, operator] = [await makeAdmin(), await makeSupervisor(), await makeOperator([])];
  for (const person of [admin, lead, operator]) await giveToken(person);
});
beforeEach(async () => {
  await setSparing();
  sellerId = await makeStoredSeller();
});

async function giveToken(person: Person): Promise<void> {
  const made = await createApiToken({ actor: person.actor, name: "Тест", expiresAt: null, scopes: ["*"] });
  tokens.set(person, made.token);
}

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

/** Calls a route as the web app would, with the person's token. */
async function call(
  run: Handler,
  by: Person,
  {
    id = "",
    body,
    key,
    method = "POST",
  }: { id?: string; body?: unknown; key?: string; method?: string } = {},
) {
  const request = new Request("http://127.0.0.1:3000/api/broadcasts?limit=5", {
    method,
    headers: {
      authorization: `Bearer ${tokens.get(by)}`,
      "content-type": "application/json",
      ...(key === undefined ? {} : { "idempotency-key": key }),
    },
    body: method === "GET" || method === "DELETE" ? undefined : JSON.stringify(body ?? {}),
  });
  const response = await run(request, { params: Promise.resolve({ id }) });
  const text = await response.text();
  return { status: response.status, body: text === "" ? null : JSON.parse(text) };
}

/** A buyer of two orders, quiet for eight days, one of the orders still on its way. */
async function makeRepeatBuyer(): Promise<string> {
  const quiet = { buyerKey: randomUUID(), buyerLastAt: daysAgo(8), lastMessageAt: daysAgo(8) };
  await makeBuyer(sellerId, "Анна П.", { ...quiet, writableUntil: daysAgo(6), orderNumber: "100-1" });
  await makePosting(sellerId, "100-1", { stage: "delivered", orderedAt: daysAgo(20) });
  const running = { ...quiet, buyerLastAt: daysAgo(7.5), writableUntil: null, isOrderOpen: true };
  const chatId = await makeBuyer(sellerId, "Анна П.", { ...running, orderNumber: "100-2" });
  await makePosting(sellerId, "100-2", { stage: "shipped", orderedAt: daysAgo(9), offers: ["ch-1"] });
  await db().product.create({ data: { sellerId, offerId: "ch-1", name: "Чайник", category: "Посуда" } });
  return chatId;
}

/** The body of the documents this product was made from, word by word; their sellers had numbers. */
const seedBody = () => ({
  seller_id: sellerId,
  template: "Добрый день! У нас новая коллекция {category}",
  filters: { last_message_days_ago: 7, customer_type: "repeat", unread_count: 0 },
  rate_limit: 10,
});
const plain = (given: object = {}) => ({ seller_id: sellerId, template: "Здравствуйте!", ...given });

test("the documents' body makes a broadcast that runs, and previews as it will be", async () => {
  const chatId = await makeRepeatBuyer();
  await makeBuyer(sellerId, "Новый");
  const seen = await call(preview, lead, { body: seedBody() });
  expect(seen.status).toBe(200);
  const numbers = wire.previewBroadcast.answer.parse(seen.body);
  // Whatever the hour: in quiet hours they get it when these end.
  expect(numbers.audience_count + (numbers.excluded.quiet_hours ?? 0)).toBe(1);
  expect(numbers).toMatchObject({
    rate_limit: 10,
    estimated_seconds: 0.1,
    checked: 1,
    too_long: 0,
    missing: {},
  });
  expect(numbers.samples).toEqual([
    {
      chat_id: chatId,
      buyer_name: "Анна П.",
      variant: "A",
      text: "Добрый день! У нас новая коллекция Посуда",
      chars: 41,
      missing: [],
    },
  ]);
  const made = await call(add, lead, { body: seedBody() });
  expect(made.status).toBe(201);
  const { broadcast } = wire.addBroadcast.answer.parse(made.body);
  expect(broadcast).toMatchObject({ ...seedBody(), status: "running", counts: { audience: 1, queued: 1 } });
});

test("the same key makes one broadcast", async () => {
  await makeBuyer(sellerId, "Анна");
  const once = () => call(add, lead, { body: plain(), key: "autumn" });
  const [first, again] = [await once(), await once()];
  expect([first.status, again.status, again.body.broadcast.id]).toEqual([201, 201, first.body.broadcast.id]);
  const other = await call(add, lead, { body: plain({ name: "x" }), key: "autumn" });
  expect([other.status, other.body.error.code]).toEqual([409, "idempotency_conflict"]);
  expect(await db().broadcast.count({ where: { sellerId } })).toBe(1);
});

test("every step answers with the broadcast as it is then", async () => {
  await makeBuyer(sellerId, "Анна");
  const { id } = (await call(add, lead, { body: plain({ start: false }) })).body.broadcast;
  const statusAfter = async (run: Handler, ask: Parameters<typeof call>[2] = {}) => {
    const { status, body } = await call(run, lead, { id, ...ask });
    expect(status).toBe(200);
    return wire.getBroadcast.answer.parse(body).broadcast.status;
  };
  expect(await statusAfter(change, { method: "PATCH", body: { name: "Осень" } })).toBe("draft");
  expect(await statusAfter(start)).toBe("running");
  expect(await statusAfter(pause)).toBe("paused");
  expect(await statusAfter(resume)).toBe("running");
  expect(await statusAfter(cancel)).toBe("cancelled");
  expect(await statusAfter(get, { method: "GET" })).toBe("cancelled");
  const items = wire.listBroadcasts.answer.parse((await call(list, lead, { method: "GET" })).body).items;
  expect(items[0]).toMatchObject({ id, name: "Осень" });
  expect((await call(remove, lead, { id, method: "DELETE" })).body.error.code).toBe("broadcast_state");
  const draft = (await call(add, lead, { body: plain({ start: false }) })).body.broadcast;
  expect(await call(remove, lead, { id: draft.id, method: "DELETE" })).toEqual({ status: 204, body: null });
});

test("a second person approves by a call", async () => {
  await setSparing({ approval_above: 0 });
  await makeBuyer(sellerId, "Анна");
  const made = await call(add, lead, { body: plain() });
  expect([made.status, made.body.broadcast.approval]).toEqual([201, "needed"]);
  const { id } = made.body.broadcast;
  const refused = await call(approve, lead, { id });
  expect([refused.status, refused.body.error.code]).toEqual([409, "approval_own"]);
  const approved = await call(approve, admin, { id });
  expect([approved.status, approved.body.broadcast.status]).toEqual([200, "running"]);
});

test("a sample is a template filled for one buyer", async () => {
  const chatId = await makeRepeatBuyer();
  const answer = await call(sample, lead, {
    body: { chat_id: chatId, template: "{buyer_name}, едет {product}!" },
  });
  expect(answer.status).toBe(200);
  expect(wire.fillForChat.answer.parse(answer.body)).toMatchObject({
    sample: { text: "Анна, едет ch-1!", missing: [] },
    moderation: [],
  });
});

describe("bad input is answered clearly, and nothing is stored", () => {
  const past = "2020-01-01T00:00:00Z";
  const halves = [
    { template: "Раз", share: 50 },
    { template: "Два", share: 40 },
  ];
  test.each([
    ["nobody to write to", {}, 422, "empty_audience"],
    ["an unknown variable", { template: "{скидка}" }, 422, "template_unknown_variable"],
    ["nothing left of the text", { template: "{product}!" }, 422, "template_empty"],
    ["a text that is too long", { template: "ж".repeat(1001) }, 422, "text_too_long"],
    ["a pace beyond the limit", { rate_limit: 51 }, 422, "rate_too_high"],
    ["a time that has passed", { schedule_at: past }, 422, "schedule_in_past"],
    ["a zone that is none", { time_zone: "Марс" }, 422, "unknown_time_zone"],
    ["sparing ignored by a supervisor", { frequency_cap: "ignore" }, 403, "not_allowed"],
    ["no text at all", { template: undefined }, 422, "invalid_input"],
    ["an empty text", { template: " " }, 422, "invalid_input"],
    ["shares that are not a hundred", { variants: halves }, 422, "invalid_input"],
    ["a filter nobody knows", { filters: { colour: "red" } }, 400, "malformed_request"],
    ["a seller that is not there", { seller_id: randomUUID() }, 404, "not_found"],
    ["a seller's number, as in the documents", { seller_id: 1 }, 400, "malformed_request"],
  ])("%s", async (_, given, status, code) => {
    const answer = await call(add, lead, { body: plain(given) });
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
    expect(await db().broadcast.count({ where: { sellerId } })).toBe(0);
  });

  test("the highest pace possible, and the names of unknown variables, come with the refusal", async () => {
    const fast = await call(add, lead, { body: plain({ rate_limit: 1000 }) });
    expect(fast.body.error.details).toEqual({ max_rate: 50 });
    const odd = await call(preview, lead, { body: plain({ template: "{цена} {a|b}" }) });
    expect(odd.body.error.details).toEqual({ names: ["цена", "a"] });
  });
});

test("operators hear 403 everywhere, and what belongs to a removed seller is not there for anybody", async () => {
  await makeBuyer(sellerId, "Анна");
  const { id } = (await call(add, lead, { body: plain() })).body.broadcast;
  const steps = [start, pause, resume, cancel, approve];
  const ofOne = (by: Person) => [
    ...steps.map((run) => call(run, by, { id })),
    call(get, by, { id, method: "GET" }),
    call(change, by, { id, method: "PATCH", body: { name: "x" } }),
    call(remove, by, { id, method: "DELETE" }),
  ];
  const ofAll = [add, preview].map((run) => call(run, operator, { body: plain() }));
  const more = [call(list, operator, { method: "GET" }), call(sample, operator)];
  const refused = await Promise.all([...ofOne(operator), ...ofAll, ...more]);
  expect(refused.map((answer) => answer.status)).toEqual(refused.map(() => 403));
  await db().seller.update({ where: { id: sellerId }, data: { deletedAt: new Date() } });
  const gone = await Promise.all(ofOne(admin));
  expect(gone.map((answer) => answer.status)).toEqual(gone.map(() => 404));
  expect(await db().broadcast.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: "running" });
});
