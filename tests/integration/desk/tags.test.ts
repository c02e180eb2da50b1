import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { listChats } from "@/lib/chats/list";
import { db } from "@/lib/db/client";
import { addTag } from "@/lib/desk/add-tag";
import { addView } from "@/lib/desk/add-view";
import { changeTag } from "@/lib/desk/change-tag";
import { listTags } from "@/lib/desk/list-tags";
import { listViews } from "@/lib/desk/list-views";
import { removeTag } from "@/lib/desk/remove-tag";
import type { Tag } from "@/lib/wire/desk";
import { ownDatabase } from "../../support/database";
import { makeAdmin, type Person } from "../../support/factories";
import { makeStoredChat, makeStoredSeller } from "../../support/stored-chats";

const database = ownDatabase();
let admin: Person;
let sellerId: string;
let tag: Tag;
beforeAll(async () => {
  admin = await makeAdmin();
  sellerId = await makeStoredSeller();
});
beforeEach(async () => {
  await database.query("DELETE FROM saved_views");
  await database.query("DELETE FROM automation_rules");
  await database.query("DELETE FROM tags");
  await database.query("DELETE FROM chats");
  await database.query("DELETE FROM events");
  tag = await addTag({ actor: admin.actor, given: { name: "Возврат", color: "amber" } });
});

const tagsOf = async (id: string) => (await db().chat.findUniqueOrThrow({ where: { id } })).tags;
const change = (given: { name?: string; color?: "red" }) =>
  changeTag({ actor: admin.actor, tagId: tag.id, change: given });

test("a name is taken whatever its case", async () => {
  await expect(addTag({ actor: admin.actor, given: { name: "ВОЗВРАТ" } })).rejects.toThrow("tag_taken");
  const other = await addTag({ actor: admin.actor, given: { name: "Брак" } });
  expect(other.color).toBe("gray");
  await expect(change({ name: "брак" })).rejects.toThrow("tag_taken");
  expect((await change({ name: "возврат", color: "red" })).name).toBe("возврат");
  expect((await listTags()).map((one) => [one.name, one.color]).sort()).toEqual([
    ["Брак", "gray"],
    ["возврат", "red"],
  ]);
});

describe("renaming", () => {
  test("reaches chats, views and rules, and says so to the streams", async () => {
    const both = await makeStoredChat(sellerId, { tags: ["Возврат", "Обмен", "деньги"] });
    const only = await makeStoredChat(sellerId, { tags: ["деньги", "Возврат"], status: "closed" });
    const none = await makeStoredChat(sellerId, { tags: ["деньги"] });
    const view = await addView({
      actor: admin.actor,
      given: { name: "В", filters: { tag: "Возврат", unread: true } },
    });
    const rule = await db().automationRule.create({
      data: {
        name: "П",
        trigger: "new_message",
        conditions: { lacks_tag: "Возврат", words: ["Возврат"] },
        actions: [{ do: "close" }, { do: "tag", tag: "Возврат" }, { do: "tag", tag: "деньги" }],
      },
    });
    await change({ name: "Обмен" });
    expect(await Promise.all([both, only, none].map(tagsOf))).toEqual([
      ["Обмен", "деньги"],
      ["деньги", "Обмен"],
      ["деньги"],
    ]);
    expect((await listViews(admin.actor))[0]).toMatchObject({
      id: view.id,
      filters: { tag: "Обмен", unread: true },
      problem: null,
    });
    expect(await db().automationRule.findUnique({ where: { id: rule.id } })).toMatchObject({
      conditions: { lacks_tag: "Обмен", words: ["Возврат"] },
      actions: [{ do: "close" }, { do: "tag", tag: "Обмен" }, { do: "tag", tag: "деньги" }],
    });
    const events = await database.query<{ subject_id: string }>("SELECT subject_id FROM events");
    expect(events.map((event) => event.subject_id).sort()).toEqual([both, only].sort());
  });

  test("reaches more chats than one batch", async () => {
    await database.query(
      `INSERT INTO chats (seller_id, external_id, kind, created_at, tags, updated_at)
       SELECT $1, 'batch-' || n, 'buyer', now(), '{Возврат}', now() FROM generate_series(1, 1201) n`,
      [sellerId],
    );
    await change({ name: "Новое" });
    const rows = await database.query("SELECT tags, count(*)::int AS count FROM chats GROUP BY tags");
    expect(rows).toEqual([{ tags: ["Новое"], count: 1201 }]);
  });
});

describe("removing", () => {
  test("takes it off every chat; a view that names it says so and shows nothing", async () => {
    const chat = await makeStoredChat(sellerId, { tags: ["Возврат", "деньги"] });
    await addView({ actor: admin.actor, given: { name: "В", filters: { tag: "Возврат" } } });
    expect((await listViews(admin.actor))[0]?.problem).toBeNull();
    await removeTag({ actor: admin.actor, tagId: tag.id });
    expect(await tagsOf(chat)).toEqual(["деньги"]);
    const [view] = await listViews(admin.actor);
    expect(view).toMatchObject({ filters: { tag: "Возврат" }, problem: "tag_deleted" });
    const filters = { kind: "buyer" as const, status: "open" as const, tag: view?.filters.tag };
    expect((await listChats({ actor: admin.actor, filters, limit: 10 })).items).toEqual([]);
  });

  test("of what is not there is not found", async () => {
    await removeTag({ actor: admin.actor, tagId: tag.id });
    for (const tagId of [tag.id, "no-id"]) {
      await expect(removeTag({ actor: admin.actor, tagId })).rejects.toThrow("not_found");
      await expect(changeTag({ actor: admin.actor, tagId, change: {} })).rejects.toThrow("not_found");
    }
  });
});
