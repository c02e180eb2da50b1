import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { lockMigrations, withConnection } from "./connection";
import { digestOf } from "./digest";
import { findOpeningKey, splitKeys } from "./key-fingerprint";
import type { Manifest, ManifestTable } from "./manifest";
import { type Archive, checkTables, openArchive } from "./read-archive";
import { Refusal } from "./refusal";
import { requireFree, requireReplaceable } from "./require-free";
import { requireKeys } from "./require-keys";
import { type Migration, makeSchema, migrationsOf, takeAwayIndexes } from "./schema";
import { settleIn } from "./settle-in";
import { copyInSql, copyOutSql, listTables, type StoredTable } from "./tables";

export interface RestoreInput {
  readonly databaseUrl: string;
  readonly file: string;
  readonly encryptionKeys: string;
  readonly authSecret: string;
  /** This version's, in order. */
  readonly migrations: readonly Migration[];
  /** Whether what the database holds may go. */
  readonly isForced: boolean;
  readonly say: (line: string) => void;
}

/**
 * Puts an archive in the place of what the database holds, in one transaction: whatever breaks it off, even a kill,
 * leaves what was there. The archive is checked as a whole before. Afterwards the schema is that of the version which
 * made the archive: migrate it. Throws `Refusal`.
 */
export async function restoreArchive(input: RestoreInput): Promise<Manifest> {
  const archive = await openArchive(input.file);
  try {
    requireKeys(archive.manifest, input);
    const migrations = migrationsOf(archive.manifest, input.migrations);
    input.say("Checking the backup");
    await checkTables(archive, input.file);
    await withConnection(input.databaseUrl, async (client) => {
      await lockMigrations(client);
      await requireFree(client);
      await client.query("BEGIN");
      await requireReplaceable(client, input);
      await fill(client, { archive, migrations, input });
      await client.query("COMMIT");
      input.say("Taking the tables' measure");
      await client.query("ANALYZE");
    });
    return archive.manifest;
  } finally {
    archive.close();
  }
}

async function fill(
  client: pg.Client,
  { archive, migrations, input }: { archive: Archive; migrations: Migration[]; input: RestoreInput },
): Promise<void> {
  const { manifest } = archive;
  await client.query("SET LOCAL maintenance_work_mem = '256MB'; SET LOCAL synchronous_commit = on");
  await makeSchema(client, migrations);
  const tables = await listTables(client);
  const names = tables.map((table) => table.name);
  const indexes = await takeAwayIndexes(client, names);
  await setTriggers(client, names, "DISABLE");
  const list = names.map((name) => `public.${pg.escapeIdentifier(name)}`).join(", ");
  await client.query(`TRUNCATE ${list}`); // migrations plant rows too
  for (const [table, stored] of pairUp(manifest, tables, input.say)) {
    const rows = await archive.openTable(table);
    await pipeline(rows, client.query(copyFrom(copyInSql({ name: table.name, columns: table.columns }))));
    if (table.rows > 0) input.say(`  ${stored.name}: ${table.rows.toLocaleString("en-US")} rows`);
  }
  input.say("Making the indexes");
  for (const statement of indexes) await client.query(statement);
  await setSequences(client, manifest);
  input.say("Comparing every table with the backup");
  for (const [table, stored] of pairUp(manifest, tables, () => undefined))
    await compare(client, table, stored);
  await requireOpenCanary(client, input.encryptionKeys);
  await settleIn(client, manifest);
  await setTriggers(client, names, "ENABLE");
}

/** The archive's tables beside those of the schema, in the archive's order. */
function pairUp(
  manifest: Manifest,
  tables: readonly StoredTable[],
  say: (line: string) => void,
): Array<[ManifestTable, StoredTable]> {
  return manifest.tables.flatMap((table): Array<[ManifestTable, StoredTable]> => {
    const stored = tables.find((one) => one.name === table.name);
    // Somebody's own, kept in our schema: no migration of ours makes it.
    if (stored === undefined) say(`  ${table.name} is no table of Prilavok and is left out.`);
    return stored === undefined ? [] : [[table, stored]];
  });
}

async function setTriggers(
  client: pg.Client,
  names: readonly string[],
  how: "ENABLE" | "DISABLE",
): Promise<void> {
  for (const name of names) {
    await client.query(`ALTER TABLE public.${pg.escapeIdentifier(name)} ${how} TRIGGER USER`);
  }
}

async function setSequences(client: pg.Client, manifest: Manifest): Promise<void> {
  for (const { name, last_value, is_called } of manifest.sequences) {
    await client.query("SELECT setval(to_regclass($1), $2::bigint, $3) WHERE to_regclass($1) IS NOT NULL", [
      `public.${pg.escapeIdentifier(name)}`,
      last_value,
      is_called,
    ]);
  }
}

/** The very stream that the archive was made of must come out again. */
async function compare(client: pg.Client, table: ManifestTable, stored: StoredTable): Promise<void> {
  const { name, orderBy } = stored;
  const stream = client.query(copyTo(copyOutSql({ name, columns: table.columns, orderBy })));
  const { rows, sha256 } = await digestOf(stream);
  if (rows === table.rows && sha256 === table.sha256) return;
  throw new Refusal(
    `${name} did not come back as it was (${rows} of ${table.rows} rows): nothing was changed.`,
  );
}

async function requireOpenCanary(client: pg.Client, encryptionKeys: string): Promise<void> {
  const { rows } = await client.query<{ ciphertext: string }>("SELECT ciphertext FROM key_checks");
  const keys = splitKeys(encryptionKeys);
  if (rows.every(({ ciphertext }) => findOpeningKey(keys, ciphertext) !== null)) return;
  throw new Refusal("ENCRYPTION_KEYS does not open the backup's secrets: nothing was changed.");
}
