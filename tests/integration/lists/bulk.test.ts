import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { changeChat } from "@/lib/chats/change-chat";
import { changeChats } from "@/lib/chats/change-chats";
import { refreshChats } from "@/lib/chats/refresh";
import { inTransaction } from "@/lib/db/transaction";
import { SNOOZED_UNTIL_BUYER } from "@/lib/wire/chats";
import { ownDatabase } from "../../support/database";
import { makeAdmin, makeOperator, type Person } from "../../support/factories";
import { makeStoredChat, makeStoredMessage, makeStoredSeller } from "../../support/stored-chats";

const database = ownDatabase();
let admin: Person;
let anna: Person;
let sellerId: string;
let foreignId: string;
let chatId: string;

beforeAll(async () => {
  [sellerId, foreignId] = [await makeStoredSeller(), await makeStoredSeller()];
  admin = await makeAdmin();
  anna = await makeOperator([sellerId]);
});
beforeEach(async () => {
  chatId = await makeStoredChat(sellerId, { lastMessagePreview: "Где заказ?" });
});

async function actsOf(id: string): Promise<unknown[]> {
  const rows = await database.query<{ act: unknown }>(
    "SELECT act FROM notes WHERE chat_id = $1 ORDER BY created_at, id",
    [id],
  );
  return rows.map((row) => row.act);
}

async function countOf(table: "audit_log" | "events", id: string): Promise<number> {
  const column = table === "events" ? "name = 'chat.updated' AND subject_id::text" : "subject_id";
  const [row] = await database.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM ${table} WHERE ${column} = $1`,
    [id],
  );
  return row?.count ?? 0;
}

describe("one chat", () => {
  test("what was done stands in its history, and a second time changes nothing", async () => {
    const change = {
      assignee_id: anna.user.id,
      status: "closed" as const,
      tags: ["возврат"],
      snoozed_until: SNOOZED_UNTIL_BUYER,
    };
    const chat = await changeChat({ actor: admin.actor, chatId, change });
    expect(chat).toMatchObject(change);
    const acts = [
      { name: "assigned", assignee_id: anna.user.id, assignee_name: anna.user.name },
      { name: "tagged", added: ["возврат"], removed: [] },
      { name: "snoozed", until: SNOOZED_UNTIL_BUYER },
      { name: "closed" },
    ];
    expect(await actsOf(chatId)).toEqual(acts);
    await changeChat({ actor: admin.actor, chatId, change });
    expect(await actsOf(chatId)).toEqual(acts);
    expect([await countOf("audit_log", chatId), await countOf("events", chatId)]).toEqual([1, 1]);
    await changeChat({
      actor: admin.actor,
      chatId,
      change: { assignee_id: null, status: "open", tags: [], snoozed_until: null },
    });
    expect((await actsOf(chatId)).slice(4)).toEqual([
      { name: "unassigned" },
      { name: "tagged", added: [], removed: ["возврат"] },
      { name: "woken" },
      { name: "reopened" },
    ]);
  });

  test("whoever is given a chat hears of it, but not who takes it", async () => {
    await changeChat({ actor: anna.actor, chatId, change: { assignee_id: anna.user.id } });
    const read = () =>
      database.query("SELECT user_id, kind, from_name, text FROM notices WHERE chat_id = $1", [chatId]);
    expect(await read()).toEqual([]);
    await changeChat({ actor: anna.actor, chatId, change: { assignee_id: admin.user.id } });
    expect(await read()).toEqual([
      { user_id: admin.user.id, kind: "assigned", from_name: anna.user.name, text: "Где заказ?" },
    ]);
  });

  test("a tag is one whatever its case, and unknown ones are made", async () => {
    await changeChat({ actor: anna.actor, chatId, change: { tags: ["Брак"] } });
    const second = await makeStoredChat(sellerId);
    const chat = await changeChat({
      actor: anna.actor,
      chatId: second,
      change: { tags: ["брак", "БРАК", "новый"] },
    });
    expect(chat.tags).toEqual(["Брак", "новый"]);
    const rows = await database.query<{ name: string }>(
      "SELECT name FROM tags WHERE lower(name) IN ('брак', 'новый') ORDER BY name",
    );
    expect(rows.map((row) => row.name).sort()).toEqual(["Брак", "новый"]);
    const made = await database.query(
      "SELECT actor_id, details FROM audit_log WHERE action = 'tag.added' AND lower(details ->> 'name') IN ('брак', 'новый') ORDER BY id",
    );
    expect(made).toEqual(["Брак", "новый"].map((name) => ({ actor_id: anna.user.id, details: { name } })));
  });

  test("a snooze that is over already, by a wrong clock, is refused and changes nothing", async () => {
    const change = { status: "closed", tags: ["поздно"], snoozed_until: "2020-01-01T00:00:00.000Z" } as const;
    const many = { ...change, tags: undefined, chat_ids: [chatId] };
    const refused = { code: "invalid_input" };
    await expect(changeChat({ actor: anna.actor, chatId, change })).rejects.toMatchObject(refused);
    await expect(changeChats({ actor: anna.actor, change: many })).rejects.toMatchObject(refused);
    expect(await actsOf(chatId)).toEqual([]);
    expect(await database.query("SELECT 1 FROM tags WHERE name = 'поздно'")).toEqual([]);
  });

  test("a foreign chat does not exist, and nothing is stored for it", async () => {
    const foreign = await makeStoredChat(foreignId);
    await expect(
      changeChat({ actor: anna.actor, chatId: foreign, change: { tags: ["чужое"] } }),
    ).rejects.toThrow("not_found");
    expect(await database.query("SELECT 1 FROM tags WHERE name = 'чужое'")).toEqual([]);
  });

  test("nobody gets a chat whose seller is not theirs", async () => {
    const foreign = await makeStoredChat(foreignId);
    for (const assignee of [anna.user.id, "nobody"]) {
      const change = { assignee_id: assignee };
      await expect(changeChat({ actor: admin.actor, chatId: foreign, change })).rejects.toThrow(
        "unknown_assignee",
      );
    }
  });
});

describe("many chats", () => {
  test("each is changed, and what is not the caller's or not the assignee's is named", async () => {
    const foreign = await makeStoredChat(foreignId);
    const other = await makeStoredChat(sellerId, { tags: ["старый", "другой"], unreadCount: 1 });
    const message = await makeStoredMessage({ sellerId, chatId: other }, { text: "Ау" });
    const change = {
      chat_ids: [chatId, other, foreign, "no-id", chatId],
      assignee_id: anna.user.id,
      add_tags: ["новость"],
      remove_tags: ["старый"],
      is_read: true as const,
    };
    expect(await changeChats({ actor: admin.actor, change })).toEqual({
      changed: 2,
      skipped: [
        { chat_id: foreign, code: "unknown_assignee" },
        { chat_id: "no-id", code: "not_found" },
      ],
    });
    expect((await changeChats({ actor: anna.actor, change })).skipped).toContainEqual({
      chat_id: foreign,
      code: "not_found",
    });
    const rows = await database.query(
      "SELECT id, tags, assignee_id, unread_count FROM chats WHERE id = ANY ($1) ORDER BY id",
      [[chatId, other, foreign]],
    );
    const shared = { assignee_id: anna.user.id, unread_count: 0 };
    expect(rows).toEqual(
      [
        { id: chatId, tags: ["новость"], ...shared },
        { id: other, tags: ["другой", "новость"], ...shared },
        { id: foreign, tags: [], assignee_id: null, unread_count: 0 },
      ].sort((a, b) => (a.id < b.id ? -1 : 1)),
    );
    const [read] = await database.query<{ read_at: Date | null }>(
      "SELECT read_at FROM messages WHERE id = $1",
      [message],
    );
    expect(read?.read_at).not.toBeNull();
    for (const id of [chatId, other])
      expect([await countOf("audit_log", id), await countOf("events", id)]).toEqual([1, 1]);
    expect([await countOf("audit_log", foreign), await countOf("events", foreign)]).toEqual([0, 0]);
  });

  test("a chat that would have too many tags is left out alone", async () => {
    const full = await makeStoredChat(sellerId, { tags: Array.from({ length: 20 }, (_, i) => `т${i}`) });
    const change = { chat_ids: [full, chatId], add_tags: ["ещё"] };
    expect(await changeChats({ actor: admin.actor, change })).toEqual({
      changed: 1,
      skipped: [{ chat_id: full, code: "invalid_input" }],
    });
  });

  test("a person who is not there is refused before anything changes", async () => {
    const change = { chat_ids: [chatId], assignee_id: "nobody", status: "closed" as const };
    await expect(changeChats({ actor: admin.actor, change })).rejects.toThrow("unknown_assignee");
    expect(await actsOf(chatId)).toEqual([]);
  });

  test("changes and incoming messages at once, in any order, all get through", async () => {
    const ids = await Promise.all(Array.from({ length: 40 }, () => makeStoredChat(sellerId)));
    const backwards = [...ids].reverse();
    const takeIn = (chatIds: string[]) =>
      inTransaction(async (tx) => {
        await tx.sql.$queryRawUnsafe(
          "SELECT 1 FROM chats WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE",
          chatIds,
        );
        await refreshChats(tx, { chatIds, replyWindowHours: 48 });
      });
    const bulk = (chat_ids: string[], name: string) =>
      changeChats({ actor: admin.actor, change: { chat_ids, add_tags: [name, "общий"] } });
    const rounds = Array.from({ length: 5 }, (_, n) => [
      bulk(ids, `а${n}`),
      takeIn(backwards),
      bulk(backwards, `б${n}`),
      takeIn(ids),
    ]).flat();
    await Promise.all(rounds);
    const rows = await database.query<{ count: number }>(
      "SELECT cardinality(tags) AS count FROM chats WHERE id = ANY ($1)",
      [ids],
    );
    expect(new Set(rows.map((row) => row.count))).toEqual(new Set([11]));
  });
});
