import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkKeys, sealSecret } from "@/lib/sellers/credentials";
import { ensureBuild } from "../../scripts/build.mjs";
import { REPOSITORY } from "../../scripts/launcher/repository.mjs";
import { migrate } from "../../scripts/migrate.mjs";
import type { Manifest } from "../../scripts/tasks/archive/manifest";
import { Refusal } from "../../scripts/tasks/archive/refusal";
import { restoreArchive } from "../../scripts/tasks/archive/restore-archive";
import { writeArchive } from "../../scripts/tasks/archive/write-archive";
import { signIn } from "../support/api";
import { newEncryptionKey, ownDatabase } from "../support/database";
import { type ConnectedSeller, makeConnectedSeller, makeOperator, type Person } from "../support/factories";
import { startWeb, startWorkers } from "../support/processes";
import { ownSandbox } from "../support/sandbox";
import { waitFor } from "../support/wait-for";
import { cutOff, ownMigrations, unpack, withFlippedBit, withManifest } from "./backup/archive-tools";
import { addAwkwardRows, BEYOND_DOUBLES, startWriter } from "./backup/rows";

const database = ownDatabase();
const sandbox = ownSandbox();
const quiet = () => undefined;
const PATIENCE_MS = 300_000;

let folder = "";
let archive = "";
let manifest: Manifest;
let seller: ConnectedSeller;
let operator: Person;
let chatId = "";
const targets: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "prilavok-backup-"));
  archive = path.join(folder, "desk.zip");
  await checkKeys(); // plants the canary, as a start does
  seller = await makeConnectedSeller({
    sandbox: sandbox(),
    dialect: "v3",
    before: (account) => sandbox().say({ client_id: account.client_id, texts: ["Добрый день", "Вы тут?"] }),
  });
  operator = await makeOperator([seller.id]);
  const [chat] = await database.query<{ id: string }>("SELECT id FROM chats LIMIT 1");
  chatId = chat?.id ?? "";
  await addAwkwardRows(database, { sellerId: seller.id, chatId, userId: operator.user.id });
  await database.query(
    `INSERT INTO outgoing_webhooks (name, url, secret, events, heard_from) VALUES ('CRM', 'https://crm.example.ru', $1, '{}', '999999999-1')`,
    [sealSecret("whsec_test")],
  );
  await database.query("SELECT seal_audit(1000)");
  manifest = await backUp(archive);
}, PATIENCE_MS);

afterAll(async () => {
  for (const name of targets) await database.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await rm(folder, { recursive: true, force: true });
});

async function backUp(file: string, url = database.url): Promise<Manifest> {
  return writeArchive({ databaseUrl: url, file, ...keys(), productVersion: "0.1.0", say: quiet });
}

function keys() {
  return { encryptionKeys: process.env.ENCRYPTION_KEYS ?? "", authSecret: process.env.AUTH_SECRET ?? "" };
}

/** A database of its own, empty, or holding `from`. */
async function makeTarget(from?: string): Promise<string> {
  const name = `restored_${targets.length}_${database.url.slice(-8)}`;
  targets.push(name);
  await database.query(`CREATE DATABASE ${name}`);
  const url = new URL(database.url);
  url.pathname = `/${name}`;
  if (from !== undefined) await restore(url.href, from);
  return url.href;
}

async function restore(url: string, file: string, more: Partial<Parameters<typeof restoreArchive>[0]> = {}) {
  const migrations = await ownMigrations();
  return restoreArchive({
    databaseUrl: url,
    file,
    ...keys(),
    migrations,
    isForced: false,
    say: quiet,
    ...more,
  });
}

async function ask<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Every table's checksum, but for those that a restore tells about this day. */
async function sumsOf(url: string): Promise<Record<string, string>> {
  const file = path.join(folder, `sums-${Math.random()}.zip`);
  const { tables } = await backUp(file, url);
  await rm(file);
  return Object.fromEntries(tables.map((table) => [table.name, table.sha256]));
}

const TOLD = ["audit_log", "outgoing_webhooks"];

function without(sums: Record<string, string>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(sums).filter(([name]) => !names.includes(name)));
}

test("everything comes back as it was, on an empty database", { timeout: PATIENCE_MS }, async () => {
  const url = await makeTarget(archive);
  const was = Object.fromEntries(manifest.tables.map((table) => [table.name, table.sha256]));
  expect(without(await sumsOf(url), TOLD)).toEqual(without(was, TOLD));
  expect(manifest.tables.find(({ name }) => name === "messages")?.rows).toBeGreaterThan(3);
  const [{ seq } = { seq: "" }] = await ask<{ seq: string }>(
    url,
    "SELECT max(seq)::text AS seq FROM messages",
  );
  expect(BigInt(seq)).toBeGreaterThan(BigInt(BEYOND_DOUBLES));
  const indexes =
    "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2";
  expect(await ask(url, indexes)).toEqual(await ask(database.url, indexes));
  const constraints = `SELECT conrelid::regclass::text AS of, conname, pg_get_constraintdef(oid) AS definition, convalidated
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2`;
  expect(await ask(url, constraints)).toEqual(await ask(database.url, constraints));
  const triggers = "SELECT tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1";
  expect(await ask(url, triggers)).toEqual(await ask(database.url, triggers));
});

test("what belonged to another moment is left behind", { timeout: PATIENCE_MS }, async () => {
  await database.query(
    "INSERT INTO sessions (id, expires_at, token, user_id) VALUES ('s', now() + interval '1 day', 'session-token-in-plain', $1)",
    [operator.user.id],
  );
  await database.query(
    `INSERT INTO messages (chat_id, seller_id, client_id, direction, author_type, text, status, created_at)
     VALUES ($1, $2, 'c-1', 'outbound', 'operator', 'Уже ушло', 'queued', now())`,
    [chatId, seller.id],
  );
  await database.query(
    `INSERT INTO broadcasts (seller_id, name, variants, rate_limit, status)
     VALUES ($1, 'Шла', '[{"key":"A","template":"Здравствуйте!","share":100}]', 10, 'running')`,
    [seller.id],
  );
  const file = path.join(folder, "moment.zip");
  await backUp(file);
  await database.query("DELETE FROM messages WHERE client_id = 'c-1'");
  const url = await makeTarget(file);
  const [found] = await ask<Record<string, unknown>>(
    url,
    `SELECT (SELECT count(*)::int FROM sessions) AS sessions, (SELECT count(*)::int FROM events) AS events,
            (SELECT status FROM messages WHERE client_id = 'c-1') AS status,
            (SELECT claimed_at IS NOT NULL AND due_at <= now() FROM messages WHERE client_id = 'c-1') AS is_asked_about,
            (SELECT split_part(heard_from, '-', 1)::xid8 <= pg_snapshot_xmax(pg_current_snapshot()) FROM outgoing_webhooks) AS is_of_this_cluster,
            (SELECT status FROM broadcasts WHERE name = 'Шла') AS broadcast,
            (SELECT count(*)::int FROM audit_log WHERE action = 'backup.restored') AS told`,
  );
  // Sent again it would reach the buyer twice: the marketplace's history is asked first.
  expect(found).toEqual({
    sessions: 0,
    events: 0,
    status: "sending",
    is_asked_about: true,
    is_of_this_cluster: true,
    broadcast: "paused",
    told: 1,
  });
  const archived = [...(await unpack(file)).values()].map(String).join("\n");
  expect(archived).not.toContain("session-token-in-plain");
});

test("a backup while others write is of one moment", { timeout: PATIENCE_MS }, async () => {
  const writer = await startWriter(database, { sellerId: seller.id, chatId });
  for (const round of [1, 2, 3]) {
    const file = path.join(folder, `writing-${round}.zip`);
    await backUp(file);
    const url = await makeTarget(file);
    const [sums] = await ask<{ counted: number; there: number }>(
      url,
      `SELECT (SELECT unread_count FROM chats WHERE id = '${chatId}') AS counted,
              (SELECT count(*)::int FROM messages WHERE external_id LIKE 'written-%') AS there`,
    );
    expect(sums?.counted).toBe(sums?.there);
    expect(sums?.there).toBeGreaterThan(0);
  }
  expect(await writer.stop()).toBeGreaterThan(3);
});

test("the product starts on what was restored", { timeout: PATIENCE_MS }, async () => {
  const url = await makeTarget(archive);
  await migrate(url);
  const settings = { DATABASE_URL: url, POLL_INTERVAL_SECONDS: "1" };
  const web = await startWeb(settings);
  const workers = await startWorkers(settings);
  try {
    const api = await signIn(web.url, operator);
    const { text } = await api.get(`/api/chats/${chatId}/messages`);
    expect(text).toContain("Ёлки-палки");
    const made = await api.post(`/api/chats/${chatId}/messages`, { text: "Мы снова здесь" });
    expect(made.status, made.text).toBe(202);
    await waitFor(
      "the reply to reach the marketplace",
      async () => (await seller.sentTexts()).includes("Мы снова здесь"),
      { deadlineMs: 60_000 },
    );
  } finally {
    await web.kill();
    await workers.kill();
  }
});

test("what is no whole archive of ours is refused in one sentence, and nothing is touched", {
  timeout: PATIENCE_MS,
}, async () => {
  const url = await makeTarget(archive);
  const before = await sumsOf(url);
  const at = (name: string) => path.join(folder, name);
  await writeFile(at("letter.zip"), "Дорогая бабушка");
  await cutOff(archive, at("cut.zip"), 0.6);
  await cutOff(archive, at("cut-a-little.zip"), 0.9999);
  await withFlippedBit(archive, at("flipped.zip"), "tables/messages.copy");
  await withFlippedBit(archive, at("flipped-manifest.zip"), "manifest.json");
  await withManifest(archive, at("format.zip"), (it) =>
    Object.assign(it, { format: 7, product_version: "9.9.9" }),
  );
  await withManifest(archive, at("newer.zip"), (it) =>
    it.migrations.push({ name: "29991231235959_more", checksum: "0" }),
  );
  await withManifest(archive, at("other.zip"), (it) => Object.assign(it.migrations[0], { checksum: "0" }));
  await withManifest(archive, at("uneven.zip"), (it) =>
    Object.assign(it.tables[0], { sha256: "0".repeat(64) }),
  );
  const refusals: Array<[string, RegExp]> = [
    ["nowhere.zip", /There is no file/],
    ["letter.zip", /is no backup of Prilavok/],
    ["cut.zip", /damaged or was cut off/],
    ["cut-a-little.zip", /damaged or was cut off/],
    ["flipped.zip", /is damaged \(messages/],
    ["flipped-manifest.zip", /is damaged \(manifest/],
    ["format.zip", /format 7, made by Prilavok 9\.9\.9/],
    ["newer.zip", /made by a newer Prilavok/],
    ["other.zip", /is not one of this version/],
    ["uneven.zip", /is damaged/],
  ];
  for (const [file, sentence] of refusals) {
    const refused = await restore(url, at(file), { isForced: true }).catch((error: unknown) => error);
    expect(refused, file).toBeInstanceOf(Refusal);
    expect(String(refused)).toMatch(sentence);
    expect(String(refused)).toMatch(/^[^\n]+\.$/);
  }
  const wrongKeys = restore(url, archive, { isForced: true, encryptionKeys: newEncryptionKey() });
  await expect(wrongKeys).rejects.toThrow(/encrypted under another key/);
  await expect(restore(url, archive)).rejects.toThrow(/not empty \(sellers 1, chats 1, .*--force/);
  const other = new pg.Client({ connectionString: url });
  await other.connect();
  await expect(restore(url, archive, { isForced: true })).rejects.toThrow(/in use \(1 other/);
  await other.end();
  expect(await sumsOf(url)).toEqual(before);
});

test("a restore that breaks off leaves what was there, by an error as by a kill", {
  timeout: PATIENCE_MS,
}, async () => {
  const newer = path.join(folder, "newer-desk.zip");
  await database.query("UPDATE users SET name = 'Переименована' WHERE id = $1", [operator.user.id]);
  const after = await backUp(newer);
  const newSums = Object.fromEntries(after.tables.map((table) => [table.name, table.sha256]));
  const url = await makeTarget(archive);
  const oldSums = await sumsOf(url);
  const breakOff = (line: string) => {
    if (line.startsWith("Comparing")) throw new Error("the lights went out");
  };
  await expect(restore(url, newer, { isForced: true, say: breakOff })).rejects.toThrow("the lights went out");
  expect(await sumsOf(url)).toEqual(oldSums);

  await ensureBuild(["bundles"]);
  for (const line of ["Checking", "users", "indexes", "Comparing"]) {
    await killAt(line, url, newer);
    const sums = await waitFor("the server to end what was killed", async () => {
      const [{ n } = { n: 1 }] = await ask<{ n: number }>(
        url,
        `SELECT count(*)::int AS n FROM pg_stat_activity
          WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`,
      );
      return n === 0 ? await sumsOf(url) : null;
    });
    const isOld = JSON.stringify(sums) === JSON.stringify(oldSums);
    const isNew = JSON.stringify(without(sums, TOLD)) === JSON.stringify(without(newSums, TOLD));
    expect({ line, isWhole: isOld || isNew }).toEqual({ line, isWhole: true });
  }
});

/** Runs the built task as the command does, and kills it when it says this. */
async function killAt(line: string, url: string, file: string): Promise<void> {
  const args = [".build/restore.mjs", "restore", file, path.join(REPOSITORY, "prisma/migrations"), "--force"];
  const child = spawn(process.execPath, args, {
    cwd: REPOSITORY,
    env: { ...process.env, DATABASE_URL: url },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
    if (said.includes(line)) child.kill("SIGKILL");
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  await once(child, "close");
  expect(said).toContain(line);
}
