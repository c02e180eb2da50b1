import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { openArchive } from "./archive/read-archive";
import { sentenceOf } from "./archive/refusal";
import { requireKeys } from "./archive/require-keys";
import { restoreArchive } from "./archive/restore-archive";
import { type Migration, migrationsOf } from "./archive/schema";

/**
 * `look FILE FOLDER`: may this archive be restored with these keys and this version's migrations? Touches nothing.
 * `restore FILE FOLDER [--force]`: does it. Exit code 1 and one sentence when it cannot.
 */
const [what, file = "", folder = "", force] = process.argv.slice(2);
const keys = {
  encryptionKeys: process.env.ENCRYPTION_KEYS ?? "",
  authSecret: process.env.AUTH_SECRET ?? "",
};
const say = (line: string) => console.log(line);

try {
  const migrations = await readMigrations();
  if (what === "look") await look(migrations);
  else await restore(migrations);
} catch (error) {
  const sentence = sentenceOf(error);
  if (sentence === null) console.error(error);
  else console.error(sentence);
  process.exit(1);
}
process.exit();

async function look(migrations: Migration[]): Promise<void> {
  const archive = await openArchive(file);
  archive.close();
  requireKeys(archive.manifest, { ...keys, say: () => undefined });
  migrationsOf(archive.manifest, migrations);
}

async function restore(migrations: Migration[]): Promise<void> {
  const began = Date.now();
  const databaseUrl = process.env.DATABASE_URL ?? "";
  const isForced = force === "--force";
  const { tables, made_at } = await restoreArchive({ databaseUrl, file, ...keys, migrations, isForced, say });
  const rows = tables.reduce((sum, table) => sum + table.rows, 0).toLocaleString("en-US");
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  say(
    `Restored: ${rows} rows of ${tables.length} tables as of ${made_at}, each equal to the backup, ${seconds} s`,
  );
}

async function readMigrations(): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
  return Promise.all(
    names.map(async (name) => ({
      name,
      sql: await readFile(path.join(folder, name, "migration.sql"), "utf8"),
    })),
  );
}
