import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { changeBroadcastRules, readBroadcastRules } from "@/lib/broadcasts/change-rules";
import { readContext } from "@/lib/chats/context";
import { lookForOptOuts } from "@/lib/chats/look-for-opt-outs";
import { addOptOut, liftOptOut } from "@/lib/chats/opt-outs";
import { db } from "@/lib/db/client";
import type { Dialect } from "../../../sandbox/model";
import { moveClock, resetClock } from "../../support/clock";
import { ownDatabase } from "../../support/database";
import {
  backfillWhole,
  makeAdmin,
  makeConnectedSeller,
  makeOperator,
  type Person,
} from "../../support/factories";
import { liftLimits } from "../../support/limits";
import { ownSandbox } from "../../support/sandbox";
import { findChatId, pollLater } from "../../support/stored";
import { makeStoredChat, makeStoredMessage, makeStoredSeller } from "../../support/stored-chats";

const database = ownDatabase();
const sandbox = ownSandbox();
let admin: Person;
beforeAll(async () => {
  await liftLimits(database, sandbox());
  admin = await makeAdmin();
});
afterEach(async () => {
  resetClock();
  await db().setting.deleteMany({ where: { name: { in: ["opt_out_words", "opt_out_look"] } } });
});

const saidIn = async (chatId: string) =>
  (await db().optOut.findMany({ where: { chatId, liftedAt: null }, orderBy: { createdAt: "asc" } })).map(
    (row) => row.said,
  );
const optOutOf = async (chatId: string) => (await readContext({ actor: admin.actor, chatId })).opt_out;
const toldOf = async (chatId: string) => {
  const rows = await database.query<{ name: string }>("SELECT name FROM events WHERE subject_id = $1", [
    chatId,
  ]);
  return rows.map((row) => row.name);
};

describe("what buyers write", () => {
  test.each<{ dialect: Dialect }>([{ dialect: "v1" }, { dialect: "v3" }])(
    "is heard when it comes in, once a message, in $dialect",
    async ({ dialect }) => {
      const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect });
      const { chatId: external } = await seller.say(["Здравствуйте", "НЕ  пишите мне больше!"]);
      const { chatId: other } = await seller.say("Пишите, когда отправите");
      await pollLater(seller.id);
      await pollLater(seller.id);
      const chatId = await findChatId(database, seller.id, external);
      expect(await saidIn(chatId)).toEqual(["не пишите мне"]);
      expect(await optOutOf(chatId)).toMatchObject({ said: "не пишите мне", source: "words", by: null });
      expect(await optOutOf(await findChatId(database, seller.id, other))).toBeNull();
    },
  );

  test("is heard in what was written before the seller was connected", async () => {
    const seller = await makeConnectedSeller({
      sandbox: sandbox(),
      dialect: "v3",
      isBackfilled: false,
      before: (account) =>
        sandbox().say({ client_id: account.client_id, chat_id: "old", texts: ["Отпишите меня"] }),
    });
    await backfillWhole(seller.id);
    expect(await saidIn(await findChatId(database, seller.id, "old"))).toEqual(["отпишите"]);
  });

  test("is not heard in our own words", async () => {
    const sellerId = await makeStoredSeller();
    const chatId = await makeStoredChat(sellerId);
    await makeStoredMessage({ sellerId, chatId }, { text: "Отпишите, если не нужно", authorId: "x" });
    await changeWords(["отпишите"]);
    expect(await saidIn(chatId)).toEqual([]);
  });
});

describe("a person", () => {
  test("notes a wish for all chats of the buyer and takes it back for all of them", async () => {
    const sellerId = await makeStoredSeller();
    const chatId = await makeStoredChat(sellerId, { buyerKey: "7" });
    const otherChat = await makeStoredChat(sellerId, { buyerKey: "7" });
    const foreign = await makeStoredChat(await makeStoredSeller(), { buyerKey: "7" });
    const noted = await addOptOut({ actor: admin.actor, chatId });
    expect(noted).toMatchObject({ source: "person", said: "", by: admin.user.name });
    expect(await addOptOut({ actor: admin.actor, chatId: otherChat })).toEqual(noted);
    expect(await optOutOf(otherChat)).toEqual(noted);
    expect(await optOutOf(foreign)).toBeNull();
    expect(await toldOf(chatId)).toEqual(["chat.updated"]);
    await liftOptOut({ actor: admin.actor, chatId: otherChat });
    expect(await optOutOf(chatId)).toBeNull();
    expect(await toldOf(otherChat)).toEqual(["chat.updated"]);
    const acts = await db().auditEntry.findMany({ where: { sellerId }, orderBy: { at: "asc" } });
    expect(acts.map((entry) => [entry.action, entry.subjectId])).toEqual([
      ["chat.opted_out", chatId],
      ["chat.opt_out_lifted", otherChat],
    ]);
  });

  test("cannot for a seller who is not theirs, nor for the marketplace's own channel", async () => {
    const sellerId = await makeStoredSeller();
    const stranger = await makeOperator([]);
    const chatId = await makeStoredChat(sellerId);
    const channel = await makeStoredChat(sellerId, { kind: "marketplace" });
    for (const act of [addOptOut, liftOptOut]) {
      await expect(act({ actor: stranger.actor, chatId })).rejects.toMatchObject({ code: "not_found" });
      await expect(act({ actor: admin.actor, chatId: channel })).rejects.toMatchObject({ code: "not_found" });
    }
  });

  test("is not overruled by the message that said it, but by a new one", async () => {
    const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3" });
    const { chatId: external } = await seller.say("не пишите");
    await pollLater(seller.id);
    const chatId = await findChatId(database, seller.id, external);
    await liftOptOut({ actor: admin.actor, chatId });
    await changeWords(["не пишите", "хватит"]);
    expect(await saidIn(chatId)).toEqual([]);
    await seller.say("Хватит!", { chat_id: external });
    await pollLater(seller.id);
    expect(await saidIn(chatId)).toEqual(["хватит"]);
  });
});

/** Changes the words and has the workers look through everything. */
async function changeWords(words: string[]): Promise<void> {
  const rules = await readBroadcastRules();
  await changeBroadcastRules({ actor: admin.actor, rules: { ...rules, opt_out_words: words } });
  await lookToTheEnd();
}

async function lookToTheEnd(): Promise<void> {
  await lookForOptOuts();
  moveClock(60);
  await lookForOptOuts();
  await lookForOptOuts();
  expect(await db().setting.count({ where: { name: "opt_out_look" } })).toBe(0);
}

describe("changed words", () => {
  beforeEach(() => changeWords(["не пишите"]));

  test("are looked for in all that was ever written, slice by slice", async () => {
    const sellerId = await makeStoredSeller();
    const chatId = await makeStoredChat(sellerId);
    await makeStoredMessage({ sellerId, chatId }, { text: "Довольно рекламы" });
    await database.query(
      `INSERT INTO messages (chat_id, seller_id, direction, author_type, text, status, created_at)
       SELECT $1, $2, 'inbound', 'buyer', CASE n WHEN 4100 THEN 'довольно' ELSE 'Где заказ?' END, 'received', now()
         FROM generate_series(1, 4100) AS n`,
      [chatId, sellerId],
    );
    await changeWords(["не пишите", "довольно"]);
    expect(await saidIn(chatId)).toEqual(["довольно", "довольно"]);
    expect(await toldOf(chatId)).toContain("chat.updated");
  });

  test("go on where they stood when a process died", async () => {
    const sellerId = await makeStoredSeller();
    const chatId = await makeStoredChat(sellerId);
    const ids = [
      await makeStoredMessage({ sellerId, chatId }, { text: "довольно, раз" }),
      await makeStoredMessage({ sellerId, chatId }, { text: "довольно, два" }),
    ];
    const [first] = ids.sort(); // within one millisecond ids have no order of their own
    const rules = await readBroadcastRules();
    await changeBroadcastRules({ actor: admin.actor, rules: { ...rules, opt_out_words: ["довольно"] } });
    await database.query(
      "UPDATE settings SET value = value || jsonb_build_object('after', $1::text) WHERE name = 'opt_out_look'",
      [first],
    );
    await lookForOptOuts();
    expect(await saidIn(chatId)).toHaveLength(1);
  });

  test("catch a message that was still being stored by the old ones", async () => {
    const sellerId = await makeStoredSeller();
    const chatId = await makeStoredChat(sellerId);
    const rules = await readBroadcastRules();
    await changeBroadcastRules({ actor: admin.actor, rules: { ...rules, opt_out_words: ["довольно"] } });
    await lookForOptOuts();
    await makeStoredMessage({ sellerId, chatId }, { text: "довольно" });
    await lookToTheEnd();
    expect(await saidIn(chatId)).toEqual(["довольно"]);
  });

  test("that are gone let go whom they alone had found, and nobody a person noted", async () => {
    const sellerId = await makeStoredSeller();
    const chats = await Promise.all([1, 2, 3].map(() => makeStoredChat(sellerId)));
    const [byOne = "", byBoth = "", byHand = ""] = chats;
    await makeStoredMessage({ sellerId, chatId: byOne }, { text: "довольно" });
    await makeStoredMessage({ sellerId, chatId: byBoth }, { text: "довольно, не пишите" });
    await addOptOut({ actor: admin.actor, chatId: byHand });
    await changeWords(["довольно", "не пишите"]);
    expect(await Promise.all([byOne, byBoth].map(saidIn))).toEqual([["довольно"], ["довольно"]]);
    await changeWords(["не пишите"]);
    expect(await Promise.all(chats.map(saidIn))).toEqual([[], ["не пишите"], [""]]);
  });
});
