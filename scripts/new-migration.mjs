import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { keepHandWritten } from "./launcher/hand-written-sql.mjs";
import {
  LOCK_FILE,
  LOCK_TEXT,
  NO_FILTERS,
  PRISMA_FOLDER,
  readMigrations,
  readSchema,
} from "./launcher/migration-files.mjs";
import { startEmbeddedPostgres } from "./launcher/postgres.mjs";
import { openSchemaEngine } from "./launcher/schema-engine.mjs";

/**
 * The SQL that leads from the migrations to the schema, worked out on a throw-away Postgres; empty when they
 * agree. Statements written by hand stay (hand-written-sql.mjs).
 * @param {string} prismaFolder
 */
export async function diffMigrations(prismaFolder) {
  const folder = path.join(prismaFolder, "migrations");
  await mkdir(folder, { recursive: true });
  const [migrations, files] = await Promise.all([readMigrations(folder), readSchema(prismaFolder)]);
  const dataDir = await mkdtemp(path.join(tmpdir(), "prilavok-migration-"));
  try {
    const postgres = await startEmbeddedPostgres({ dataDir, throwAway: true });
    try {
      const { engine, close } = await openSchemaEngine(postgres.url);
      const { stdout } = await engine.diff({
        from:
          migrations.migrationDirectories.length === 0
            ? { tag: "empty" }
            : { tag: "migrations", ...migrations },
        to: { tag: "schemaDatamodel", files },
        script: true,
        exitCode: null,
        filters: NO_FILTERS,
      });
      await close();
      const written = migrations.migrationDirectories.map(({ migrationFile }) => migrationFile.content.value);
      return keepHandWritten(stdout ?? "", written);
    } finally {
      await postgres.stop();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** @param {string} name @param {string} prismaFolder */
async function writeMigration(name, prismaFolder) {
  const sql = await diffMigrations(prismaFolder);
  if (sql === "") return console.log("The migrations agree with the schema.");
  const stamp = new Date().toISOString().replaceAll(/\D/g, "").slice(0, 14);
  const target = path.join(prismaFolder, "migrations", `${stamp}_${name}`);
  await mkdir(target);
  await writeFile(path.join(target, "migration.sql"), sql);
  const lockFile = path.join(prismaFolder, "migrations", LOCK_FILE);
  if (!existsSync(lockFile)) await writeFile(lockFile, LOCK_TEXT);
  console.log(`Wrote ${path.relative(process.cwd(), target)}/migration.sql. Read it before you commit it.`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [name, prismaFolder = PRISMA_FOLDER] = process.argv.slice(2);
  if (name === undefined || !/^[a-z0-9_]+$/.test(name)) {
    console.error("Usage: node scripts/new-migration.mjs NAME (lower case, digits and underscores)");
    process.exitCode = 1;
  } else {
    await writeMigration(name, prismaFolder);
  }
}
