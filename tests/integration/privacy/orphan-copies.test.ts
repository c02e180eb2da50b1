import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { ownDatabase } from "../../support/database";
import { type RunningWeb, startWeb } from "../../support/processes";
import { makeStoredChat, makeStoredMessage, makeStoredSeller } from "../../support/stored-chats";
import { waitFor } from "../../support/wait-for";

ownDatabase();
let web: RunningWeb;
let dataDir = "";
let kept = "";
const orphan = randomUUID();
const copyOf = (id: string) => path.join(dataDir, "files", id);
beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "prilavok-copies-"));
  await mkdir(path.join(dataDir, "files"));
  const sellerId = await makeStoredSeller();
  const chatId = await makeStoredChat(sellerId);
  const messageId = await makeStoredMessage({ sellerId, chatId }, { text: "С фото", hasFile: true });
  kept = (await db().attachment.findFirstOrThrow({ where: { messageId } })).id;
  for (const id of [kept, orphan]) await writeFile(copyOf(id), "bytes of a picture");
  web = await startWeb({ DATA_DIR: dataDir });
});
afterAll(async () => {
  await web?.kill();
  await rm(dataDir, { recursive: true, force: true });
});

test("a web machine without workers drops its copies of files that were deleted elsewhere", async () => {
  await waitFor("the orphan to go", () => !existsSync(copyOf(orphan)));
  expect(existsSync(copyOf(kept))).toBe(true);
});
