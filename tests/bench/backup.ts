import { randomBytes } from "node:crypto";
import { stat } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { readMigrations } from "../../scripts/launcher/migration-files.mjs";
import { REPOSITORY } from "../../scripts/launcher/repository.mjs";
import { restoreArchive } from "../../scripts/tasks/archive/restore-archive";
import { writeArchive } from "../../scripts/tasks/archive/write-archive";
import { type Figure, factLine, goalLine, type Line } from "./figure";
import { fillChats } from "./fill-chats";
import type { Stage } from "./stage";

const MESSAGES = 1_000_000;
const SIZE = { sellers: 20, chats: 100_000, messages: MESSAGES };
/** A restore tells it about itself. */
const TOLD = "audit_log";

export const backup: Figure = {
  name: "backup",
  title: `Backup and restore, ${MESSAGES.toLocaleString("en-US")} messages`,
  run: measure,
};

async function measure(stage: Stage): Promise<Line[]> {
  const [from, to] = ["bench_backup", "bench_restored"];
  try {
    const databaseUrl = await stage.makeDatabase(from);
    const sql = new pg.Pool({ connectionString: databaseUrl, max: 2 });
    await fillChats(sql, SIZE);
    await sql.end();
    await stage.sql.query(`CREATE DATABASE ${to}`);
    const url = new URL(databaseUrl);
    url.pathname = `/${to}`;
    return await backUpAndRestore(stage, databaseUrl, url.href);
  } finally {
    for (const name of [from, to]) await stage.sql.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  }
}

async function backUpAndRestore(stage: Stage, databaseUrl: string, targetUrl: string): Promise<Line[]> {
  const keys = {
    encryptionKeys: `${randomBytes(32).toString("base64url")}=`,
    authSecret: randomBytes(24).toString("base64url"),
    say: (line: string) => console.error(line),
  };
  const write = (from: string, name: string) =>
    writeArchive({
      databaseUrl: from,
      file: path.join(stage.folder, name),
      productVersion: "bench",
      ...keys,
    });
  const file = path.join(stage.folder, "bench.zip");
  const [backupSeconds, made] = await timed(() => write(databaseUrl, "bench.zip"));
  const migrations = await ownMigrations();
  const [restoreSeconds] = await timed(() =>
    restoreArchive({ databaseUrl: targetUrl, file, migrations, isForced: false, ...keys }),
  );
  const restored = await write(targetUrl, "restored.zip");
  const sums = new Map(restored.tables.map((table) => [table.name, table.sha256]));
  const compared = made.tables.filter(({ name }) => name !== TOLD);
  const equal = compared.filter(({ name, sha256 }) => sums.get(name) === sha256);
  const megabytes = (await stat(file)).size / 1_000_000;
  const rows = made.tables.reduce((sum, table) => sum + table.rows, 0);
  return [
    factLine({
      what: "backup, while others may read and write",
      measured: `${backupSeconds.toFixed(1)} s, ${rows.toLocaleString("en-US")} rows`,
      values: { backup_seconds: backupSeconds, rows },
    }),
    factLine({ what: "archive", measured: `${megabytes.toFixed(0)} MB`, values: { megabytes } }),
    factLine({
      what: "restore into an empty database, checked before and compared after",
      measured: `${restoreSeconds.toFixed(1)} s`,
      values: { restore_seconds: restoreSeconds },
    }),
    goalLine({
      what: "tables whose checksum is equal after the restore",
      goal: "every one",
      measured: `${equal.length} of ${compared.length}`,
      isMet: equal.length === compared.length,
      values: { equal: equal.length, compared: compared.length },
    }),
  ];
}

async function ownMigrations() {
  const { migrationDirectories } = await readMigrations(path.join(REPOSITORY, "prisma/migrations"));
  return migrationDirectories.map(({ path: name, migrationFile }) => ({
    name,
    sql: migrationFile.content.value,
  }));
}

async function timed<T>(work: () => Promise<T>): Promise<[number, T]> {
  const began = performance.now();
  const result = await work();
  return [(performance.now() - began) / 1000, result];
}
