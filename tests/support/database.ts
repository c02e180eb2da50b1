import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, inject } from "vitest";
import { stopDb } from "@/lib/db/client";
import { stopRedis } from "@/lib/queue/connection";
import { stopQueues } from "@/lib/queue/enqueue";
import { stopRelay } from "@/lib/realtime/relay";

/** Fernet wants 32 bytes, URL-safe with its padding. */
export function newEncryptionKey(): string {
  return `${randomBytes(32).toString("base64url")}=`;
}

/** A test file's own database. Usable inside tests and hooks. */
export interface TestDatabase {
  readonly url: string;
  /** Runs SQL beside the product, on a connection of its own; answers the rows. */
  query<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>;
  /** One more connection, for tests that hold a transaction open. The caller ends it. */
  connect(): Promise<pg.Client>;
}

/**
 * Gives the test file a fresh, migrated database and the settings that code under test reads. Everything it opened in
 * this process is closed afterwards, and the database dropped. Call it at the top of the file.
 */
export function ownDatabase(): TestDatabase {
  const name = `test_${randomBytes(8).toString("hex")}`;
  let pool: pg.Pool | null = null;
  let url = "";
  beforeAll(async () => {
    url = await cloneTemplate(name);
    setDefaults(url);
    pool = new pg.Pool({ connectionString: url, max: 2 });
    pool.on("error", () => undefined); // dropping the database ends idle connections
  });
  afterAll(async () => {
    await Promise.all([stopQueues(), stopRelay()]);
    stopRedis();
    await stopDb();
    await pool?.end();
    // Not by force: a connection that is just being closed would end this process with an error nobody hears. One that
    // stays open keeps the database until the cluster is thrown away.
    await administrate(`drop database if exists ${name}`).catch(() => undefined);
  });
  return {
    get url() {
      return url;
    },
    async query<Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []) {
      if (pool === null) throw new Error("the database is there from beforeAll on");
      return (await pool.query<Row>(sql, values)).rows;
    },
    async connect() {
      const client = new pg.Client({ connectionString: url });
      client.on("error", () => undefined);
      await client.connect();
      return client;
    },
  };
}

/** Clones take turns: Postgres refuses a template that is being copied. */
async function cloneTemplate(name: string): Promise<string> {
  await administrate(`create database ${name} template ${inject("templateDatabase")}`);
  const url = new URL(inject("clusterUrl"));
  url.pathname = `/${name}`;
  return url.href;
}

/** Any fixed number: test files take turns on it. */
const CLONE_LOCK = 4_711;

async function administrate(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject("clusterUrl") });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [CLONE_LOCK]);
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function setDefaults(databaseUrl: string): void {
  delete process.env.REDIS_URL;
  Object.assign(process.env, {
    DATABASE_URL: databaseUrl,
    DATABASE_POOL_SIZE: "8",
    ENCRYPTION_KEYS: newEncryptionKey(),
    AUTH_SECRET: randomBytes(32).toString("base64url"),
    APP_URL: "http://127.0.0.1:3000",
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? "fatal",
  });
}
