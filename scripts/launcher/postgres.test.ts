import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startEmbeddedPostgres } from "./postgres.mjs";
import { isAlive } from "./process-table.mjs";

const PATIENCE_MS = 60_000;
const password = "of this test";
let dataDir = "";
let running: Awaited<ReturnType<typeof startEmbeddedPostgres>>[] = [];

/** Durable, unlike other test clusters: these tests kill it. */
async function start() {
  const server = await startEmbeddedPostgres({ dataDir, password });
  running.push(server);
  return server;
}

async function query(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined); // a killed server ends it
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "prilavok-postgres-"));
  running = [];
});
afterEach(async () => {
  for (const server of running) await server.stop();
  await rm(dataDir, { recursive: true });
}, PATIENCE_MS);

test("names sort the Russian way, and search knows Russian word forms", {
  timeout: PATIENCE_MS,
}, async () => {
  const { url } = await start();
  const sorted =
    "select string_agg(name, ' ' order by name) as names from (values ('жук'), ('Ёж'), ('Елена')) v(name)";
  expect(await query(url, sorted)).toEqual([{ names: "Ёж Елена жук" }]);
  const found =
    "select to_tsvector('russian', 'Быстрые покупатели') @@ to_tsquery('russian', 'покупателю') as found";
  expect(await query(url, found)).toEqual([{ found: true }]);
});

test("a server that was left running is taken over", { timeout: PATIENCE_MS }, async () => {
  const first = await start();
  const second = await start();
  expect(second).toMatchObject({ pid: first.pid, url: first.url, adopted: true });
});

test("what was committed before a kill -9 is there after it, on the same port", {
  timeout: PATIENCE_MS,
}, async () => {
  const first = await start();
  await query(first.url, "create table kept as select 1 as value");
  process.kill(first.pid, "SIGKILL");
  await expect.poll(() => isAlive(first.pid)).toBe(false);
  const second = await start();
  expect(second).toMatchObject({ url: first.url, adopted: false });
  expect(await query(second.url, "select value from kept")).toEqual([{ value: 1 }]);
});

test("a note of a dead server whose number another process has is no obstacle", {
  timeout: PATIENCE_MS,
}, async () => {
  const first = await start();
  const note = path.join(dataDir, "postgres/postmaster.pid");
  const text = await readFile(note, "utf8");
  await first.stop();
  await writeFile(note, text.replace(/^\d+/, String(process.pid)));
  expect(await start()).toMatchObject({ adopted: false });
});

test("a first start that was cut off is begun anew", { timeout: PATIENCE_MS }, async () => {
  await mkdir(path.join(dataDir, "postgres.new"));
  await writeFile(path.join(dataDir, "postgres.new/PG_VERSION"), "18");
  const { url } = await start();
  expect(await query(url, "select 1 as one")).toEqual([{ one: 1 }]);
});

test("another password is refused and nothing is changed", { timeout: PATIENCE_MS }, async () => {
  const { url } = await start();
  await expect(startEmbeddedPostgres({ dataDir, password: "another" })).rejects.toThrow("secrets.json");
  expect(await query(url, "select 1 as one")).toEqual([{ one: 1 }]);
});
