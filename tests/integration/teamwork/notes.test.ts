import { beforeAll, expect, test } from "vitest";
import { appendActivities } from "@/lib/chats/activity";
import { handOver } from "@/lib/chats/hand-over";
import { addNote, listNotes } from "@/lib/chats/notes";
import { showPresence } from "@/lib/chats/presence";
import { inTransaction } from "@/lib/db/transaction";
import { appendNotices } from "@/lib/team/notices";
import { listNotices, markNoticesRead } from "@/lib/team/read-notices";
import { resetClock } from "../../support/clock";
import { ownDatabase } from "../../support/database";
import { makeAdmin, makeOperator, type Person } from "../../support/factories";
import { liftLimits } from "../../support/limits";
import { ownSandbox } from "../../support/sandbox";
import { assigneeOf, makeShop } from "./shop";

const database = ownDatabase();
const sandbox = ownSandbox();
let admin: Person;
let anna: Person;
let boris: Person;
let stranger: Person;
let sellerId: string;
let chats: readonly string[];
beforeAll(async () => {
  await liftLimits(database, sandbox());
  const shop = await makeShop(database, sandbox(), 6);
  resetClock();
  sellerId = shop.seller.id;
  chats = shop.chatIds;
  admin = await makeAdmin();
  anna = await makeOperator([sellerId]);
  boris = await makeOperator([sellerId]);
  stranger = await makeOperator([]);
});

const chat = (at: number) => chats[at] ?? "";

function codeOf(what: Promise<unknown>): Promise<string> {
  return what.then(
    () => "nothing",
    (error: { code?: string }) => String(error.code),
  );
}

test("a note stays with the chat, newest page first, its items in time order", async () => {
  const texts = ["1", "2", "3", "4", "5"];
  for (const text of texts) await addNote({ actor: anna.actor, chatId: chat(0), text });
  await inTransaction((tx) =>
    appendActivities(tx, [
      {
        chatId: chat(0),
        sellerId,
        author: { type: "system", id: null, name: null },
        act: { name: "closed" },
      },
    ]),
  );
  const newest = await listNotes({ actor: boris.actor, chatId: chat(0), limit: 4 });
  expect(newest.items.map((note) => note.act?.name ?? note.text)).toEqual(["3", "4", "5", "closed"]);
  expect(newest.items[0]).toMatchObject({
    kind: "note",
    author: { type: "user", id: anna.user.id, name: anna.user.name },
    mentions: [],
    act: null,
  });
  const older = await listNotes({
    actor: boris.actor,
    chatId: chat(0),
    limit: 4,
    cursor: newest.next_cursor ?? "",
  });
  expect(older.items.map((note) => note.text)).toEqual(["1", "2"]);
  expect(older.next_cursor).toBeNull();
});

test("notes never go to the marketplace and leave the buyer waiting", async () => {
  const before = await database.query("SELECT waiting_since, last_message_preview FROM chats WHERE id = $1", [
    chat(0),
  ]);
  await addNote({ actor: anna.actor, chatId: chat(0), text: "между нами" });
  expect(
    await database.query("SELECT waiting_since, last_message_preview FROM chats WHERE id = $1", [chat(0)]),
  ).toEqual(before);
  expect(await database.query("SELECT 1 FROM messages WHERE direction = 'outbound'")).toEqual([]);
});

test("who is named and sees the seller gets one notice; others and the writer get none", async () => {
  const named = [boris, boris, stranger, anna].map((person) => person.user.id).concat("nobody");
  const note = await addNote({
    actor: anna.actor,
    chatId: chat(1),
    text: "@Борис посмотри",
    mentions: named,
  });
  expect(note.mentions).toEqual([boris.user.id, anna.user.id]);
  const { items, unread } = await listNotices({ actor: boris.actor, limit: 50 });
  expect(unread).toBe(1);
  expect(items).toEqual([
    {
      id: expect.any(String),
      kind: "mention",
      chat_id: chat(1),
      from_name: anna.user.name,
      text: "@Борис посмотри",
      created_at: expect.any(String),
      read_at: null,
    },
  ]);
  expect((await listNotices({ actor: anna.actor, limit: 50 })).items).toEqual([]);
  expect((await listNotices({ actor: stranger.actor, limit: 50 })).items).toEqual([]);
});

test("handing over gives the chat with its word: note, act, notice, all of it or nothing", async () => {
  const note = await handOver({
    actor: anna.actor,
    chatId: chat(2),
    assigneeId: boris.user.id,
    text: "Твой случай",
  });
  expect(note).toMatchObject({ kind: "hand_over", text: "Твой случай", author: { id: anna.user.id } });
  expect(await assigneeOf(database, chat(2))).toBe(boris.user.id);
  const { items } = await listNotes({ actor: anna.actor, chatId: chat(2), limit: 50 });
  expect(items.map((item) => item.kind)).toEqual(["hand_over", "activity"]);
  expect(items[1]?.act).toEqual({
    name: "assigned",
    assignee_id: boris.user.id,
    assignee_name: boris.user.name,
  });
  const notices = await listNotices({ actor: boris.actor, limit: 1 });
  expect(notices.items[0]).toMatchObject({
    kind: "handed_over",
    chat_id: chat(2),
    from_name: anna.user.name,
  });
});

test.each([
  ["who does not see the seller", () => stranger.user.id],
  ["who is not there", () => "nobody"],
])("a chat cannot be handed to somebody %s, and nothing is left behind", async (_, whom) => {
  const attempt = handOver({ actor: anna.actor, chatId: chat(3), assigneeId: whom(), text: "тебе" });
  await expect(attempt).rejects.toMatchObject({ code: "unknown_assignee" });
  expect(await assigneeOf(database, chat(3))).toBeNull();
  expect((await listNotes({ actor: anna.actor, chatId: chat(3), limit: 50 })).items).toEqual([]);
});

test("an admin without sellers of their own may be handed a chat", async () => {
  await handOver({ actor: anna.actor, chatId: chat(3), assigneeId: admin.user.id, text: "" });
  expect(await assigneeOf(database, chat(3))).toBe(admin.user.id);
  expect((await listNotices({ actor: admin.actor, limit: 50 })).items[0]?.kind).toBe("handed_over");
});

test("notices come by pages and are marked read one by one or all, never another's", async () => {
  const reader = await makeOperator([sellerId]);
  const other = await makeOperator([sellerId]);
  await inTransaction((tx) =>
    appendNotices(
      tx,
      ["1", "2", "3"].flatMap((text) =>
        [reader, other].map((person) => ({
          userId: person.user.id,
          kind: "rule" as const,
          chatId: chat(4),
          sellerId,
          fromName: "Правило",
          text,
        })),
      ),
    ),
  );
  const first = await listNotices({ actor: reader.actor, limit: 2 });
  const second = await listNotices({ actor: reader.actor, limit: 2, cursor: first.next_cursor ?? "" });
  expect([...first.items, ...second.items].map((notice) => notice.text).sort()).toEqual(["1", "2", "3"]);
  expect(second.next_cursor).toBeNull();
  const foreign = (await listNotices({ actor: other.actor, limit: 1 })).items[0]?.id ?? "";
  await markNoticesRead({ actor: reader.actor, ids: [first.items[0]?.id ?? "", foreign, "nonsense"] });
  expect((await listNotices({ actor: reader.actor, limit: 50 })).unread).toBe(2);
  expect((await listNotices({ actor: other.actor, limit: 50 })).unread).toBe(3);
  await markNoticesRead({ actor: reader.actor });
  const after = await listNotices({ actor: reader.actor, limit: 50 });
  expect(after.unread).toBe(0);
  expect(after.items.every((notice) => notice.read_at !== null)).toBe(true);
});

test("who lost the seller loses its notes, its presence, its chats and the notices about them", async () => {
  const leaver = await makeOperator([sellerId]);
  await addNote({ actor: anna.actor, chatId: chat(5), text: "@leaver", mentions: [leaver.user.id] });
  await showPresence({ actor: leaver.actor, chatId: chat(5), state: "typing" });
  await database.query("DELETE FROM user_sellers WHERE user_id = $1", [leaver.user.id]);
  const { actor } = leaver;
  const attempts = [
    listNotes({ actor, chatId: chat(5), limit: 50 }),
    addNote({ actor, chatId: chat(5), text: "ещё" }),
    handOver({ actor, chatId: chat(5), assigneeId: anna.user.id, text: "" }),
    showPresence({ actor, chatId: chat(5), state: "typing" }),
    showPresence({ actor, chatId: "no-id", state: "looking" }),
  ];
  expect(await Promise.all(attempts.map(codeOf))).toEqual(attempts.map(() => "not_found"));
  expect(await listNotices({ actor, limit: 50 })).toEqual({ items: [], next_cursor: null, unread: 0 });
  const seen = await showPresence({ actor: anna.actor, chatId: chat(5), state: "looking" });
  expect(seen.people.map((person) => person.id)).toEqual([anna.user.id]);
});
