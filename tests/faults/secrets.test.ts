import { randomUUID } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import type { FaultSpec } from "../../sandbox/faults";
import { REPOSITORY } from "../../scripts/launcher/repository.mjs";
import { writeArchive } from "../../scripts/tasks/archive/write-archive";
import { type Answer, type Api, openApi, signIn } from "../support/api";
import { ownDatabase } from "../support/database";
import { openEventStream } from "../support/event-stream";
import { type Account, makeAccount, makeAdmin, makeOperator, makeSupervisor } from "../support/factories";
import { startWeb, startWorkers } from "../support/processes";
import { ownSandbox } from "../support/sandbox";
import { waitFor } from "../support/wait-for";
import { unpack } from "./backup/archive-tools";
import { callEveryRoute } from "./secrets/every-route";
import { searchFor } from "./secrets/forms";
import { makeSecrets } from "./secrets/made-secrets";

const database = ownDatabase();
const sandbox = ownSandbox();

/** Whatever makes code talk about what went wrong. */
const TROUBLE: FaultSpec[] = [
  { kind: "drop_after", path: "/v1/chat/send/message", times: 1 },
  { kind: "status", path: "*", status: 500, times: 2, skip: 4 },
  { kind: "html", path: "*", times: 1, skip: 8 },
  { kind: "malformed_json", path: "*", times: 2, skip: 10 },
  { kind: "status", path: "/v1/chat/send/message", status: 429, times: 1, skip: 1 },
];

const OIDC_CLIENT_SECRET = `oidc-${randomUUID()}`;
const METRICS_TOKEN = `metrics-${randomUUID()}`;

test("no secret shows in logs, answers, events, tables, backups or the browser's code, however much is logged", {
  timeout: 300_000,
}, async () => {
  const admin = await makeAdmin();
  const settings = {
    LOG_LEVEL: "trace",
    POLL_INTERVAL_SECONDS: "1",
    OIDC_ISSUER: sandbox().url, // answers, but is no provider: it has to be asked to be talked about
    OIDC_CLIENT_ID: "prilavok",
    OIDC_CLIENT_SECRET,
    METRICS_TOKEN,
    OUTGOING_ALLOW_PRIVATE: "1",
  };
  const web = await startWeb(settings);
  const workers = await startWorkers(settings);
  try {
    const heard: string[] = [];
    const api = await signIn(web.url, admin, (text) => heard.push(text));
    // The one answer that shows a token is the one that made it.
    const { body: made } = await openApi(web.url, api.headers).post("/api/api-tokens", { name: "trace" });
    const stream = await openEventStream(api);
    const signed = await connect(api, "v1", "signed");
    const pushed = await connect(api, "v3", "push");
    const wrongKey = `wrong-${randomUUID()}`;
    const rotated = `rotated-${randomUUID()}`;
    await misuse(api, { signed, wrongKey, admin });
    await rotateSecret(api, signed, rotated);
    for (const fault of TROUBLE) await sandbox().setFault(fault);
    for (const shop of [signed, pushed]) await converse(api, shop);
    await lookAround(api, made.token);
    await rejectKey(api, pushed);
    const people = [await makeOperator([signed.id]), await makeSupervisor()];
    const withFactor = await makeOperator([signed.id]);
    const handedOut = await makeSecrets(api, { person: withFactor, hookUrl: `${sandbox().url}/hook` });
    const archive = await readArchive();
    const ids = await listIds();
    const overhear = (text: string) => heard.push(text);
    const callers = [...(await Promise.all(people.map((one) => signIn(web.url, one, overhear)))), api];
    const swept = { routes: 0, calls: 0 };
    for (const caller of callers) {
      const { routes, calls } = await callEveryRoute(caller, { ids });
      Object.assign(swept, { routes, calls: swept.calls + calls });
    }
    await stream.close();

    const credentials = {
      "API key of v1": signed.account.api_key,
      "API key of v3": pushed.account.api_key,
      "refused API key": wrongKey,
      "generated webhook secret": signed.secret,
      "given webhook secret": rotated,
      "API token": made.token,
    };
    const secrets = {
      ...credentials,
      ...handedOut,
      ...Object.fromEntries(
        [admin, withFactor, ...people].map((one, at) => [`password ${at + 1}`, one.password]),
      ),
      ...Object.fromEntries(callers.map((one, at) => [`session token ${at + 1}`, sessionTokenOf(one)])),
      ENCRYPTION_KEYS: process.env.ENCRYPTION_KEYS ?? "",
      AUTH_SECRET: process.env.AUTH_SECRET ?? "",
      OIDC_CLIENT_SECRET,
      METRICS_TOKEN,
      "password of DATABASE_URL": decodeURIComponent(new URL(database.url).password),
    };
    expect(Object.entries(secrets).filter(([, secret]) => secret.length < 8)).toEqual([]);
    expect(heard.length).toBeGreaterThan(20);
    expect(web.output()).toContain('"request"');
    const result = searchFor(secrets, {
      "the web's log": web.output(),
      "the workers' log": workers.output(),
      answers: heard.join("\n"),
      "the event stream": stream.raw(),
      "the browser's code": await readBrowserCode(),
      ...archive,
    });
    expect(result.found).toEqual([]);
    // The search itself sees: what is planted in a disguise is found.
    const planted = Buffer.from(`key=${made.token};`).toString("base64");
    expect(searchFor(credentials, { planted }).found).toHaveLength(1);
    expect(searchFor(credentials, await dumpTables()).found).toEqual([]);
    console.log(
      `${result.secrets} secrets in ${result.forms} forms searched in ${result.bytes.toLocaleString("en-US")} bytes ` +
        `(${swept.calls} calls of ${swept.routes} routes, logs, events, a backup, the browser's code): 0 found`,
    );
  } finally {
    await web.kill("SIGKILL");
    await workers.kill("SIGKILL");
  }
});

interface Shop {
  readonly id: string;
  readonly account: Account;
  readonly webhookUrl: string;
  /** Empty for pushes, which have none. */
  readonly secret: string;
}

async function connect(api: Api, dialect: "v1" | "v3", mode: "signed" | "push"): Promise<Shop> {
  const account = await makeAccount(sandbox(), { dialect });
  const given = { name: account.name, marketplace: "ozon", client_id: account.client_id };
  // Beside `heard`: the answer that generates a secret is the one that may show it.
  const { status, text, body } = await openApi(api.baseUrl, api.headers).post("/api/sellers", {
    ...given,
    api_key: account.api_key,
    webhook_mode: mode,
  });
  expect(status, text).toBe(201);
  expect(text).not.toContain(account.api_key);
  const { id, webhook_url: webhookUrl } = body.seller;
  await sandbox().setWebhook(account.client_id, { url: webhookUrl, secret: body.webhook_secret });
  return { id, account, webhookUrl, secret: body.webhook_secret ?? "" };
}

/** Calls that are refused, each with a secret in it. */
async function misuse(
  api: Api,
  given: { signed: Shop; wrongKey: string; admin: { email: string; password: string } },
): Promise<void> {
  const { signed, wrongKey, admin } = given;
  const seller = { name: "Чужой", marketplace: "ozon", client_id: signed.account.client_id };
  await untilJudged(409, () => api.post("/api/sellers", { ...seller, api_key: signed.account.api_key }));
  await untilJudged(422, () => api.post("/api/sellers", { ...seller, api_key: wrongKey }));
  await untilJudged(422, () => api.patch(`/api/sellers/${signed.id}`, { api_key: wrongKey }));
  await api.patch(`/api/sellers/${signed.id}`, { api_key: { of: wrongKey } });
  await api.post("/api/sellers", { ...seller, api_key: wrongKey, unknown_field: wrongKey });
  const signInAnswer = await api.post("/api/auth/sign-in/email", {
    ...admin,
    password: `${admin.password}!`,
  });
  expect(signInAnswer.status).toBe(401);
  await api.post("/api/set-up", { name: "Ещё", email: admin.email, password: admin.password });
  const forged = await api.post(
    new URL(signed.webhookUrl).pathname,
    {},
    { headers: { "x-ozon-signature": signed.secret } },
  );
  expect(forged.status).toBe(403);
}

/** A key is tried under a budget of its own, beside the shop's polls: the marketplace may say to come back later. */
async function untilJudged(status: number, ask: () => Promise<Answer>): Promise<void> {
  const judged = await waitFor(
    "the key to be tried",
    async () => {
      const answer = await ask();
      return answer.status === 503 ? null : answer;
    },
    { deadlineMs: 60_000 },
  );
  expect(judged.status, judged.text).toBe(status);
}

async function rotateSecret(api: Api, shop: Shop, secret: string): Promise<void> {
  const changed = await api.patch(`/api/sellers/${shop.id}`, { webhook_secret: secret });
  expect(changed.status, changed.text).toBe(200);
  await sandbox().setWebhook(shop.account.client_id, { url: shop.webhookUrl, secret });
}

/** A buyer writes, we answer, and the answer comes to an end. */
async function converse(api: Api, shop: Shop): Promise<void> {
  await sandbox().say({ client_id: shop.account.client_id, texts: ["Добрый день", "Вы тут?"] });
  const chat = await waitFor(
    "the buyer's chat",
    async () => {
      const { body } = await api.get(`/api/chats?seller_id=${shop.id}`);
      return body?.items?.[0]?.id as string | undefined; // the shape of a list of chats
    },
    { deadlineMs: 90_000 },
  );
  await api.post(`/api/chats/${chat}/messages`, { text: `Да, ${shop.account.name}` });
  await waitFor(
    "an answer's end",
    async () => {
      const { text } = await api.get(`/api/chats/${chat}/messages`);
      return !/"status":"(queued|sending)"/.test(text);
    },
    { deadlineMs: 90_000 },
  );
}

/** Everything that can be read, by a person and by a program. */
async function lookAround(api: Api, token: string): Promise<void> {
  const paths = [
    "me",
    "sellers",
    "users",
    "api-tokens",
    "chats?status=all",
    "chat-counts",
    "openapi.json",
    "metrics",
  ];
  for (const path of [...paths, "health/ready", "auth/get-session", "audit", "no-such-thing"])
    await api.get(`/api/${path}`);
  await openApi(api.baseUrl, { authorization: `Bearer ${token}` }).get("/api/me");
  // The provider is asked, and is none.
  await api.post("/api/auth/sign-in/oauth2", { providerId: "oidc", callbackURL: "/" });
  for (const page of ["/inbox", "/settings/sellers"]) await api.get(page);
}

/** The marketplace gives the account another key: ours is refused from now on. */
async function rejectKey(api: Api, shop: Shop): Promise<void> {
  await sandbox().changeAccount(shop.account.client_id, { api_key: randomUUID() });
  await waitFor(
    "the refusal to be known",
    async () => (await api.get(`/api/sellers/${shop.id}`)).body.seller.status === "credentials_rejected",
    { deadlineMs: 60_000 },
  );
}

function sessionTokenOf(api: Api): string {
  return /session_token=([^.;]+)/.exec(decodeURIComponent(api.headers.cookie ?? ""))?.[1] ?? "";
}

/** Things that are there, for routes that take an id: one of each kind. */
async function listIds(): Promise<string[]> {
  const rows = await database.query<{ id: string }>(
    ["sellers", "chats", "messages", "users", "outgoing_webhooks", "invitations"]
      .map((table) => `(SELECT id::text FROM ${table} LIMIT 1)`)
      .join(" UNION ALL "),
  );
  return rows.map(({ id }) => id);
}

/** Every entry of a backup of this database, unpacked. */
async function readArchive(): Promise<Record<string, string>> {
  const folder = await mkdtemp(path.join(tmpdir(), "prilavok-secrets-"));
  try {
    const file = path.join(folder, "desk.zip");
    await writeArchive({
      databaseUrl: database.url,
      file,
      encryptionKeys: process.env.ENCRYPTION_KEYS ?? "",
      authSecret: process.env.AUTH_SECRET ?? "",
      productVersion: "test",
      say: () => undefined,
    });
    const entries = await unpack(file);
    expect(entries.get("tables/credentials.copy")?.length).toBeGreaterThan(100);
    return Object.fromEntries(
      [...entries].map(([name, content]) => [`the backup's ${name}`, content.toString()]),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readBrowserCode(): Promise<string> {
  const folder = path.join(REPOSITORY, ".next/static");
  const names = await readdir(folder, { recursive: true });
  const files = names.filter((name) => /\.(js|css|json|map)$/.test(name));
  expect(files.length).toBeGreaterThan(5);
  return (await Promise.all(files.map((name) => readFile(path.join(folder, name), "utf8")))).join("\n");
}

/** Every table of every schema of ours, as text. */
async function dumpTables(): Promise<Record<string, string>> {
  const tables = await database.query<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
      WHERE table_schema IN ('public', 'bullmq') AND table_type = 'BASE TABLE'`,
  );
  const dump: Record<string, string> = {};
  for (const { name } of tables) {
    const rows = await database.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
    dump[name] = rows.map(({ row }) => row).join("\n");
  }
  expect(Object.keys(dump).length).toBeGreaterThan(10);
  return dump;
}
