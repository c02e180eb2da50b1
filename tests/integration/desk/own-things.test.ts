import { beforeAll, describe, expect, test } from "vitest";
import { getDraft, keepDraft } from "@/lib/chats/drafts";
import { changePreferences, getPreferences } from "@/lib/team/preferences";
import { ownDatabase } from "../../support/database";
import { makeOperator, type Person } from "../../support/factories";
import { makeStoredChat, makeStoredSeller } from "../../support/stored-chats";

const database = ownDatabase();
let anna: Person;
let boris: Person;
let chatId: string;
beforeAll(async () => {
  const sellerId = await makeStoredSeller();
  [anna, boris] = [await makeOperator([sellerId]), await makeOperator([sellerId])];
  chatId = await makeStoredChat(sellerId);
});

describe("a draft", () => {
  test("is kept for its writer alone, renewed, and forgotten when empty", async () => {
    expect(await getDraft({ actor: anna.actor, chatId })).toEqual({ text: "", updated_at: null });
    await Promise.all(["Здра", "Здравствуйте"].map((text) => keepDraft({ actor: anna.actor, chatId, text })));
    const kept = await keepDraft({ actor: anna.actor, chatId, text: " Здравствуйте!\n" });
    expect(await getDraft({ actor: anna.actor, chatId })).toEqual(kept);
    expect(kept.text).toBe(" Здравствуйте!\n");
    expect((await getDraft({ actor: boris.actor, chatId })).text).toBe("");
    await keepDraft({ actor: anna.actor, chatId, text: "" });
    expect(await database.query("SELECT 1 FROM drafts")).toEqual([]);
  });

  test("of a chat that is no longer one's own is refused, and nothing is stored", async () => {
    const foreign = await makeStoredChat(await makeStoredSeller());
    for (const id of [foreign, "no-id"]) {
      await expect(keepDraft({ actor: anna.actor, chatId: id, text: "Ой" })).rejects.toThrow("not_found");
      await expect(getDraft({ actor: anna.actor, chatId: id })).rejects.toThrow("not_found");
    }
    expect(await database.query("SELECT 1 FROM drafts")).toEqual([]);
  });
});

describe("preferences", () => {
  const defaults = {
    density: "comfortable",
    undo_seconds: 5,
    after_close: "next",
    notify_views: [],
    sound_views: [],
  };
  const store = (json: string) =>
    database.query("UPDATE users SET preferences = $1 WHERE id = $2", [json, anna.user.id]);

  test("begin with the defaults; changes made at once all stay", async () => {
    expect(await getPreferences(anna.actor)).toEqual(defaults);
    await Promise.all([
      changePreferences({ actor: anna.actor, change: { density: "compact" } }),
      changePreferences({ actor: anna.actor, change: { undo_seconds: 0 } }),
      changePreferences({ actor: anna.actor, change: { sound_views: ["mine"] } }),
    ]);
    expect(await getPreferences(anna.actor)).toEqual({
      ...defaults,
      density: "compact",
      undo_seconds: 0,
      sound_views: ["mine"],
    });
    expect(await getPreferences(boris.actor)).toEqual(defaults);
  });

  test.each(['"text"', "[1]", "null", '{"density": 5, "undo_seconds": 900}'])(
    "stored as %s are the defaults, and can be set again",
    async (json) => {
      await store(json);
      expect(await getPreferences(anna.actor)).toEqual(defaults);
      const changed = await changePreferences({ actor: anna.actor, change: { density: "compact" } });
      expect(changed).toEqual({ ...defaults, density: "compact" });
    },
  );

  test("one bad field does not take the others with it", async () => {
    await store('{"density": "compact", "undo_seconds": -1, "colour": "red"}');
    expect(await getPreferences(anna.actor)).toEqual({ ...defaults, density: "compact" });
  });
});
