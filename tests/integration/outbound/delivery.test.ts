import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { deliverChat } from "@/lib/chats/deliver";
import { queueReply, retryMessage } from "@/lib/chats/send";
import { now } from "@/lib/clock";
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
import { expectWhole, findChatId, pollLater, readMessages } from "../../support/stored";

const database = ownDatabase();
const sandbox = ownSandbox();
let admin: Person;
beforeAll(async () => {
  await liftLimits(database, sandbox());
  admin = await makeAdmin();
});
afterEach(() => resetClock());

const SEND = "/v1/chat/send/message";

describe.each<{ dialect: Dialect }>([{ dialect: "v1" }, { dialect: "v3" }])(
  "delivery in $dialect",
  ({ dialect }) => {
    let seller: ConnectedSeller;
    let external: string;
    let chatId: string;
    beforeEach(async () => {
      seller = await makeConnectedSeller({ sandbox: sandbox(), dialect });
      external = (await seller.say("Здравствуйте, есть размер 42?")).chatId;
      await pollLater(seller.id);
      chatId = await findChatId(database, seller.id, external);
    });
    const reply = (text: string) => queueReply({ actor: admin.actor, chatId, text });
    const outbound = async () =>
      (await readMessages(database, seller.id, external)).filter(({ direction }) => direction === "outbound");
    const fault = (given: Parameters<ReturnType<typeof sandbox>["setFault"]>[0]) =>
      sandbox().setFault({ client_id: seller.account.client_id, path: SEND, ...given });

    test("a reply is stored before it leaves, then sent", async () => {
      const queued = await reply("Да, есть");
      expect(queued).toMatchObject({ status: "queued", direction: "outbound", author: { type: "operator" } });
      expect(await seller.sentTexts()).toEqual([]);
      await deliverChat(chatId);
      const [sent] = await outbound();
      expect(sent).toMatchObject({ id: queued.id, status: "sent", error_code: null });
      expect(sent?.external_id === null).toBe(dialect === "v3"); // production answers without an id
      expect(await seller.sentTexts()).toEqual(["Да, есть"]);
    });

    test("replies of one chat arrive in the order they were written, also when sent from many sides", async () => {
      const texts = Array.from({ length: 8 }, (_, index) => `ответ ${index + 1}`);
      for (const text of texts) await reply(text);
      await Promise.all([deliverChat(chatId), deliverChat(chatId), deliverChat(chatId)]);
      await deliverChat(chatId);
      expect(await seller.sentTexts(external)).toEqual(texts);
      expect((await outbound()).map(({ status }) => status)).toEqual(texts.map(() => "sent"));
    });

    test("equal texts are two messages, each linked to its own", async () => {
      await reply("Добрый день!");
      await reply("Добрый день!");
      await deliverChat(chatId);
      await pollLater(seller.id);
      await expectWhole(database, sandbox(), seller);
      const ids = (await outbound()).map(({ external_id }) => external_id);
      expect(new Set(ids).size).toBe(2);
    });

    test("a text the moderation refuses is given back, and the next one leaves", async () => {
      await reply("Пишите мне на test@example.com");
      await reply("Простите");
      await deliverChat(chatId);
      expect(await outbound()).toMatchObject([
        { status: "failed", error_code: "moderation_rejected" },
        { status: "sent", error_code: null },
      ]);
      expect(await seller.sentTexts()).toEqual(["Простите"]);
    });

    test("a chat closed at the marketplace meanwhile fails the reply with its code", async () => {
      await reply("Вы ещё тут?");
      await sandbox().changeChat(external, { client_id: seller.account.client_id, status: "closed" });
      await deliverChat(chatId);
      expect(await outbound()).toMatchObject([{ status: "failed", error_code: "chat_closed" }]);
    });

    test.each([429, 503])("an answer %i is tried again when its time has come", async (status) => {
      await fault({ kind: "status", status, headers: { "retry-after": "5" }, times: 1 });
      await reply("Терпение");
      await deliverChat(chatId);
      // A 5xx may come after the work: the history is asked before anything is sent again.
      expect((await outbound())[0]?.status).toMatch(/queued|sending/);
      for (let look = 0; look < 12; look++) {
        moveClock(31);
        await deliverChat(chatId);
      }
      const [message] = await outbound();
      const arrived = await seller.sentTexts();
      if (status === 429) {
        expect(message?.status).toBe("sent");
        expect(arrived).toEqual(["Терпение"]);
      } else {
        // Not silently lost: either it went out once, or a person is asked.
        expect([message?.status, arrived.length]).toEqual(
          message?.status === "sent" ? ["sent", 1] : ["unconfirmed", 0],
        );
      }
    });

    test("an answer lost after the work is settled from the history: sent, once", async () => {
      await fault({ kind: "drop_after", times: 1 });
      await reply("Один раз");
      await deliverChat(chatId);
      expect((await outbound())[0]?.status).toBe("sending");
      moveClock(2);
      await deliverChat(chatId);
      const [message] = await outbound();
      expect(message).toMatchObject({ status: "sent" });
      expect(message?.external_id).not.toBeNull();
      expect(await seller.sentTexts()).toEqual(["Один раз"]);
    });

    test("a message that never shows is unconfirmed in the end, and only a person sends it again", async () => {
      await fault({ kind: "drop_before", times: 1 });
      await reply("Дошло?");
      await reply("А это?");
      await deliverChat(chatId);
      for (let look = 0; look < 8; look++) {
        moveClock(31);
        await deliverChat(chatId);
      }
      expect(await outbound()).toMatchObject([
        { status: "unconfirmed", error_code: "delivery_unconfirmed" },
        { status: "sent" },
      ]);
      expect(await seller.sentTexts()).toEqual(["А это?"]);
      const [message] = await outbound();
      await retryMessage({ actor: admin.actor, messageId: message?.id ?? "" });
      await expect(retryMessage({ actor: admin.actor, messageId: message?.id ?? "" })).rejects.toMatchObject({
        code: "not_retryable",
      });
      await deliverChat(chatId);
      expect(await seller.sentTexts()).toEqual(["А это?", "Дошло?"]);
    });

    test("a process that died with a message in flight leaves it to be settled, not sent again", async () => {
      const queued = await reply("Полпути");
      await deliverChat(chatId); // it did arrive; then the process died before it could write so down
      await database.query(
        "UPDATE messages SET status = 'sending', external_id = NULL, claimed_at = $2, due_at = NULL WHERE id = $1",
        [queued.id, now()],
      );
      await deliverChat(chatId);
      expect((await outbound())[0]?.status).toBe("sending"); // its owner may still be waiting for the answer
      moveClock(31);
      await deliverChat(chatId);
      expect((await outbound())[0]?.status).toBe("sent");
      expect(await seller.sentTexts()).toEqual(["Полпути"]);
    });

    test("a wrong key found while sending stops the seller and fails the reply with that code", async () => {
      await reply("Ключ?");
      await sandbox().changeAccount(seller.account.client_id, { api_key: "another" });
      await deliverChat(chatId);
      expect(await outbound()).toMatchObject([{ status: "failed", error_code: "credentials_rejected" }]);
      const [row] = await database.query("SELECT status FROM sellers WHERE id = $1", [seller.id]);
      expect(row).toEqual({ status: "credentials_rejected" });
    });

    test("a paused seller's replies wait and leave when it is back", async () => {
      await reply("Подождём");
      await database.query("UPDATE sellers SET status = 'paused' WHERE id = $1", [seller.id]);
      await deliverChat(chatId);
      expect((await outbound())[0]?.status).toBe("queued");
      await expect(reply("Ещё")).rejects.toMatchObject({ code: "seller_not_active" });
      await database.query("UPDATE sellers SET status = 'active' WHERE id = $1", [seller.id]);
      await deliverChat(chatId);
      expect(await seller.sentTexts()).toEqual(["Подождём"]);
    });

    test("a foreign operator can neither send nor retry", async () => {
      const stranger = await makeOperator([]);
      await expect(queueReply({ actor: stranger.actor, chatId, text: "!" })).rejects.toMatchObject({
        code: "not_found",
      });
      const queued = await reply("Моё");
      await expect(retryMessage({ actor: stranger.actor, messageId: queued.id })).rejects.toMatchObject({
        code: "not_found",
      });
    });

    test("the same client id twice at once is one message", async () => {
      const send = () => queueReply({ actor: admin.actor, chatId, text: "Раз", clientId: "b-1" });
      const both = await Promise.all([send(), send()]);
      expect(both[0].id).toBe(both[1].id);
      expect(await outbound()).toHaveLength(1);
    });

    test("too long a text is refused before it is stored", async () => {
      await expect(reply("я".repeat(20_000))).rejects.toMatchObject({ code: "text_too_long" });
      expect(await outbound()).toEqual([]);
    });
  },
);

test("after 48 hours of the buyer's silence production's window is closed, here and there", async () => {
  const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3" });
  const { chatId: external } = await seller.say("Давно", {
    created_at: new Date(Date.now() - 47.9 * 3_600_000).toISOString(),
  });
  await pollLater(seller.id);
  const chatId = await findChatId(database, seller.id, external);
  const { id } = await queueReply({ actor: admin.actor, chatId, text: "Успели?" });
  await sandbox().changeChat(external, {
    client_id: seller.account.client_id,
    last_buyer_at: new Date(Date.now() - 49 * 3_600_000).toISOString(),
  });
  await deliverChat(chatId);
  expect((await readMessages(database, seller.id)).find((message) => message.id === id)).toMatchObject({
    status: "failed",
    error_code: "reply_window_closed",
  });
  moveClock(3_600);
  await expect(queueReply({ actor: admin.actor, chatId, text: "Поздно" })).rejects.toMatchObject({
    code: "reply_window_closed",
  });
});
