import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createApiToken } from "@/lib/auth/api-tokens";
import { db } from "@/lib/db/client";
import { addView } from "@/lib/desk/add-view";
import { permissions } from "@/lib/wire/endpoint";
import type { Role } from "@/lib/wire/users";
import { type Answer, type Api, openApi, signIn } from "../../support/api";
import { ownDatabase } from "../../support/database";
import { makeAdmin, makeOperator, makeSupervisor, type Person } from "../../support/factories";
import { type RunningWeb, startWeb } from "../../support/processes";
import { makeStoredChat, makeStoredMessage, makeStoredSeller } from "../../support/stored-chats";
import { type Foreign, type Rule, rules, type Who } from "./access-rules";

/** Stands in every text of what a caller must not see, and in nothing else. */
const MARK = "zqforeignzq";
const MAY: Readonly<Record<Who, readonly Role[]>> = {
  anyone: ["admin", "supervisor", "operator"],
  everybody: ["admin", "supervisor", "operator"],
  leads: ["admin", "supervisor"],
  admins: ["admin"],
};

const database = ownDatabase();
const people = {} as Record<Role, Person>; // filled before the first test
const callers = {} as Record<Role, Api>;
const foreign = {} as Record<Foreign, string>;
/** The same things of a seller that was removed: nobody's. */
const removed = {} as Record<Foreign, string>;
let web: RunningWeb;
let stranger: Api;
let operations: Operation[] = [];
let tries = 0;

interface Operation {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly access: string;
  readonly rule: Rule | undefined;
}

beforeAll(async () => {
  const mine = await makeStoredSeller("Свой");
  await makeStoredChat(mine, { buyerName: "Свой покупатель" });
  people.admin = await makeAdmin();
  people.supervisor = await makeSupervisor();
  people.operator = await makeOperator([mine]);
  const other = await makeOperator([]);
  await furnish(foreign, other);
  const { sellerId } = await furnish(removed, other);
  await db().seller.update({ where: { id: sellerId }, data: { deletedAt: new Date(), status: "paused" } });
  web = await startWeb({ LOG_LEVEL: "fatal" });
  stranger = openApi(web.url, { origin: web.url });
  for (const role of MAY.everybody) callers[role] = await signIn(web.url, people[role]);
  foreign.session = await sessionOf(other);
  removed.session = foreign.session;
  operations = await readOperations();
});
afterAll(async () => {
  console.log(`${operations.length} routes, ${tries} tries, 0 leaks`);
  await web?.kill();
});
beforeEach(() => database.query("TRUNCATE request_counts"));

/** A seller, and one of everything that stands at it. */
async function furnish(ids: Record<Foreign, string>, owner: Person): Promise<{ sellerId: string }> {
  const sellerId = await makeStoredSeller(`Магазин ${MARK}`);
  const chatId = await makeStoredChat(sellerId, {
    buyerName: MARK,
    lastMessagePreview: MARK,
    status: "open",
  });
  const messageId = await makeStoredMessage({ sellerId, chatId }, { text: `вопрос ${MARK}`, hasFile: true });
  const file = await db().attachment.findFirstOrThrow({ where: { messageId } });
  await db().note.create({ data: { chatId, sellerId, kind: "note", authorType: "user", text: MARK } });
  const reply = await db().cannedReply.create({
    data: { shortcut: randomUUID(), title: MARK, text: MARK, sellerId },
  });
  const { id: broadcast } = await db().broadcast.create({
    data: { sellerId, name: MARK, variants: [{ key: "A", template: MARK, share: 100 }], rateLimit: 1 },
  });
  const { id: viewId } = await addView({ actor: owner.actor, given: { name: MARK, filters: {} } });
  Object.assign(ids, {
    chat: chatId,
    seller: sellerId,
    message: messageId,
    attachment: file.id,
    "canned reply": reply.id,
    view: viewId,
    broadcast,
    ...(await furnishMarket(sellerId)),
  });
  return { sellerId };
}

/** One of everything that is taken in from a marketplace, and a change that was asked for there. */
async function furnishMarket(sellerId: string) {
  const numbers = { postingNumber: `${MARK}-1`, orderNumber: MARK };
  const order = await db().posting.create({
    data: {
      sellerId,
      ...numbers,
      status: "delivering",
      state: "delivering",
      stage: "shipped",
      buyerName: MARK,
    },
  });
  const document = await db().orderDocument.create({
    data: {
      sellerId,
      kind: "labels",
      postings: [MARK],
      status: "ready",
      bytes: Buffer.from(MARK),
      fileName: MARK,
    },
  });
  const product = await db().product.create({
    data: { sellerId, offerId: MARK, name: MARK, price: "1.00", currency: "RUB", listedAt: new Date() },
  });
  const returned = await db().return.create({
    data: { sellerId, kind: "request", externalId: MARK, scheme: "rfbs", productName: MARK, ...numbers },
  });
  const action = await db().marketAction.create({
    data: {
      sellerId,
      kind: "update_prices",
      total: 1,
      items: { create: [{ sellerId, position: 0, subject: MARK, label: MARK, status: "failed" }] },
    },
  });
  const stock = { source: "products", offerId: MARK, scheme: "fbs", passId: randomUUID() };
  await db().stock.create({ data: { sellerId, ...stock, present: 1, free: 1 } });
  await db().warehouse.create({ data: { sellerId, kind: "own", warehouseId: MARK, name: MARK } });
  await db().sectionSync.create({
    data: { sellerId, section: "orders", errorText: MARK, errorCode: "internal" },
  });
  const entry = { entryId: MARK, line: 0, day: new Date(), kind: "sale", amount: "1.00", currency: "RUB" };
  await db().moneyEntry.create({ data: { sellerId, ...entry } });
  return {
    order: order.id,
    document: document.id,
    product: product.id,
    return: returned.id,
    action: action.id,
  };
}

async function sessionOf(person: Person): Promise<string> {
  await signIn(web.url, person);
  return (await db().session.findFirstOrThrow({ where: { userId: person.user.id } })).id;
}

async function readOperations(): Promise<Operation[]> {
  const { body } = await openApi(web.url).get("/api/openapi.json");
  const paths: Record<string, Record<string, { "x-access": string }>> = body.paths;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([verb, operation]) => {
      const method = verb.toUpperCase();
      const name = `${method} ${path}`;
      return { name, method, path, access: operation["x-access"], rule: rules[name] };
    }),
  );
}

/** One try. An event stream has no end: its beginning is enough. */
async function ask(
  api: Api,
  operation: Operation,
  id: string = randomUUID(),
  body?: object,
): Promise<Answer> {
  tries += 1;
  const path = operation.path.replace("{id}", id).replace("{name}", "poll");
  const query = operation.method === "GET" ? `?seller_id=${foreign.seller}&q=${MARK}` : "";
  const hasBody = operation.method !== "GET" && operation.method !== "DELETE";
  const stop = new AbortController();
  const response = await fetch(`${api.baseUrl}${path}${query}`, {
    method: operation.method,
    headers: { ...api.headers, ...(hasBody ? { "content-type": "application/json" } : {}) },
    body: hasBody ? JSON.stringify(body ?? { no_such_field: true }) : undefined,
    signal: stop.signal,
    redirect: "manual",
  });
  const isStream = response.headers.get("content-type")?.includes("event-stream") === true;
  const text = isStream ? "" : await response.text();
  stop.abort();
  return { status: response.status, headers: response.headers, text, body: readJson(text) };
}

function readJson(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function tokenOf(person: Person, scopes: readonly string[]): Promise<Api> {
  const { token } = await createApiToken({ actor: person.actor, name: "matrix", expiresAt: null, scopes });
  return openApi(web.url, { authorization: `Bearer ${token}` });
}

describe("every route of the OpenAPI document", () => {
  test("has its rule here, and no rule is left over", () => {
    expect(operations.filter(({ rule }) => rule === undefined).map(({ name }) => name)).toEqual([]);
    const served = new Set(operations.map(({ name }) => name));
    expect(Object.keys(rules).filter((name) => !served.has(name))).toEqual([]);
  });

  test("asks a stranger to sign in, unless it is for anyone", async () => {
    const wrong: string[] = [];
    for (const operation of operations) {
      const { status } = await ask(stranger, operation);
      const isOpen = operation.rule?.who === "anyone";
      if (isOpen ? status === 401 || status === 403 : status !== 401)
        wrong.push(`${operation.name}: ${status}`);
    }
    expect(wrong).toEqual([]);
  });

  test.each(MAY.everybody)("lets %s do what the role is for, and nothing else", async (role) => {
    const wrong: string[] = [];
    for (const operation of operations) {
      const mayDo = operation.rule !== undefined && MAY[operation.rule.who].includes(role);
      const { status, body } = await ask(callers[role], operation);
      const isRefused = status === 403 && body?.error?.code === "not_allowed";
      if (mayDo ? status === 401 || status === 403 || status >= 500 : !isRefused)
        wrong.push(`${operation.name}: ${status} ${body?.error?.code}`);
    }
    expect(wrong).toEqual([]);
  });

  test("shows an operator nothing of a foreign seller, whatever is asked for", async () => {
    const leaks: string[] = [];
    for (const operation of operations) {
      const { foreign: kind, body, who } = operation.rule ?? {};
      if (who === "leads" || who === "admins") continue;
      const answers = [await ask(callers.operator, operation, undefined, body)];
      if (kind !== undefined) {
        const answer = await ask(callers.operator, operation, foreign[kind], body);
        if (answer.status !== 404) leaks.push(`${operation.name}: ${answer.status} for a foreign ${kind}`);
        answers.push(answer);
      }
      if (answers.some(({ text }) => text.includes(MARK))) leaks.push(`${operation.name}: the mark`);
    }
    expect(leaks).toEqual([]);
  });

  test("treats what belongs to a removed seller as gone, for leads too", async () => {
    const leaks: string[] = [];
    for (const role of ["admin", "supervisor"] as const) {
      for (const operation of operations) {
        const { foreign: kind, body } = operation.rule ?? {};
        if (kind === undefined) continue;
        const answer = await ask(callers[role], operation, removed[kind], body);
        if (answer.status !== 404) leaks.push(`${role} ${operation.name}: ${answer.status}`);
      }
    }
    expect(leaks).toEqual([]);
  });

  test("left the foreign things as they were", async () => {
    const chats = await database.query(
      `SELECT c.status, c.unread_count, (SELECT count(*)::int FROM messages m WHERE m.chat_id = c.id) AS messages,
              (SELECT count(*)::int FROM notes n WHERE n.chat_id = c.id) AS notes,
              (SELECT count(*)::int FROM drafts d WHERE d.chat_id = c.id) AS drafts
         FROM chats c WHERE c.id = ANY ($1::uuid[])`,
      [[foreign.chat, removed.chat]],
    );
    const untouched = { status: "open", unread_count: 0, messages: 1, notes: 1, drafts: 0 };
    expect(chats).toEqual([untouched, untouched]);
    expect(await database.query("SELECT 1 FROM sessions WHERE id = $1", [foreign.session])).toHaveLength(1);
  });
});

describe("a program's token", () => {
  test("made for everything else is refused by each route that asks for a permission", async () => {
    const wrong: string[] = [];
    for (const permission of permissions) {
      const others = permissions.filter((one) => one !== permission);
      const token = await tokenOf(people.admin, others);
      for (const operation of operations.filter(({ access }) => access === permission)) {
        const { status, body } = await ask(token, operation);
        if (status !== 403 || body?.error?.code !== "scope_missing")
          wrong.push(`${operation.name}: ${status}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test("with the one scope does what it is for, as far as its person may", async () => {
    const wrong: string[] = [];
    for (const permission of permissions) {
      const [ofAdmin, ofOperator] = [
        await tokenOf(people.admin, [permission]),
        await tokenOf(people.operator, [permission]),
      ];
      for (const operation of operations.filter(({ access }) => access === permission)) {
        const admin = await ask(ofAdmin, operation);
        if (admin.status === 401 || admin.status === 403)
          wrong.push(`admin ${operation.name}: ${admin.status}`);
        const operator = await ask(ofOperator, operation);
        const mayDo = operation.rule !== undefined && MAY[operation.rule.who].includes("operator");
        if (!mayDo && operator.status !== 403) wrong.push(`operator ${operation.name}: ${operator.status}`);
        if (operator.text.includes(MARK)) wrong.push(`operator ${operation.name}: the mark`);
      }
    }
    expect(wrong).toEqual([]);
  });
});
