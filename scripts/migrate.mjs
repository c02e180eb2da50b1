import path from "node:path";
import { fileURLToPath } from "node:url";
import { LaunchError, reasonOf } from "./launcher/launch-error.mjs";
import { NO_FILTERS, PRISMA_FOLDER, readMigrations } from "./launcher/migration-files.mjs";
import { openSchemaEngine } from "./launcher/schema-engine.mjs";

const OLDEST_POSTGRES = 15;
// Any fixed number: two starts on one database wait for each other on it.
const MIGRATION_LOCK = "7311020613";

/**
 * Brings a database up to the migrations in `prisma/migrations`, as `prisma migrate deploy` would (the same
 * `_prisma_migrations` table), and BullMQ's tables (schema `bullmq`) when jobs run on Postgres. Two at once
 * take turns. Throws LaunchError with one sentence.
 * @param {string} databaseUrl
 * @param {{ migrations?: string, withQueue?: boolean }} [options]
 * @returns {Promise<{ applied: string[] }>} names of the migrations that were missing
 */
export async function migrate(databaseUrl, options = {}) {
  const { migrations = path.join(PRISMA_FOLDER, "migrations"), withQueue = true } = options;
  const client = await connect(databaseUrl);
  try {
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    const applied = await applyMigrations(databaseUrl, migrations);
    if (withQueue) {
      const { runMigrations } = await import("bullmq");
      await runMigrations(client);
    }
    return { applied };
  } finally {
    await client.end(); // gives the lock back
  }
}

/** @param {string} databaseUrl */
async function connect(databaseUrl) {
  const { default: pg } = await import("pg");
  const place = describePlace(databaseUrl);
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (error) {
    throw new LaunchError(`The database at ${place} cannot be reached: ${reasonOf(error)}.`, {
      cause: error,
    });
  }
  const { rows } = await client.query("show server_version_num");
  const version = Math.floor(Number(rows[0].server_version_num) / 10_000);
  if (version >= OLDEST_POSTGRES) return client;
  await client.end();
  throw new LaunchError(
    `The database at ${place} is Postgres ${version}; it has to be ${OLDEST_POSTGRES} or newer.`,
  );
}

/**
 * Where a database is, without user and password.
 * @param {string} databaseUrl
 */
export function describePlace(databaseUrl) {
  const url = URL.canParse(databaseUrl) ? new URL(databaseUrl) : null;
  if (url === null || !/^postgres(ql)?:$/.test(url.protocol)) {
    throw new LaunchError("DATABASE_URL has to look like postgresql://user:password@host:5432/database.");
  }
  return `${url.host}${url.pathname}`;
}

/** @param {string} databaseUrl @param {string} folder */
async function applyMigrations(databaseUrl, folder) {
  const { engine, close } = await openSchemaEngine(databaseUrl);
  try {
    const migrationsList = await readMigrations(folder);
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: NO_FILTERS });
    return appliedMigrationNames;
  } catch (error) {
    const reason = reasonOf(error).split(/\n\s+0: /)[0]; // what follows is the engine's own call stack
    throw new LaunchError(`The database could not be migrated: ${reason}`, { cause: error });
  } finally {
    await close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const databaseUrl = process.env.DATABASE_URL;
  if (databaseUrl === undefined) throw new LaunchError("Set DATABASE_URL to the database to migrate.");
  const { applied } = await migrate(databaseUrl, { withQueue: process.env.REDIS_URL === undefined });
  console.log(applied.length === 0 ? "Nothing to migrate." : `Applied: ${applied.join(", ")}`);
}
