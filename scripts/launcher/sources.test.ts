import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { hashSources } from "./sources.mjs";

let root = "";
const hash = () => hashSources(root, ["lib", "next.config.js", "missing"]);
const write = (name: string, text: string) => writeFile(path.join(root, name), text);

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), "prilavok-sources-"));
  await mkdir(path.join(root, "lib/chats"), { recursive: true });
  await write("lib/chats/send.ts", "one");
});
afterEach(() => rm(root, { recursive: true }));

test("another time with the same content is the same source", async () => {
  const before = await hash();
  await utimes(path.join(root, "lib/chats/send.ts"), 1, 1);
  expect(await hash()).toBe(before);
});

test.each(["lib/chats/send.ts", "lib/chats/deliver.ts", "next.config.js"])(
  "a change in %s is noticed",
  async (name) => {
    const before = await hash();
    await write(name, "two");
    expect(await hash()).not.toBe(before);
  },
);

test("a file that moves is a change", async () => {
  const before = await hash();
  await rm(path.join(root, "lib/chats/send.ts"));
  await write("lib/send.ts", "one");
  expect(await hash()).not.toBe(before);
});

test("tests and hidden files are in no build", async () => {
  const before = await hash();
  await write("lib/chats/send.test.ts", "a test");
  await write("lib/.draft", "hidden");
  expect(await hash()).toBe(before);
});
