import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadSecrets } from "./secrets.mjs";

let dataDir = "";
const file = () => path.join(dataDir, "secrets.json");

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "prilavok-secrets-"));
});
afterEach(() => rm(dataDir, { recursive: true }));

test("secrets are made once and stay the same", async () => {
  const first = await loadSecrets(dataDir);
  expect(first.encryptionKeys).toMatch(/^[\w-]{43}=$/);
  expect(await loadSecrets(dataDir)).toEqual(first);
});

test("of two first starts at once, both use the same secrets", async () => {
  const [one, other] = await Promise.all([loadSecrets(dataDir), loadSecrets(dataDir)]);
  expect(one).toEqual(other);
});

test("only this user may read them", async () => {
  await loadSecrets(dataDir);
  expect((await stat(file())).mode & 0o777).toBe(0o600);
});

test.each([
  "",
  "{",
  "null",
  '{"format":1}',
  '{"encryption_keys":"x","auth_secret":"y","postgres_password":"z"}',
])("a damaged file (%j) is named and left as it is", async (damaged) => {
  await writeFile(file(), damaged);
  await expect(loadSecrets(dataDir)).rejects.toThrow(`${file()} is damaged`);
  expect(await readFile(file(), "utf8")).toBe(damaged);
});

test("a missing file is not made anew beside existing data", async () => {
  await mkdir(path.join(dataDir, "postgres"));
  await expect(loadSecrets(dataDir)).rejects.toThrow("is missing");
  await expect(stat(file())).rejects.toThrow("ENOENT");
});
