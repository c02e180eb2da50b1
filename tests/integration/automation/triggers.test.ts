import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { listForgottenChats } from "@/lib/automation/find-pending";
import { runTriggers } from "@/lib/automation/run-triggers";
import { noteSilences } from "@/lib/automation/silence";
import { now } from "@/lib/clock";
import { moveClock, resetClock } from "../../support/clock";
import { ownDatabase } from "../../support/database";
import { type ConnectedSeller, makeConnectedSeller, makeOperator } from "../../support/factories";
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
  triggersOf,
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

const hoursAgo = (hours: number) => new Date(now().getTime() - hours * 3_600_000);
const kinds = async (chatId: string) => (await triggersOf(database, chatId)).map((row) => row.kind);
const tagRule = async (given: Partial<Parameters<typeof makeRule>[0]> = {}) =>
  makeRule({ actions: [{ do: "tag", tag: await makeTag(database, "отмечен") }], ...given });

test("nothing is noted where nothing could answer", async () => {
  expect(await triggersOf(database, await writeIn(seller.id))).toEqual([]);
  await tagRule({ is_enabled: false });
  expect(await triggersOf(database, await writeIn(seller.id))).toEqual([]);
});

test("a seller that gives chats out or answers by itself needs no rule", async () => {
  await setService(database, seller.id, { assignment: "round_robin" });
  expect(await kinds(await writeIn(seller.id))).toEqual(["new_chat"]);
  await setService(database, seller.id, { auto_reply_text: "Завтра" });
  expect(await kinds(await writeIn(seller.id))).toEqual(["new_chat"]);
});

test("several messages at once ring once, for the newest", async () => {
  await tagRule();
  const chatId = await writeIn(seller.id, { texts: ["раз", "два", "три"] });
  const [trigger, ...more] = await triggersOf(database, chatId);
  expect(more).toEqual([]);
  const [message] = await database.query<{ text: string }>("SELECT text FROM messages WHERE id = $1", [
    trigger?.message_id,
  ]);
  expect(message?.text).toBe("три");
});

test("a chat is new at first, after it was closed, and after two days of silence", async () => {
  await tagRule();
  const chatId = await writeIn(seller.id, { at: hoursAgo(100) });
  const chat = await externalOf(database, chatId);
  await writeIn(seller.id, { chat, at: hoursAgo(99) });
  await writeIn(seller.id, { chat, at: hoursAgo(50) });
  await writeIn(seller.id, { chat, at: hoursAgo(49) });
  await database.query("UPDATE chats SET status = 'closed' WHERE id = $1", [chatId]);
  await writeIn(seller.id, { chat, at: hoursAgo(48) });
  expect(await kinds(chatId)).toEqual(["new_chat", "new_message", "new_chat", "new_message", "new_chat"]);
});

test("a message that comes again, a backfill, our own words and the marketplace's channels ring for nothing", async () => {
  await tagRule();
  const chatId = await writeIn(seller.id, { author: "seller" });
  await writeIn(seller.id, { chat: await externalOf(database, chatId), loudness: "backfill" });
  expect(await triggersOf(database, chatId)).toEqual([]);
  expect(await triggersOf(database, await writeIn(seller.id, { kind: "marketplace" }))).toEqual([]);
});

test("a rule for new chats leaves later messages alone; one for messages takes the first as well", async () => {
  const first = await makeTag(database, "первое");
  const every = await makeTag(database, "каждое");
  await makeRule({ trigger: "new_chat", actions: [{ do: "tag", tag: first }] });
  await makeRule({ trigger: "new_message", actions: [{ do: "tag", tag: every }] });
  const chatId = await writeIn(seller.id);
  await runTriggers(chatId);
  expect((await chatNow(database, chatId)).tags).toEqual([first, every]);
  await database.query("UPDATE chats SET tags = '{}' WHERE id = $1", [chatId]);
  await writeIn(seller.id, { chat: await externalOf(database, chatId) });
  await runTriggers(chatId);
  expect((await chatNow(database, chatId)).tags).toEqual([every]);
});

test("two workers on one chat do each trigger once", async () => {
  const reply = await makeReply(database, "Секунду!");
  await makeRule({ name: "Ответ", actions: [{ do: "reply", canned_reply_id: reply }] });
  const chatId = await writeIn(seller.id);
  await writeIn(seller.id, { chat: await externalOf(database, chatId) });
  await Promise.all([runTriggers(chatId), runTriggers(chatId), runTriggers(chatId)]);
  expect(await automaticTexts(database, chatId)).toEqual(["Ответ: Секунду!", "Ответ: Секунду!"]);
  expect((await triggersOf(database, chatId)).every((row) => row.done_at !== null)).toBe(true);
});

test("an automatic word rings for nothing", async () => {
  const reply = await makeReply(database, "Секунду!");
  await makeRule({ actions: [{ do: "reply", canned_reply_id: reply }] });
  const chatId = await writeIn(seller.id);
  await runTriggers(chatId);
  expect(await triggersOf(database, chatId)).toHaveLength(1);
});

test("a lost nudge is found after ten seconds", async () => {
  await tagRule();
  const chatId = await writeIn(seller.id);
  expect(await listForgottenChats()).not.toContain(chatId);
  moveClock(11);
  expect(await listForgottenChats()).toContain(chatId);
  await runTriggers(chatId);
  expect(await listForgottenChats()).not.toContain(chatId);
});

test("a trigger that fails five times is given up and said so; the others go on", async () => {
  const reply = await makeReply(database, "Секунду!");
  await makeRule({ name: "Ответ", actions: [{ do: "reply", canned_reply_id: reply }] });
  const chatId = await writeIn(seller.id);
  await database.query(`
    CREATE FUNCTION refuse_run() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF EXISTS (SELECT 1 FROM automation_triggers WHERE id = NEW.trigger_id AND kind = 'new_chat')
         AND NEW.actions <> '["failed"]' THEN RAISE 'no'; END IF; RETURN NEW; END $$;
    CREATE TRIGGER refuse BEFORE INSERT ON automation_runs FOR EACH ROW EXECUTE FUNCTION refuse_run()`);
  await writeIn(seller.id, { chat: await externalOf(database, chatId) });
  for (let attempt = 0; attempt < 6; attempt++) await runTriggers(chatId);
  await database.query("DROP TRIGGER refuse ON automation_runs; DROP FUNCTION refuse_run");
  const [bad, good] = await triggersOf(database, chatId);
  expect([bad?.attempts, bad?.done_at !== null]).toEqual([5, true]);
  expect([good?.attempts, good?.done_at !== null]).toEqual([0, true]);
  expect(await automaticTexts(database, chatId)).toEqual(["Ответ: Секунду!"]);
  expect(await runsOf(database, chatId)).toEqual([
    ["rule", [{ do: "reply" }]],
    ["rule", ["failed"]],
  ]);
});

test("a silence rings once for itself, and again only after somebody spoke", async () => {
  await tagRule({ trigger: "idle", idle_minutes: 60 });
  const chatId = await writeIn(seller.id);
  moveClock(59 * 60);
  expect(await noteSilences()).toBe(0);
  moveClock(2 * 60);
  expect(await noteSilences()).toBe(1);
  expect(await noteSilences()).toBe(0);
  await runTriggers(chatId);
  expect((await chatNow(database, chatId)).tags).toEqual(["отмечен"]);
  await writeIn(seller.id, { chat: await externalOf(database, chatId), author: "seller" });
  moveClock(61 * 60);
  expect(await noteSilences()).toBe(1);
});

test("a rule on silence begins with what happens from now on", async () => {
  const chatId = await writeIn(seller.id, { at: hoursAgo(30) });
  await tagRule({ trigger: "idle", idle_minutes: 60 });
  moveClock(60);
  expect(await noteSilences()).toBe(0);
  expect(await triggersOf(database, chatId)).toEqual([]);
});

test("a missed target rings once, and not when a person answered meanwhile", async () => {
  await tagRule({ trigger: "overdue" });
  const answered = await writeIn(seller.id);
  const waiting = await writeIn(seller.id);
  moveClock(61 * 60);
  expect(await noteSilences()).toBe(2);
  expect(await noteSilences()).toBe(0);
  await writeIn(seller.id, { chat: await externalOf(database, answered), author: "seller" });
  await Promise.all([runTriggers(answered), runTriggers(waiting)]);
  expect((await chatNow(database, answered)).tags).toEqual([]);
  expect((await chatNow(database, waiting)).tags).toEqual(["отмечен"]);
  expect((await triggersOf(database, answered))[0]?.done_at).not.toBeNull();
});

test("an automatic reply to a missed target leaves the buyer waiting and is not said again", async () => {
  const reply = await makeReply(database, "Помним о вас");
  await makeRule({ name: "Поздно", trigger: "overdue", actions: [{ do: "reply", canned_reply_id: reply }] });
  const chatId = await writeIn(seller.id);
  const { waiting_since } = await chatNow(database, chatId);
  moveClock(61 * 60);
  await noteSilences();
  await runTriggers(chatId);
  moveClock(61 * 60);
  expect(await noteSilences()).toBe(0);
  expect(await automaticTexts(database, chatId)).toEqual(["Поздно: Помним о вас"]);
  expect((await chatNow(database, chatId)).waiting_since).toEqual(waiting_since);
});

test("new chats go to the seller's people by its own way", async () => {
  await setService(database, seller.id, { assignment: "round_robin" });
  const { user } = await makeOperator([seller.id]);
  await database.query("UPDATE users SET seen_at = now() WHERE id = $1", [user.id]);
  const chatId = await writeIn(seller.id);
  await runTriggers(chatId);
  expect((await chatNow(database, chatId)).assignee_id).toBe(user.id);
  expect(await runsOf(database, chatId)).toEqual([["assignment", [{ do: "assign" }]]]);
});
