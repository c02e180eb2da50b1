import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { pruneCache } from "@/lib/chats/attachment-cache";
import { deliverChat } from "@/lib/chats/deliver";
import { listMessages } from "@/lib/chats/list-messages";
import { openAttachment } from "@/lib/chats/open-attachment";
import { queueFile } from "@/lib/chats/send-file";
import type { Dialect } from "../../../sandbox/model";
import { resetClock } from "../../support/clock";
import { ownDatabase } from "../../support/database";
import {
  type ConnectedSeller,
  makeAdmin,
  makeConnectedSeller,
  makeOperator,
  type Person,
} from "../../support/factories";
import { liftLimits } from "../../support/limits";
import { ownSandbox } from "../../support/sandbox";
import { findChatId, pollLater } from "../../support/stored";
import { PNG } from "./png";

const dataDir = await mkdtemp(path.join(os.tmpdir(), "prilavok-files-"));
process.env.DATA_DIR = dataDir;

const database = ownDatabase();
const sandbox = ownSandbox();
let admin: Person;
beforeAll(async () => {
  await liftLimits(database, sandbox());
  admin = await makeAdmin();
});
afterEach(() => resetClock());
afterAll(() => rm(dataDir, { recursive: true }));

async function readAll(attachmentId: string, actor = admin.actor) {
  const file = await openAttachment({ actor, attachmentId });
  const bytes = new Uint8Array(
    await new Response(file.read({ start: 0, end: file.sizeBytes - 1 })).arrayBuffer(),
  );
  return { ...file, bytes: Buffer.from(bytes) };
}

async function newestAttachment(seller: ConnectedSeller, external: string) {
  await pollLater(seller.id);
  const chatId = await findChatId(database, seller.id, external);
  const { items } = await listMessages({ actor: admin.actor, chatId, limit: 10 });
  const [attachment] = items.at(-1)?.attachments ?? [];
  if (attachment === undefined) throw new Error("the newest message has no file");
  return { ...attachment, chatId, text: items.at(-1)?.text };
}

async function countDownloads(seller: ConnectedSeller): Promise<number> {
  const requests = await sandbox().listRequests({ client_id: seller.account.client_id });
  return requests.filter((request) => request.path.includes("/chat/file/")).length;
}

describe.each<{ dialect: Dialect }>([{ dialect: "v1" }, { dialect: "v3" }])(
  "a buyer's file in $dialect",
  ({ dialect }) => {
    test("is fetched by us with the seller's key, once for everybody, and no address of it is told", async () => {
      const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect });
      const { chatId: external } = await seller.say("Вот чек", { file: { name: "чек.pdf" } });
      const attachment = await newestAttachment(seller, external);
      expect(attachment).toMatchObject({ type: "document", url: `/api/attachments/${attachment.id}` });
      expect(attachment.text).toBe("Вот чек");
      const several = await Promise.all([1, 2, 3].map(() => readAll(attachment.id)));
      several.push(await readAll(attachment.id));
      for (const file of several) {
        expect(file.type).toBe("application/pdf");
        expect(file.name).toMatch(/чек\.pdf$/);
        expect(file.bytes.subarray(0, 5).toString()).toBe("%PDF-");
        expect(file.bytes.length).toBe(file.sizeBytes);
      }
      expect(await countDownloads(seller)).toBe(1);
    });

    test("is known by its bytes: a page that calls itself a picture is none", async () => {
      const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect });
      const base64 = Buffer.from("<html><script>alert(1)</script>").toString("base64");
      const { chatId: external } = await seller.say("", { file: { name: "photo.png", base64 } });
      const { id } = await newestAttachment(seller, external);
      expect((await readAll(id)).type).toBeNull();
    });

    test("at somebody else's address is never fetched", async () => {
      let asked = 0;
      const elsewhere = http.createServer((_, response) => {
        asked += 1;
        response.end(PNG);
      });
      await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
      const address = elsewhere.address();
      if (address === null || typeof address === "string") throw new Error("no port");
      const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect });
      const url = `http://127.0.0.1:${address.port}/v2/chat/file/a.png`;
      const { chatId: external } = await seller.say("", { file: { name: "a.png", url } });
      const { id } = await newestAttachment(seller, external);
      await expect(readAll(id)).rejects.toMatchObject({ code: "file_unavailable" });
      expect(asked).toBe(0);
      elsewhere.close();
    });

    test("that cannot be had now is had later", async () => {
      const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect });
      const { chatId: external } = await seller.say("", { image: true });
      const { id } = await newestAttachment(seller, external);
      await sandbox().setFault({
        kind: "status",
        status: 500,
        client_id: seller.account.client_id,
        path: "/*/chat/file/*",
        times: 1,
      });
      await expect(readAll(id)).rejects.toMatchObject({ code: "file_unavailable" });
      expect((await readAll(id)).type).toBe("image/png");
    });

    test("does not exist for who has not its seller", async () => {
      const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect });
      const other = await makeConnectedSeller({ sandbox: sandbox(), dialect });
      const { chatId: external } = await seller.say("", { image: true });
      const { id } = await newestAttachment(seller, external);
      const stranger = await makeOperator([other.id]);
      await expect(readAll(id, stranger.actor)).rejects.toMatchObject({ code: "not_found" });
      await expect(readAll("00000000-0000-7000-8000-000000000000")).rejects.toMatchObject({
        code: "not_found",
      });
      await expect(readAll("../../etc/passwd")).rejects.toMatchObject({ code: "not_found" });
      expect(await countDownloads(seller)).toBe(0);
      expect((await readAll(id, (await makeOperator([seller.id])).actor)).type).toBe("image/png");
    });

    test("of ours is served from our own copy, and from theirs when that is gone", async () => {
      const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect });
      const { chatId: external } = await seller.say("?");
      await pollLater(seller.id);
      const chatId = await findChatId(database, seller.id, external);
      const file = { name: "этикетка.png", bytes: PNG };
      const queued = await queueFile({ actor: admin.actor, chatId, file });
      const id = queued.attachments[0]?.id ?? "";
      expect((await readAll(id)).bytes.equals(PNG)).toBe(true);
      await deliverChat(chatId);
      await pollLater(seller.id);
      await seller.say("Спасибо", { chat_id: external });
      await pollLater(seller.id);
      expect(await countDownloads(seller)).toBe(0);
      await database.query("UPDATE attachments SET file_id = NULL WHERE id = $1", [id]);
      expect((await readAll(id)).bytes.equals(PNG)).toBe(true);
      expect(await countDownloads(seller)).toBe(1);
    });
  },
);

test("a full disk cache lets go of what nobody looked at for longest, and of what died half-way", async () => {
  const folder = path.join(dataDir, "files");
  for (const name of await readdir(folder)) await rm(path.join(folder, name));
  const put = async (name: string, hoursAgo: number) => {
    await writeFile(path.join(folder, name), Buffer.alloc(100));
    const then = new Date(Date.now() - hoursAgo * 3_600_000);
    await utimes(path.join(folder, name), then, then);
  };
  await put("old", 3);
  await put("older", 5);
  await put("fresh", 0);
  await put("dead.part", 2);
  await put("running.part", 0);
  await pruneCache({ mostBytes: 250, keptBytes: 120 });
  expect((await readdir(folder)).sort()).toEqual(["fresh", "running.part"]);
});
