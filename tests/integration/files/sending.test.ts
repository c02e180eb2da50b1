import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { deliverChat } from "@/lib/chats/deliver";
import { forgetSentFiles } from "@/lib/chats/outbound-files";
import { queueReply, retryMessage } from "@/lib/chats/send";
import { queueFile } from "@/lib/chats/send-file";
import type { Dialect } from "../../../sandbox/model";
import { moveClock, resetClock } from "../../support/clock";
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
import { findChatId, pollLater, readMessages } from "../../support/stored";
import { PNG } from "./png";

const database = ownDatabase();
const sandbox = ownSandbox();
let admin: Person;
beforeAll(async () => {
  await liftLimits(database, sandbox());
  admin = await makeAdmin();
});
afterEach(() => resetClock());

const SEND = "/v1/chat/send/file";

describe.each<{ dialect: Dialect }>([{ dialect: "v1" }, { dialect: "v3" }])(
  "a file in $dialect",
  ({ dialect }) => {
    let seller: ConnectedSeller;
    let chatId: string;
    let external: string;
    beforeEach(async () => {
      seller = await makeConnectedSeller({ sandbox: sandbox(), dialect });
      external = (await seller.say("Покажите этикетку?")).chatId;
      await pollLater(seller.id);
      chatId = await findChatId(database, seller.id, external);
    });
    const send = (how: Partial<Parameters<typeof queueFile>[0]> = {}) =>
      queueFile({ actor: admin.actor, chatId, file: { name: "Этикетка.png", bytes: PNG }, ...how });
    const outbound = async () =>
      (await readMessages(database, seller.id, external)).filter(({ direction }) => direction === "outbound");
    const arrived = async () => {
      const messages = await sandbox().listMessages(seller.account.client_id, { direction: "outbound" });
      return messages.flatMap(({ file }) => (file === null ? [] : [file]));
    };
    const fault = (given: Parameters<ReturnType<typeof sandbox>["setFault"]>[0]) =>
      sandbox().setFault({ client_id: seller.account.client_id, path: SEND, ...given });
    const lookOften = async () => {
      for (let look = 0; look < 10; look++) {
        moveClock(76);
        await deliverChat(chatId);
      }
    };

    test("is stored before it leaves, then sent once, byte for byte, in the order of the chat", async () => {
      await queueReply({ actor: admin.actor, chatId, text: "Сейчас" });
      const queued = await send();
      await queueReply({ actor: admin.actor, chatId, text: "Вот" });
      expect(queued).toMatchObject({
        status: "queued",
        text: "",
        attachments: [{ type: "image", file_name: "Этикетка.png", size_bytes: PNG.length }],
      });
      expect(queued.attachments[0]?.url).toBe(`/api/attachments/${queued.attachments[0]?.id}`);
      await deliverChat(chatId);
      expect((await outbound()).map(({ status }) => status)).toEqual(["sent", "sent", "sent"]);
      expect(await seller.sentTexts()).toEqual(["Сейчас", "", "Вот"]);
      const [file] = await arrived();
      expect(file).toMatchObject({ name: "Этикетка.png", content_type: "image/png" });
      const { bytes } = await sandbox().readSentFile(seller.account.client_id, file?.path ?? "");
      expect(bytes.equals(PNG)).toBe(true);
    });

    test("shown by the history it stays one message, and learns its address there", async () => {
      const { id } = await send();
      await deliverChat(chatId);
      await seller.say("Спасибо", { chat_id: external });
      await pollLater(seller.id);
      const rows = await outbound();
      expect(rows.map((row) => row.id)).toEqual([id]);
      expect(rows[0]?.external_id).not.toBeNull();
      const attachments = await database.query<{ remote_url: string | null; file_id: string | null }>(
        "SELECT remote_url, file_id FROM attachments WHERE message_id = $1",
        [id],
      );
      expect(attachments).toHaveLength(1);
      expect(attachments[0]?.remote_url).toContain("/chat/file/");
      expect(attachments[0]?.file_id).not.toBeNull();
    });

    test("whose answer was lost is settled from the history: sent, exactly once", async () => {
      await fault({ kind: "drop_after", times: 1 });
      await send();
      await deliverChat(chatId);
      expect((await outbound())[0]?.status).toBe("sending");
      await lookOften();
      expect(await outbound()).toMatchObject([{ status: "sent" }]);
      expect(await arrived()).toHaveLength(1);
    });

    test("that never shows is unconfirmed, keeps its bytes, and goes again when a person says so", async () => {
      await fault({ kind: "drop_before", times: 1 });
      const { id } = await send();
      await deliverChat(chatId);
      await lookOften();
      expect(await outbound()).toMatchObject([{ status: "unconfirmed" }]);
      expect(await arrived()).toEqual([]);
      await retryMessage({ actor: admin.actor, messageId: id });
      await deliverChat(chatId);
      expect(await outbound()).toMatchObject([{ status: "sent" }]);
      expect(await arrived()).toHaveLength(1);
    });

    test("of the cabinet is not taken for ours in doubt", async () => {
      await fault({ kind: "drop_before", times: 1 });
      await send();
      await deliverChat(chatId);
      await seller.say("", { chat_id: external, user_type: "Seller", file: { name: "другое.png" } });
      await lookOften();
      expect((await outbound()).map(({ author_type, status }) => `${author_type}: ${status}`).sort()).toEqual(
        ["operator: unconfirmed", "seller: sent"],
      );
    });

    test("that is refused for good is given back with its reason", async () => {
      await send();
      await sandbox().changeChat(external, { client_id: seller.account.client_id, status: "closed" });
      await deliverChat(chatId);
      expect(await outbound()).toMatchObject([{ status: "failed", error_code: "chat_closed" }]);
    });

    test("is one message for one client id, also when it comes twice at once", async () => {
      const both = await Promise.all([send({ clientId: "f-1" }), send({ clientId: "f-1" })]);
      expect(both[0].id).toBe(both[1].id);
      expect(await outbound()).toHaveLength(1);
      const [count] = await database.query<{ n: number }>(
        "SELECT count(*)::int AS n FROM outbound_files WHERE seller_id = $1",
        [seller.id],
      );
      expect(count?.n).toBe(1);
    });

    test("is refused when it is empty, too large, or not what is taken, whatever its name says", async () => {
      const refused = async (name: string, bytes: Uint8Array, code: string) =>
        expect(send({ file: { name, bytes } })).rejects.toMatchObject({ code });
      await refused("a.png", new Uint8Array(), "file_empty");
      await refused("a.png", Buffer.from("<script>alert(1)</script>"), "file_type_refused");
      await refused("a.gif", Buffer.from("GIF89a......"), "file_type_refused");
      await refused("a.png", Buffer.concat([PNG, Buffer.alloc(10 * 1024 * 1024)]), "file_too_large");
      expect(await outbound()).toEqual([]);
      const queued = await send({ file: { name: "../отчёт.exe", bytes: Buffer.from("%PDF-1.7\n...") } });
      expect(queued.attachments).toMatchObject([{ type: "document", file_name: "отчёт.exe.pdf" }]);
    });

    test("is none of a stranger's", async () => {
      const stranger = await makeOperator([]);
      await expect(send({ actor: stranger.actor })).rejects.toMatchObject({ code: "not_found" });
    });

    test("is forgotten here a week after it was sent, and never before it was", async () => {
      await send();
      await deliverChat(chatId);
      await fault({ kind: "status", status: 403, body: { code: 7, message: "Chat is disabled" }, times: 1 });
      const failed = await send();
      await deliverChat(chatId);
      const filesLeft = async () => {
        await forgetSentFiles();
        return (
          await database.query<{ status: string }>(
            `SELECT m.status FROM attachments a JOIN messages m ON m.id = a.message_id
              WHERE m.seller_id = $1 AND a.file_id IS NOT NULL ORDER BY m.status`,
            [seller.id],
          )
        ).map(({ status }) => status);
      };
      expect(await filesLeft()).toEqual(["failed", "sent"]);
      await database.query("UPDATE outbound_files SET created_at = now() - interval '8 days'");
      expect(await filesLeft()).toEqual(["failed", "sent"]); // it was sent just now
      await database.query("UPDATE messages SET created_at = now() - interval '8 days'");
      expect(await filesLeft()).toEqual(["failed"]);
      await retryMessage({ actor: admin.actor, messageId: failed.id });
      await deliverChat(chatId);
      expect(await arrived()).toHaveLength(2);
    });
  },
);
