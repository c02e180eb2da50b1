import { expect, test } from "vitest";
import { chooseDraft, keepDraft, readDraft, type StoredDraft } from "./drafts";

const OLD = "2026-11-21T09:00:00.000Z";
const NEW = "2026-11-21T10:00:00.000Z";
const ours = (draft: Partial<StoredDraft>): StoredDraft => ({
  text: "Здравствуйте",
  changedAt: Date.parse("2026-11-21T09:30:00Z"),
  savedAs: OLD,
  isUnsaved: true,
  ...draft,
});

test("what is not yet saved stays while nobody else changed the draft, whatever the clocks say", () => {
  expect(chooseDraft(ours({ changedAt: 1 }), { text: "Здра", updated_at: OLD })).toBe("ours");
  expect(chooseDraft(ours({ savedAs: null }), { text: "", updated_at: null })).toBe("ours");
});

test("of two that changed apart the newer one stands", () => {
  expect(chooseDraft(ours({}), { text: "С телефона", updated_at: NEW })).toBe("server");
  expect(chooseDraft(ours({ changedAt: Date.parse(NEW) + 1 }), { text: "С телефона", updated_at: NEW })).toBe(
    "ours",
  );
});

test("words are never given up for an empty draft of another device", () => {
  expect(chooseDraft(ours({}), { text: "", updated_at: null })).toBe("ours");
});

test("what was saved follows the server: changed or sent on another device", () => {
  expect(chooseDraft(ours({ isUnsaved: false }), { text: "С телефона", updated_at: NEW })).toBe("server");
  expect(chooseDraft(ours({ isUnsaved: false }), { text: "", updated_at: null })).toBe("server");
});

test("drafts of a reply and of a note, of two people and two chats stand apart, without storage too", () => {
  keepDraft("anna", "chat-1", "Ответ");
  keepDraft("anna", "chat-1", "Заметка", "note");
  keepDraft("oleg", "chat-1", "Чужое");
  expect(readDraft("anna", "chat-1")).toBe("Ответ");
  expect(readDraft("anna", "chat-1", "note")).toBe("Заметка");
  expect(readDraft("oleg", "chat-1")).toBe("Чужое");
  expect(readDraft("anna", "chat-2")).toBe("");
});
