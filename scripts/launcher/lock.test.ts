import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findHolder, takeLock } from "./lock.mjs";

let folder = "";
const file = () => path.join(folder, "start.lock");

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "prilavok-lock-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("a second holder is told who the first is", async () => {
  await takeLock(file());
  expect(await takeLock(file())).toEqual({ heldBy: process.pid });
  expect(await findHolder(file())).toBe(process.pid);
});

test("a released lock is free and leaves nothing", async () => {
  const lock = await takeLock(file());
  if ("heldBy" in lock) throw new Error("not taken");
  await lock.release();
  expect(await readdir(folder)).toEqual([]);
});

test("of many at once, one wins", async () => {
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => takeLock(file())));
  expect(outcomes.filter((outcome) => "release" in outcome)).toHaveLength(1);
});

test.each([
  // A number that was given again: the process lives, but began at another time.
  {
    left: JSON.stringify({ pid: process.pid, started: "1" }),
    by: "a process whose number another one has now",
  },
  { left: JSON.stringify({ pid: 2 ** 22 + 1, started: "1" }), by: "a process that is gone" },
  { left: '{"pid":', by: "a power cut" },
])("a lock left behind by $by is taken over", async ({ left }) => {
  await writeFile(file(), left);
  const lock = await takeLock(file());
  expect(lock).toMatchObject({ wasLeftBehind: true });
  expect(await readdir(folder)).toEqual(["start.lock"]);
});
