import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { runTriggers } from "@/lib/automation/run-triggers";
import { readMessagesForStream } from "@/lib/chats/read";
import { wakeChats } from "@/lib/chats/wake";
import { now } from "@/lib/clock";
import type { RuleConditions } from "@/lib/wire/automation";
import { moveClock, resetClock } from "../../support/clock";
import { ownDatabase } from "../../support/database";
import {
  type ConnectedSeller,
  makeConnectedSeller,
  makeOperator,
  makeSupervisor,
} from "../../support/factories";
import { liftLimits } from "../../support/limits";
import { ownSandbox } from "../../support/sandbox";
import {
  automaticTexts,
  chatNow,
  externalOf,
  makeReply,
  makeRule,
  makeTag,
  runsOf,
  setService,
  writeIn,
} from "./talk";

const database = ownDatabase();
const sandbox = ownSandbox();
let seller: ConnectedSeller;
beforeAll(async () => {
  await liftLimits(database, sandbox());
  seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3" });
});
beforeEach(async () => {
  await database.query("DELETE FROM automation_rules");
  await database.query("DELETE FROM chats");
  await setService(database, seller.id, {});
});
afterEach(() => resetClock());

const always = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((day) => [day, [["00:00", "24:00"]]]));
const never = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((day) => [day, []]));

describe("conditions", () => {
  /** Whether a rule with these conditions answers a buyer who writes this. */
  async function answers(
    conditions: RuleConditions,
    { text = "Здравствуйте", prepare = async () => undefined }: Parameters<typeof ask>[1] = {},
  ): Promise<boolean> {
    return ask(conditions, { text, prepare });
  }
  async function ask(
    conditions: RuleConditions,
    { text, prepare }: { text?: string; prepare?: (chatId: string) => Promise<unknown> },
  ): Promise<boolean> {
    await database.query("DELETE FROM automation_rules");
    await makeRule({ conditions, actions: [{ do: "tag", tag: await makeTag(database, "сработало") }] });
    const chatId = await writeIn(seller.id, { text });
    await prepare?.(chatId);
    await runTriggers(chatId);
    return (await chatNow(database, chatId)).tags.includes("сработало");
  }

  test("words are found in any form and case, phrases word by word, any of them", async () => {
    expect(await answers({ words: ["возврат"] }, { text: "Хочу оформить ВОЗВРАТЫ" })).toBe(true);
    expect(await answers({ words: ["возврат"] }, { text: "Воротник великоват" })).toBe(false);
    expect(await answers({ words: ["где заказ"] }, { text: "Где заказ?!" })).toBe(true);
    expect(await answers({ words: ["где заказ"] }, { text: "Заказ получил, спасибо" })).toBe(false);
    expect(await answers({ words: ["не пришёл"] }, { text: "посылка не пришел" })).toBe(true);
    expect(await answers({ words: ["не пришёл"] }, { text: "заказ пришёл" })).toBe(false);
    expect(await answers({ words: ["брак", "сломанный товар"] }, { text: "пришёл сломанный товар" })).toBe(
      true,
    );
    expect(await answers({ words: ["😡"] }, { text: "Ну вот 😡" })).toBe(true);
    expect(await answers({ words: ["😡"] }, { text: "Ну вот" })).toBe(false);
  });

  test("words of a burst count, whichever message of it they stand in", async () => {
    await makeRule({
      conditions: { words: ["возврат"] },
      actions: [{ do: "tag", tag: await makeTag(database, "возврат") }],
    });
    const chatId = await writeIn(seller.id, { texts: ["Нужен возврат", "алло", "вы тут?"] });
    await runTriggers(chatId);
    expect((await chatNow(database, chatId)).tags).toEqual(["возврат"]);
    await database.query("UPDATE chats SET tags = '{}'");
    await writeIn(seller.id, { chat: await externalOf(database, chatId), text: "спасибо" });
    await runTriggers(chatId);
    expect((await chatNow(database, chatId)).tags).toEqual([]);
  });

  test("sellers", async () => {
    const other = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3" });
    expect(await answers({ seller_ids: [seller.id] })).toBe(true);
    expect(await answers({ seller_ids: [other.id] })).toBe(false);
  });

  test("the order's state: of the chat's own posting, else of the order's newest, else unknown", async () => {
    const addPosting = (number: string, order: string, state: string, daysAgo: number) =>
      database.query(
        `INSERT INTO postings (seller_id, posting_number, order_number, status, state, ordered_at)
         VALUES ($1, $2, $3, $4, $4, now() - make_interval(days => $5::int))`,
        [seller.id, number, order, state, daysAgo],
      );
    await addPosting("o-1", "o", "delivered", 3);
    await addPosting("o-2", "o", "delivering", 1);
    const set = (columns: string) => (chatId: string) =>
      database.query(`UPDATE chats SET ${columns} WHERE id = $1`, [chatId]);
    const ofOrder = { prepare: set("order_number = 'o'") };
    expect(await answers({ order_states: ["delivering"] }, ofOrder)).toBe(true);
    expect(await answers({ order_states: ["delivered"] }, ofOrder)).toBe(false);
    const ofPosting = { prepare: set("order_number = 'o', posting_number = 'o-1'") };
    expect(await answers({ order_states: ["delivered", "cancelled"] }, ofPosting)).toBe(true);
    expect(await answers({ order_states: ["unknown"] })).toBe(true);
    expect(await answers({ order_states: ["unknown"] }, ofOrder)).toBe(false);
  });

  test("business hours", async () => {
    await setService(database, seller.id, { hours: always });
    expect(await answers({ hours: "inside" })).toBe(true);
    expect(await answers({ hours: "outside" })).toBe(false);
    await setService(database, seller.id, { hours: never });
    expect(await answers({ hours: "outside" })).toBe(true);
    expect(await answers({ hours: "inside" })).toBe(false);
  });

  test("tags and assignment", async () => {
    const vip = await makeTag(database, "VIP");
    const { user } = await makeSupervisor();
    const tagged = {
      prepare: (id: string) => database.query("UPDATE chats SET tags = '{VIP}' WHERE id = $1", [id]),
    };
    const given = {
      prepare: (id: string) =>
        database.query("UPDATE chats SET assignee_id = $2 WHERE id = $1", [id, user.id]),
    };
    expect(await answers({ has_tag: vip })).toBe(false);
    expect(await answers({ has_tag: vip }, tagged)).toBe(true);
    expect(await answers({ lacks_tag: vip })).toBe(true);
    expect(await answers({ lacks_tag: vip }, tagged)).toBe(false);
    expect(await answers({ is_assigned: true })).toBe(false);
    expect(await answers({ is_assigned: true }, given)).toBe(true);
    expect(await answers({ is_assigned: false })).toBe(true);
    expect(await answers({ is_assigned: false }, given)).toBe(false);
  });

  test("all that are given must hold", async () => {
    expect(await answers({ words: ["возврат"], is_assigned: true }, { text: "возврат" })).toBe(false);
    expect(await answers({ words: ["возврат"], is_assigned: false }, { text: "возврат" })).toBe(true);
  });
});

describe("actions", () => {
  test("assign, tag, snooze, notify and close, in the rule's name, with history, notices and audit", async () => {
    const olga = await makeOperator([seller.id]);
    const boss = await makeSupervisor();
    const rule = await makeRule({
      name: "Всё сразу",
      actions: [
        { do: "assign", to: olga.user.id },
        { do: "tag", tag: await makeTag(database, "важно") },
        { do: "snooze", minutes: 30 },
        { do: "notify", user_ids: [boss.user.id] },
        { do: "close" },
      ],
    });
    const chatId = await writeIn(seller.id, { text: "Помогите" });
    await runTriggers(chatId);
    const chat = await chatNow(database, chatId);
    expect(chat).toMatchObject({ assignee_id: olga.user.id, tags: ["важно"], status: "closed" });
    expect(Math.abs((chat.snoozed_until?.getTime() ?? 0) - now().getTime() - 30 * 60_000)).toBeLessThan(
      60_000,
    );
    const notes = await database.query<{ act: { name: string }; author_type: string; author_name: string }>(
      "SELECT act, author_type, author_name FROM notes WHERE chat_id = $1 ORDER BY created_at, id",
      [chatId],
    );
    expect(notes.map((note) => note.act.name).sort()).toEqual([
      "assigned",
      "closed",
      "notified",
      "snoozed",
      "tagged",
    ]);
    expect(new Set(notes.map((note) => `${note.author_type} ${note.author_name}`))).toEqual(
      new Set(["rule Всё сразу"]),
    );
    const notices = await database.query(
      "SELECT user_id, kind, from_name, text FROM notices WHERE chat_id = $1",
      [chatId],
    );
    expect(notices).toEqual(
      expect.arrayContaining([
        { user_id: olga.user.id, kind: "assigned", from_name: "Всё сразу", text: "Помогите" },
        { user_id: boss.user.id, kind: "rule", from_name: "Всё сразу", text: "Помогите" },
      ]),
    );
    const [audit] = await database.query(
      "SELECT actor_type, details FROM audit_log WHERE action = 'automation.ran' AND subject_id = $1",
      [chatId],
    );
    expect(audit).toMatchObject({
      actor_type: "system",
      details: { rule_id: rule.id, rule_name: "Всё сразу" },
    });
  });

  test("turns and load give a chat that is nobody's to somebody, and take it from nobody", async () => {
    const olga = await makeOperator([seller.id]);
    await database.query("UPDATE users SET seen_at = now(), availability = 'away' WHERE id <> $1", [
      olga.user.id,
    ]);
    await database.query("UPDATE users SET seen_at = now(), availability = 'available' WHERE id = $1", [
      olga.user.id,
    ]);
    await makeRule({ actions: [{ do: "assign", to: "least_busy" }] });
    const chatId = await writeIn(seller.id);
    await runTriggers(chatId);
    expect((await chatNow(database, chatId)).assignee_id).toBe(olga.user.id);
    await writeIn(seller.id, { chat: await externalOf(database, chatId) });
    await runTriggers(chatId);
    expect(await runsOf(database, chatId)).toHaveLength(1);
    await database.query("UPDATE users SET availability = 'away' WHERE id = $1", [olga.user.id]);
    const alone = await writeIn(seller.id);
    await runTriggers(alone);
    expect(await runsOf(database, alone)).toEqual([["rule", [{ do: "assign", skipped: "nobody_fits" }]]]);
  });

  test("a reply is filled, stands in line under the rule's name, and leaves the buyer waiting", async () => {
    const reply = await makeReply(database, "Здравствуйте, {{buyer_name}}! Заказ {{order_number}} едет.");
    await makeRule({ name: "Приветствие", actions: [{ do: "reply", canned_reply_id: reply }] });
    const chatId = await writeIn(seller.id, { buyerName: "Анна" });
    await runTriggers(chatId);
    expect(await automaticTexts(database, chatId)).toEqual(["Приветствие: Здравствуйте, Анна! Заказ едет."]);
    const [message] = await database.query<{ id: string }>(
      "SELECT id FROM messages WHERE chat_id = $1 AND direction = 'outbound'",
      [chatId],
    );
    const id = message?.id ?? "";
    const shown = (await readMessagesForStream([id])).get(id);
    expect(shown).toMatchObject({
      status: "queued",
      is_automatic: true,
      author: { type: "operator", id: null, name: "Приветствие" },
    });
    expect((await chatNow(database, chatId)).waiting_since).not.toBeNull();
  });

  test("what cannot be said is left out with its reason, and the rest happens", async () => {
    const reply = await makeReply(database, "д".repeat(10_000));
    const tag = await makeTag(database, "длинно");
    await makeRule({
      actions: [
        { do: "reply", canned_reply_id: reply },
        { do: "tag", tag },
      ],
    });
    const chatId = await writeIn(seller.id);
    await runTriggers(chatId);
    expect(await runsOf(database, chatId)).toEqual([
      ["rule", [{ do: "reply", skipped: "text_too_long" }, { do: "tag" }]],
    ]);
    const closed = await writeIn(seller.id);
    await database.query("UPDATE chats SET marketplace_status = 'closed' WHERE id = $1", [closed]);
    await runTriggers(closed);
    expect(await runsOf(database, closed)).toEqual([
      ["rule", [{ do: "reply", skipped: "chat_closed" }, { do: "tag" }]],
    ]);
  });

  test("rules run in their order, and a later one sees what an earlier one did", async () => {
    const [one, two] = [await makeTag(database, "один"), await makeTag(database, "два")];
    await makeRule({ conditions: { has_tag: one }, actions: [{ do: "close" }] });
    await makeRule({ actions: [{ do: "tag", tag: one }] });
    await makeRule({ conditions: { has_tag: one }, actions: [{ do: "tag", tag: two }] });
    const chatId = await writeIn(seller.id);
    await runTriggers(chatId);
    expect(await chatNow(database, chatId)).toMatchObject({ tags: ["один", "два"], status: "open" });
  });

  test("a rule that speaks of what is gone does not run", async () => {
    const tag = await makeTag(database, "недолгий");
    await makeRule({ actions: [{ do: "close" }, { do: "tag", tag }] });
    await database.query("DELETE FROM tags WHERE name = $1", [tag]);
    const chatId = await writeIn(seller.id);
    await runTriggers(chatId);
    expect((await chatNow(database, chatId)).status).toBe("open");
  });
});

describe("the auto-reply", () => {
  const say = (text: string) => setService(database, seller.id, { hours: never, auto_reply_text: text });

  test("is said outside hours, once a chat on a local day", async () => {
    await say("{{buyer_name}}, ответим утром");
    const chatId = await writeIn(seller.id);
    const chat = await externalOf(database, chatId);
    await runTriggers(chatId);
    await writeIn(seller.id, { chat });
    await runTriggers(chatId);
    expect(await automaticTexts(database, chatId)).toEqual(["Ответим утром"]);
    expect(await runsOf(database, chatId)).toEqual([["auto_reply", [{ do: "reply" }]]]);
    moveClock(24 * 3600);
    await writeIn(seller.id, { chat });
    await runTriggers(chatId);
    expect(await automaticTexts(database, chatId)).toHaveLength(2);
  });

  test("is not said within hours, after a rule has spoken, or where writing is over", async () => {
    await setService(database, seller.id, { hours: always, auto_reply_text: "Утром" });
    const atWork = await writeIn(seller.id);
    await runTriggers(atWork);
    await say("Утром");
    const closed = await writeIn(seller.id);
    await database.query("UPDATE chats SET marketplace_status = 'closed' WHERE id = $1", [closed]);
    await runTriggers(closed);
    const reply = await makeReply(database, "Секунду");
    await makeRule({ name: "Бот", actions: [{ do: "reply", canned_reply_id: reply }] });
    const spoken = await writeIn(seller.id);
    await runTriggers(spoken);
    expect(await automaticTexts(database, atWork)).toEqual([]);
    expect(await automaticTexts(database, closed)).toEqual([]);
    expect(await automaticTexts(database, spoken)).toEqual(["Бот: Секунду"]);
  });
});

test("a snoozed chat wakes when its time has come, and its person is told once", async () => {
  const olga = await makeOperator([seller.id]);
  const chatId = await writeIn(seller.id, { text: "Позвоните" });
  await database.query(
    "UPDATE chats SET assignee_id = $2, snoozed_until = now() + interval '1 hour' WHERE id = $1",
    [chatId, olga.user.id],
  );
  expect(await wakeChats()).toBe(0);
  moveClock(3601);
  await Promise.all([wakeChats(), wakeChats()]);
  expect((await chatNow(database, chatId)).snoozed_until).toBeNull();
  const notices = await database.query("SELECT user_id, kind, text FROM notices WHERE chat_id = $1", [
    chatId,
  ]);
  expect(notices).toEqual([{ user_id: olga.user.id, kind: "snooze_over", text: "Позвоните" }]);
  const notes = await database.query("SELECT author_type, act FROM notes WHERE chat_id = $1", [chatId]);
  expect(notes).toEqual([{ author_type: "system", act: { name: "woken" } }]);
});
