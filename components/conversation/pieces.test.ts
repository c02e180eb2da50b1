import { describe, expect, test } from "vitest";
import type { ChatAct, Note } from "@/lib/wire/notes";
import { toActWords } from "./acts";
import { splitMentions } from "./mentions";

function makeNote(author: Partial<Note["author"]> = {}): Note {
  return {
    id: "n",
    chat_id: "c",
    kind: "activity",
    author: { type: "user", id: "anna", name: "Анна", ...author },
    text: "",
    mentions: [],
    act: null,
    created_at: "2026-11-21T10:00:00.000Z",
  };
}

describe("what was done to a chat", () => {
  const wordsOf = (act: ChatAct, author: Partial<Note["author"]> = {}, reader = "oleg") =>
    toActWords(act, makeNote(author), reader);
  test("is told by whom: me, another, the desk itself", () => {
    expect(wordsOf({ name: "closed" }, {}, "anna").by).toBe("me");
    expect(wordsOf({ name: "closed" }).by).toBe("other");
    expect(wordsOf({ name: "woken" }, { type: "system", id: null, name: null }).by).toBe("desk");
    expect(wordsOf({ name: "closed" }, { type: "rule", id: null, name: "Ночь" }).by).toBe("other");
  });
  test("taking a chat for oneself differs from giving it", () => {
    expect(wordsOf({ name: "assigned", assignee_id: "anna", assignee_name: "Анна" }).key).toBe("takes");
    expect(wordsOf({ name: "assigned", assignee_id: "oleg", assignee_name: "Олег" })).toMatchObject({
      key: "assigned",
      values: { name: "Олег" },
    });
  });
  test("a snooze without a time lasts until the buyer writes", () => {
    expect(wordsOf({ name: "snoozed", until: "9999-12-31T00:00:00.000Z" }).key).toBe("snoozedUntilBuyer");
    expect(wordsOf({ name: "snoozed", until: "2026-11-22T09:00:00.000Z" })).toMatchObject({
      key: "snoozedUntil",
      time: "2026-11-22T09:00:00.000Z",
    });
  });
  test("tags that came, went, or both", () => {
    expect(wordsOf({ name: "tagged", added: ["возврат"], removed: [] })).toMatchObject({
      key: "tagged",
      values: { added: "«возврат»", count: 1 },
    });
    expect(wordsOf({ name: "tagged", added: [], removed: ["а", "б"] })).toMatchObject({
      key: "untagged",
      values: { removed: "«а», «б»", count: 2 },
    });
    expect(wordsOf({ name: "tagged", added: ["а"], removed: ["б"] }).key).toBe("retagged");
  });
});

describe("people named in a note", () => {
  const mentionsOf = (text: string, names: string[]) =>
    splitMentions(text, names).flatMap((part) => (part.isMention ? [part.text] : []));
  test("only those who were meant are marked, by their longest name", () => {
    expect(mentionsOf("@Олег Петров, глянь; @Анна занята", ["Олег", "Олег Петров"])).toEqual([
      "@Олег Петров",
    ]);
    expect(mentionsOf("@Олег и @Олег", ["Олег"])).toEqual(["@Олег", "@Олег"]);
    expect(mentionsOf("пишите на a@b.ru", [])).toEqual([]);
  });
  test("no sign of the text is lost", () => {
    const text = "а @Олег, б @@Олег в";
    expect(
      splitMentions(text, ["Олег"])
        .map((part) => part.text)
        .join(""),
    ).toBe(text);
  });
});
