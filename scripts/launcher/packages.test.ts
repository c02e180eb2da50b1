import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { arePackagesFresh } from "./packages.mjs";

const LOCK = JSON.stringify({
  packages: { "": {}, "node_modules/next": {}, "node_modules/tool": { dev: true } },
});
const HASH = createHash("sha256").update(LOCK).digest("hex");
let repository = "";

/** Writes a file as if at a time, in seconds. */
async function writeAt(seconds: number, name: string, text = "") {
  const file = path.join(repository, name);
  await writeFile(file, text);
  await utimes(file, seconds, seconds);
}

beforeEach(async () => {
  repository = await mkdtemp(path.join(tmpdir(), "prilavok-packages-"));
  await mkdir(path.join(repository, "node_modules/next"), { recursive: true });
  await mkdir(path.join(repository, ".tmp"));
  await writeAt(100, "node_modules/next/package.json");
  await writeAt(100, "package-lock.json");
});
afterEach(() => rm(repository, { recursive: true }));

test("an install that was interrupted is none", async () => {
  expect(await arePackagesFresh(repository, LOCK)).toBe(false);
});

test("half of the packages are none, whatever npm has noted", async () => {
  await writeAt(200, "node_modules/.package-lock.json");
  await rm(path.join(repository, "node_modules/next"), { recursive: true });
  expect(await arePackagesFresh(repository, LOCK)).toBe(false);
});

test("an install of ours that never ended is none", async () => {
  await writeAt(200, "node_modules/.package-lock.json");
  await writeAt(200, ".tmp/installing");
  expect(await arePackagesFresh(repository, LOCK)).toBe(false);
});

test("an install by hand counts when it is newer than the lock file", async () => {
  await writeAt(200, "node_modules/.package-lock.json");
  expect(await arePackagesFresh(repository, LOCK)).toBe(true);
});

test("a lock file that changed after the install asks for another", async () => {
  await writeAt(50, "node_modules/.package-lock.json");
  await writeAt(50, "node_modules/.prilavok-lock", "of an older lock file");
  expect(await arePackagesFresh(repository, LOCK)).toBe(false);
});

test("a checkout that only renewed the lock file's time asks for nothing", async () => {
  await writeAt(50, "node_modules/.package-lock.json");
  await writeAt(50, "node_modules/.prilavok-lock", HASH);
  expect(await arePackagesFresh(repository, LOCK)).toBe(true);
});
