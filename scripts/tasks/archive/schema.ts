import { createHash } from "node:crypto";
import pg from "pg";
import type { Manifest } from "./manifest";
import { Refusal } from "./refusal";
import { notOfExtension } from "./tables";

/** A migration of this version: its folder's name and its file. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
}

/**
 * The migrations that lead to the archive's schema, in order. Throws `Refusal` when the archive was made by a newer
 * version, or by one that went another way.
 */
export function migrationsOf(manifest: Manifest, known: readonly Migration[]): Migration[] {
  return manifest.migrations.map(({ name, checksum }, place) => {
    const migration = known[place];
    if (migration?.name === name && checksumOf(migration.sql) === checksum) return migration;
    const isNewer = known.every((one) => one.name < name) || place >= known.length;
    throw new Refusal(
      isNewer
        ? `The backup was made by a newer Prilavok (${manifest.product_version}, with the migration ${name}): update this one first.`
        : `The backup's migration ${name} is not one of this version: restore it with Prilavok ${manifest.product_version}, which made it.`,
    );
  });
}

/** As the migrations' own table notes it. */
function checksumOf(sql: string): string {
  return createHash("sha256").update(sql).digest("hex");
}

/** Where the engine notes what it applied; its rows come with the archive. */
const MIGRATIONS_TABLE = `
  CREATE TABLE _prisma_migrations (
    id VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum VARCHAR(64) NOT NULL,
    finished_at TIMESTAMPTZ,
    migration_name VARCHAR(255) NOT NULL,
    logs TEXT,
    rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0)`;

/** Makes the schema anew, empty of rows, within the caller's transaction. */
export async function makeSchema(client: pg.Client, migrations: readonly Migration[]): Promise<void> {
  await dropEverything(client);
  await client.query(MIGRATIONS_TABLE);
  for (const { sql } of migrations) await client.query(sql);
  await client.query("SET LOCAL search_path = public");
}

/** Every kind of thing that our migrations make in the schema, and the jobs: nudges about things that may be gone. */
async function dropEverything(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ statement: string }>(`
    SELECT format('DROP %s IF EXISTS public.%I CASCADE',
                  CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
                               ELSE 'TABLE' END, relname) AS statement
      FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')
       AND ${notOfExtension("pg_class", "pg_class.oid")}
    UNION ALL
    SELECT format('DROP ROUTINE IF EXISTS public.%I(%s) CASCADE', proname, pg_get_function_identity_arguments(oid))
      FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND ${notOfExtension("pg_proc", "pg_proc.oid")}
    UNION ALL
    SELECT format('DROP TYPE IF EXISTS public.%I CASCADE', typname)
      FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typtype IN ('e', 'd', 'r')
       AND ${notOfExtension("pg_type", "pg_type.oid")}
    UNION ALL
    SELECT format('DROP TEXT SEARCH CONFIGURATION IF EXISTS public.%I CASCADE', cfgname) FROM pg_ts_config
     WHERE cfgnamespace = 'public'::regnamespace AND ${notOfExtension("pg_ts_config", "pg_ts_config.oid")}
    UNION ALL
    SELECT format('DROP TEXT SEARCH DICTIONARY IF EXISTS public.%I CASCADE', dictname) FROM pg_ts_dict
     WHERE dictnamespace = 'public'::regnamespace AND ${notOfExtension("pg_ts_dict", "pg_ts_dict.oid")}`);
  for (const { statement } of rows) await client.query(statement);
  await client.query("DROP SCHEMA IF EXISTS bullmq CASCADE");
}

/** Takes indexes, keys and triggers away; answers the statements that bring them back, in their order. */
export async function takeAwayIndexes(client: pg.Client, tables: readonly string[]): Promise<string[]> {
  const names = tables.map((table) => `public.${pg.escapeIdentifier(table)}`);
  const { rows: constraints } = await client.query<{ drop: string; add: string }>(
    `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drop,
            format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS add
       FROM pg_constraint WHERE conrelid = ANY ($1::regclass[]) AND contype IN ('f', 'u', 'p')
      ORDER BY contype = 'f' DESC, conname`,
    [names],
  );
  for (const { drop } of constraints) await client.query(drop);
  // What is left beside them are plain indexes.
  const { rows: indexes } = await client.query<{ drop: string; add: string }>(
    `SELECT format('DROP INDEX %s', indexrelid::regclass) AS drop, pg_get_indexdef(indexrelid) AS add
       FROM pg_index WHERE indrelid = ANY ($1::regclass[])`,
    [names],
  );
  for (const { drop } of indexes) await client.query(drop);
  // Foreign keys last: each checks all rows at once, and needs the other side's key for it.
  return [
    ...constraints.filter(({ add }) => !isForeign(add)),
    ...indexes,
    ...constraints.filter(({ add }) => isForeign(add)),
  ].map(({ add }) => add);
}

function isForeign(definition: string): boolean {
  return definition.includes(" FOREIGN KEY ");
}
