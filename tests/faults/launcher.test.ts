import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findFreePort } from "../../scripts/launcher/ports.mjs";
import { isAlive } from "../../scripts/launcher/process-table.mjs";
import { type Api, openApi, signIn } from "../support/api";
import { newEncryptionKey } from "../support/database";
import { makeAccount } from "../support/factories";
import { ownSandbox } from "../support/sandbox";
import { waitFor } from "../support/wait-for";
import { childrenOf, postgresOf, type Start, startProduct, startRefused } from "./launcher/start";

/** One data directory for the file: each test finds what the one before it left, as a server would. */
const sandbox = ownSandbox();
const ADMIN = { name: "Анна", email: "anna@example.ru", password: `anna-${randomUUID()}` };
const PATIENCE_MS = 420_000;
let dataDir = "";
let port = 0;
let running: Start | null = null;
let clientId = "";

const settings = () => ({ dataDir, port, more: { OZON_API_URL: sandbox().url } });

async function start(): Promise<Start> {
  running = await startProduct(settings());
  return running;
}

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "prilavok-launcher-"));
  port = await findFreePort();
  const { url } = await start();
  const made = await openApi(url).post("/api/set-up", ADMIN);
  expect(made.status, made.text).toBe(201);
  const account = await makeAccount(sandbox(), { dialect: "v3" });
  clientId = account.client_id;
  const api = await signIn(url, ADMIN);
  const given = { name: "Лавка", marketplace: "ozon", client_id: clientId, api_key: account.api_key };
  const added = await api.post("/api/sellers", given);
  expect(added.status, added.text).toBe(201);
  await hear(api, "Первое слово");
}, PATIENCE_MS);

afterAll(async () => {
  await running?.stop();
  await rm(dataDir, { recursive: true, force: true });
}, PATIENCE_MS);

/** A buyer writes in a chat of its own; resolves when the product shows it. Answers our id of the chat. */
async function hear(api: Api, text: string): Promise<string> {
  await sandbox().say({ client_id: clientId, texts: [text] });
  return waitFor(
    `"${text}" to be stored`,
    async () => {
      const { body } = await api.get("/api/chats");
      return body.items.find((chat: { last_message_preview: string }) => chat.last_message_preview === text)
        ?.id;
    },
    { deadlineMs: 60_000 },
  );
}

async function listPreviews(api: Api): Promise<string[]> {
  const { body } = await api.get("/api/chats");
  return body.items.map((chat: { last_message_preview: string }) => chat.last_message_preview);
}

/** One sentence, for a person: one line, no stack. */
function expectOneSentence({ code, complaint }: { code: number | null; complaint: string }): void {
  expect(complaint.trim()).toMatch(/^[^\n]+\.$/);
  expect(code).toBe(1);
}

test.each([
  { left: "embedded Postgres left running", isPostgresKilled: false },
  { left: "Postgres killed with the rest", isPostgresKilled: true },
])(
  "after kill -9 of everything at once ($left), the next start has all data",
  {
    timeout: PATIENCE_MS,
  },
  async ({ left, isPostgresKilled }) => {
    const before = running ?? (await start());
    const api = await signIn(before.url, ADMIN);
    const chatId = await hear(api, `Перед бедой: ${left}`);
    const reply = await api.post(`/api/chats/${chatId}/messages`, { text: `Ответ: ${left}` });
    expect(reply.status, reply.text).toBe(202);
    const postgres = await postgresOf(dataDir);
    const programs = childrenOf(before.pid).filter((pid) => pid !== postgres);
    const doomed = [before.pid, ...programs, ...(isPostgresKilled ? [postgres] : [])];
    running = null;
    expect(doomed.length).toBeGreaterThanOrEqual(3);
    for (const pid of doomed) process.kill(pid, "SIGKILL");
    await waitFor("all to be dead", () => doomed.every((pid) => !isAlive(pid)));
    expect(isAlive(postgres)).toBe(!isPostgresKilled);

    const after = await start();
    const again = await signIn(after.url, ADMIN);
    expect(await listPreviews(again)).toContain("Первое слово");
    await hear(again, `После: ${left}`);
    const status = await waitFor(
      "the reply to have an end",
      async () => {
        const { body } = await again.get(`/api/chats/${chatId}/messages`);
        const ours = body.items.find((message: { text: string }) => message.text === `Ответ: ${left}`);
        return /^(sent|unconfirmed)$/.test(ours.status) ? ours.status : null;
      },
      { deadlineMs: 150_000 },
    );
    const arrived = await sandbox().listMessages(clientId, { direction: "outbound" });
    const times = arrived.filter((message) => message.text === `Ответ: ${left}`).length;
    // Cut off between its claim and its leaving, nobody can know; then a person is asked.
    expect(status === "sent" ? times : Math.max(times, 1)).toBe(1);
  },
);

test("a second start on the same data says so, and the first goes on", { timeout: PATIENCE_MS }, async () => {
  const first = running ?? (await start());
  const refused = await startRefused({ ...settings(), port: await findFreePort() });
  expectOneSentence(refused);
  expect(refused.complaint).toContain(String(first.pid));
  expect((await openApi(first.url).get("/api/health/ready")).status).toBe(200);
});

test("a taken port is named, and nothing is begun", { timeout: PATIENCE_MS }, async () => {
  const other = createServer();
  const taken = await findFreePort();
  await new Promise<void>((resolve) => other.listen(taken, "127.0.0.1", resolve));
  const elsewhere = await mkdtemp(path.join(tmpdir(), "prilavok-launcher-port-"));
  try {
    const refused = await startRefused({ ...settings(), dataDir: elsewhere, port: taken });
    expectOneSentence(refused);
    expect(refused.complaint).toContain(String(taken));
    expect(existsSync(path.join(elsewhere, "postgres"))).toBe(false);
  } finally {
    await new Promise((resolve) => other.close(resolve));
    await rm(elsewhere, { recursive: true, force: true });
  }
});

test("a damaged key file is named and left as it is; put back, all is there", {
  timeout: PATIENCE_MS,
}, async () => {
  await running?.stop();
  const file = path.join(dataDir, "secrets.json");
  const whole = await readFile(file, "utf8");
  const damaged = whole.slice(0, whole.length / 2);
  await writeFile(file, damaged);
  const refused = await startRefused(settings());
  expectOneSentence(refused);
  expect(refused.complaint).toContain(file);
  expect(await readFile(file, "utf8")).toBe(damaged);
  await writeFile(file, whole);
  expect(await listPreviews(await signIn((await start()).url, ADMIN))).toContain("Первое слово");
});

test("wrong ENCRYPTION_KEYS are refused, and do no harm", { timeout: PATIENCE_MS }, async () => {
  await running?.stop();
  const wrong = newEncryptionKey();
  const refused = await startRefused({ ...settings(), more: { ...settings().more, ENCRYPTION_KEYS: wrong } });
  expectOneSentence(refused);
  expect(refused.complaint).toContain("ENCRYPTION_KEYS");
  expect(refused.complaint).not.toContain(wrong);
  const api = await signIn((await start()).url, ADMIN);
  await hear(api, "Ключи на месте");
});
