import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { takeLock } from "../../scripts/launcher/lock.mjs";
import { startEmbeddedPostgres } from "../../scripts/launcher/postgres.mjs";
import { REPOSITORY } from "../../scripts/launcher/repository.mjs";
import { loadSecrets } from "../../scripts/launcher/secrets.mjs";
import { migrate } from "../../scripts/migrate.mjs";
import { ownDatabase } from "../support/database";
import { withManifest } from "./backup/archive-tools";

ownDatabase();
const PATIENCE_MS = 300_000;
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "prilavok-commands-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function tell(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

test("the commands work beside a running start and after it, and say what stands in the way", {
  timeout: PATIENCE_MS,
}, async () => {
  const dataDir = path.join(folder, "data");
  const { postgresPassword, encryptionKeys } = await loadSecrets(dataDir);
  const server = await startEmbeddedPostgres({ dataDir, password: postgresPassword, throwAway: true });
  const env = { DATA_DIR: dataDir, DATABASE_URL: "", ENCRYPTION_KEYS: "", AUTH_SECRET: "", REDIS_URL: "" };
  try {
    await migrate(server.url);
    await tell(server.url, "INSERT INTO users (id, name, email) VALUES ('u', 'Анна', 'anna@example.ru')");
    const lock = await takeLock(path.join(dataDir, "start.lock"));
    const beside = await run("backup", [], env);
    expect(beside.code, beside.said).toBe(0);
    const [name = ""] = await readdir(path.join(dataDir, "backups"));
    expect(name).toMatch(/^prilavok-\d{8}T\d{6}Z\.zip$/);
    const file = path.join(dataDir, "backups", name);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(beside.said).toMatch(/encrypted under keys that are NOT in it/);
    expect(beside.said).not.toContain(encryptionKeys);
    const running = await run("restore", [file, "--force"], env);
    expect(running).toMatchObject({ code: 1, said: expect.stringMatching(/^Prilavok runs on .*stop it/) });
    await tell(server.url, "UPDATE users SET name = 'Другая'");
    if ("release" in lock) await lock.release();

    const taken = await run("backup", ["--to", file], env);
    expect(taken).toMatchObject({ code: 1, said: expect.stringContaining("is there already") });
    await server.stop(); // from here on each command starts and stops it itself
    const refused = await run("restore", [file], env);
    expect(refused).toMatchObject({ code: 1, said: expect.stringContaining("add --force") });
    const restored = await run("restore", [file, "--force"], env);
    expect(restored.said).toContain("each equal to the backup");
    expect(restored.code).toBe(0);

    const elsewhere = path.join(folder, "elsewhere");
    const keyless = path.join(folder, "sealed.zip");
    await withManifest(file, keyless, (it) =>
      Object.assign(it.keys, { encryption_key_fingerprint: "0123456789abcdef" }),
    );
    const lost = await run("restore", [keyless], { ...env, DATA_DIR: elsewhere });
    expect(lost).toMatchObject({ code: 1, said: expect.stringContaining("secrets.json that belongs") });
    // Nothing was generated that would stand in the way of the right ones.
    expect(existsSync(path.join(elsewhere, "secrets.json"))).toBe(false);
  } finally {
    await server.stop();
  }
});

test("a full disk is said, and leaves nothing that looks like a backup", {
  timeout: PATIENCE_MS,
}, async () => {
  const place = path.join(folder, "limited", "desk.zip");
  const limited = await run("backup", ["--to", place], {}, { fileBlocks: 4 });
  expect(limited).toMatchObject({ code: 1, said: expect.stringMatching(/The disk .*\.$/m) });
  expect(await readdir(path.dirname(place))).toEqual([]);
});

/** Runs a command of the product to its end, on this file's database unless told otherwise. */
async function run(
  command: string,
  args: string[],
  more: Record<string, string>,
  { fileBlocks }: { fileBlocks?: number } = {},
): Promise<{ code: number | null; said: string }> {
  const words = [process.execPath, `scripts/${command}.mjs`, ...args];
  const env = { ...process.env, DATA_DIR: path.join(folder, "own"), ...more };
  const child =
    fileBlocks === undefined
      ? spawn(words[0] ?? "", words.slice(1), { cwd: REPOSITORY, env })
      : spawn("sh", ["-c", `trap '' XFSZ; ulimit -f ${fileBlocks}; exec "$@"`, "sh", ...words], {
          cwd: REPOSITORY,
          env,
        });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  const [code] = await once(child, "close");
  return { code, said };
}
