import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { Refusal } from "./refusal";

/** Anything fixed, shared with scripts/migrate.mjs: nobody migrates a database that is being restored. */
const MIGRATION_LOCK = "7311020613";

const END_WITHIN_MS = 2_000;

/** So that one row gives the same text whoever owns the server, and long work is not cut short. */
const SESSION = `
  SET client_encoding = 'UTF8'; SET timezone = 'UTC'; SET datestyle = 'ISO, YMD'; SET intervalstyle = 'postgres';
  SET extra_float_digits = 1; SET bytea_output = 'hex'; SET standard_conforming_strings = on;
  SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0;
  SET search_path = public`;

/** Opens a connection on which COPY means the same everywhere; ends it afterwards, whatever happens. */
export async function withConnection<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined); // the query that meets the loss reports it
  try {
    await client.connect();
  } catch (error) {
    throw new Refusal(`The database cannot be reached (${reasonOf(error)}).`, { cause: error });
  }
  try {
    await client.query(SESSION);
    return await work(client);
  } finally {
    // A COPY that nobody reads any more keeps the connection from ending in order.
    await Promise.race([client.end().catch(() => undefined), wait(END_WITHIN_MS, undefined, { ref: false })]);
  }
}

/** Holds off whoever would migrate meanwhile; given back with the connection. */
export async function lockMigrations(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ taken: boolean }>("SELECT pg_try_advisory_lock($1) AS taken", [
    MIGRATION_LOCK,
  ]);
  if (rows[0]?.taken !== true)
    throw new Refusal("The database is in use: something is just migrating or restoring it.");
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (
    (message || (error instanceof Error && "code" in error ? String(error.code) : "no answer")).split(
      "\n",
    )[0] ?? ""
  );
}
