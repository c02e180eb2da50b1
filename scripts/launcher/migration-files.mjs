import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { readFileIfThere } from "./atomic-file.mjs";
import { REPOSITORY } from "./repository.mjs";

export const PRISMA_FOLDER = path.join(REPOSITORY, "prisma");
export const NO_FILTERS = { externalTables: [], externalEnums: [] };
export const LOCK_FILE = "migration_lock.toml";
export const LOCK_TEXT = 'provider = "postgresql"\n';

/**
 * The migrations of a folder in their order, as the engine takes them.
 * @param {string} folder
 */
export async function readMigrations(folder) {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
  const migrationDirectories = await Promise.all(
    names.map(async (name) => ({
      path: name,
      migrationFile: {
        path: "migration.sql",
        content: {
          tag: /** @type {const} */ ("ok"),
          value: await readFile(path.join(folder, name, "migration.sql"), "utf8"),
        },
      },
    })),
  );
  const content = (await readFileIfThere(path.join(folder, LOCK_FILE))) ?? LOCK_TEXT;
  const lockfile = { path: LOCK_FILE, content };
  return { baseDir: folder, lockfile, migrationDirectories, shadowDbInitScript: "" };
}

/**
 * The schema: `schema.prisma` and one file a noun in `models/`.
 * @param {string} folder
 */
export async function readSchema(folder) {
  const models = await readdir(path.join(folder, "models")).catch(() => []);
  const files = [
    "schema.prisma",
    ...models.filter((name) => name.endsWith(".prisma")).map((name) => `models/${name}`),
  ];
  return Promise.all(
    files.map(async (name) => ({ path: name, content: await readFile(path.join(folder, name), "utf8") })),
  );
}
