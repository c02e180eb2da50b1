import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { errorCodes } from "@/lib/wire/error-codes";
import { type Api, openApi, signIn } from "../../support/api";
import { ownDatabase } from "../../support/database";
import { type ConnectedSeller, makeAdmin, makeConnectedSeller, type Person } from "../../support/factories";
import { type RunningWeb, startWeb } from "../../support/processes";
import { ownSandbox } from "../../support/sandbox";
import { makeStoredChat, makeStoredMessage } from "../../support/stored-chats";
import { fromSchema, hostileText, hostileValue, type JsonSchema, spoil } from "./hostile";

/** Requests to each route; the seed is fixed, so that a finding is found again. */
const RUNS = 40;
const SEED = 20_261_121;

const database = ownDatabase();
const sandbox = ownSandbox();
let web: RunningWeb;
let admin: Person;
let api: Api;
let seller: ConnectedSeller;
/** Ids that exist, so that not every request ends at "not there". */
let known: string[] = [];
let secrets: string[] = [];
let requests = 0;

interface Operation {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, JsonSchema>>;
  readonly body: JsonSchema | null;
}

beforeAll(async () => {
  admin = await makeAdmin();
  seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3", actor: admin.actor });
  const chatId = await makeStoredChat(seller.id, { orderNumber: "1-2" });
  const messageId = await makeStoredMessage({ sellerId: seller.id, chatId }, { text: "Вопрос" });
  known = [seller.id, chatId, messageId, admin.user.id];
  secrets = [seller.account.api_key, admin.password];
  web = await startWeb({ LOG_LEVEL: "fatal" });
  api = await signIn(web.url, admin);
});
afterAll(async () => {
  console.log(`${requests} hostile requests, no 5xx, no stack, no secret`);
  await web?.kill();
});

/** Every route of the document; a new one is fuzzed by itself. */
async function readOperations(): Promise<Operation[]> {
  const { body } = await openApi(web.url).get("/api/openapi.json");
  // The document's own shape, checked by tests/architecture/openapi.test.ts.
  const paths: Record<string, Record<string, DocumentedOperation>> = body.paths;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([verb, operation]) => {
      const query = (operation.parameters ?? []).filter((one) => one.in === "query");
      return {
        name: `${verb.toUpperCase()} ${path}`,
        method: verb.toUpperCase(),
        path,
        query: Object.fromEntries(query.map((one) => [one.name, one.schema])),
        body: operation.requestBody?.content["application/json"]?.schema ?? null,
      };
    }),
  );
}

interface DocumentedOperation {
  readonly parameters?: ReadonlyArray<{ name: string; in: string; schema: JsonSchema }>;
  readonly requestBody?: { content: Record<string, { schema: JsonSchema } | undefined> };
}

/** What would lock the fuzzer itself out, or has its own test: sessions and the second factor of the one who asks. */
const SPARED = new Set(["DELETE /api/me/sessions", "GET /api/events"]);

const STACK =
  /\bat .+\.(m?js|tsx?):\d+|node_modules|prisma\.|PrismaClient|SELECT .+ FROM|syntax error at|ECONNREFUSED/;

async function send(operation: Operation, given: { id: string; query: string; body: string | undefined }) {
  requests += 1;
  const path = operation.path.replaceAll(/\{\w+\}/g, encodeURIComponent(given.id) || "-");
  const response = await fetch(`${api.baseUrl}${path}${given.query}`, {
    method: operation.method,
    headers: { ...api.headers, "content-type": "application/json" },
    body: operation.method === "GET" || operation.method === "DELETE" ? undefined : given.body,
    redirect: "manual",
  });
  return { status: response.status, text: await response.text() };
}

function judge(operation: Operation, sent: unknown, answer: { status: number; text: string }): void {
  if (answer.status === 431) return; // an address longer than any server reads: refused before our code
  const said = `${operation.name} ${JSON.stringify(sent).slice(0, 600)} -> ${answer.status} ${answer.text.slice(0, 300)}`;
  const body = readJson(answer.text);
  // A marketplace that refuses or cannot be reached is a word about the marketplace, not a failure of ours.
  const isTheirs = /^(marketplace_|unexpected_answer|file_unavailable|rate_limited)/.test(
    body?.error?.code ?? "",
  );
  if (answer.status >= 500 && !isTheirs) throw new Error(`5xx: ${said}`);
  if (answer.status >= 400 && !errorCodes.includes(body?.error?.code))
    throw new Error(`no code of ours: ${said}`);
  if (answer.status >= 400 && STACK.test(answer.text)) throw new Error(`tells too much: ${said}`);
  if (secrets.some((secret) => answer.text.includes(secret))) throw new Error(`a secret: ${said}`);
}

function readJson(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What a request did to the fuzzer's own footing is put right, so that each is judged on its own. */
async function standUp(status: number): Promise<void> {
  await database.query("TRUNCATE request_counts, sign_in_attempts");
  await database.query("DELETE FROM settings");
  // A request may have ended the session it was made with: the next one needs another.
  if (status === 401 || (await api.get("/api/me")).status === 401) api = await signIn(web.url, admin);
}

test("every route answers whatever comes with a code of ours, and never breaks", async () => {
  const operations = (await readOperations()).filter(({ name }) => !SPARED.has(name));
  expect(operations.length).toBeGreaterThan(60);
  for (const operation of operations) {
    const query = fc.record(
      Object.fromEntries(Object.entries(operation.query).map(([name, schema]) => [name, textFrom(schema)])),
      { requiredKeys: [] },
    );
    const body = operation.body === null ? fc.constant(undefined) : bodyOf(operation.body);
    const id = fc.oneof(fc.constantFrom(...known, randomUUID()), hostileText);
    const requestsToIt = fc.record({ id, query: query.map(toQuery), body });
    await fc.assert(
      fc.asyncProperty(requestsToIt, async (given) => {
        const answer = await send(operation, given);
        await standUp(answer.status);
        judge(operation, given, answer);
      }),
      { numRuns: RUNS, seed: SEED, endOnFailure: true },
    );
  }
  expect((await api.get("/api/me")).status).toBe(200);
}, 900_000);

/** Mostly near the truth (that reaches furthest), else anything. */
function bodyOf(schema: JsonSchema): fc.Arbitrary<string | undefined> {
  const near = fromSchema(schema);
  return fc.oneof(
    { weight: 4, arbitrary: near.chain(spoil).map((value) => JSON.stringify(value)) },
    { weight: 2, arbitrary: near.map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: hostileValue.map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: hostileText },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
}

function textFrom(schema: JsonSchema): fc.Arbitrary<string> {
  return fc.oneof(fromSchema(schema).map(String), hostileText);
}

function toQuery(values: Readonly<Record<string, string | undefined>>): string {
  // A lone half of a sign cannot be sent in an address at all.
  const wellFormed = Object.entries(values).map(([name, value]) => [
    name,
    Buffer.from(value ?? "").toString(),
  ]);
  return `?${new URLSearchParams(wellFormed)}`;
}

test("what is spoken in others' words does not break either", async () => {
  const { id } = seller;
  const [row] = await database.query<{ webhook_id: string }>("SELECT webhook_id FROM sellers WHERE id = $1", [
    id,
  ]);
  const paths = [
    `/api/webhooks/ozon/${row?.webhook_id}`,
    "/api/webhooks/ozon/none",
    "/api/webhooks/%00/x",
    "/api/auth/sign-in/email",
    "/api/auth/sign-out",
    "/api/auth/two-factor/verify-totp",
    "/api/auth/no-such-thing",
  ];
  const request = fc.record({
    path: fc.constantFrom(...paths),
    body: fc.oneof(
      hostileText,
      fromSchema(webhookLike)
        .chain(spoil)
        .map((value) => JSON.stringify(value)),
      hostileValue.map((value) => JSON.stringify(value)),
    ),
    signature: fc.option(fc.constantFrom("", "sha256=", `sha256=${"0".repeat(64)}`, "ы".repeat(3)), {
      nil: null,
    }),
  });
  await fc.assert(
    fc.asyncProperty(request, async ({ path, body, signature }) => {
      requests += 1;
      const response = await fetch(`${web.url}${path}`, {
        method: "POST",
        headers: {
          origin: web.url,
          "content-type": "application/json",
          ...(signature === null ? {} : { "x-ozon-signature": encodeURIComponent(signature) }),
        },
        body,
      });
      const text = await response.text();
      const said = `${path} ${String(body).slice(0, 300)} -> ${response.status} ${text.slice(0, 300)}`;
      if (response.status >= 500 || STACK.test(text)) throw new Error(said);
    }),
    { numRuns: 300, seed: SEED, endOnFailure: true },
  );
}, 300_000);

const webhookLike: JsonSchema = {
  type: "object",
  properties: {
    message_type: { enum: ["TYPE_PING", "TYPE_NEW_MESSAGE", "TYPE_CHAT_CLOSED", "TYPE_UNKNOWN"] },
    chat_id: { type: "string" },
    message_id: { type: "string" },
    time: { type: "string", format: "date-time" },
    seller_id: { type: "string" },
    user: { type: "object", properties: { id: { type: "string" }, type: { type: "string" } } },
    email: { type: "string" },
    password: { type: "string" },
  },
};
