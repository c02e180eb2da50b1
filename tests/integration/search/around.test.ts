import { beforeAll, describe, expect, test } from "vitest";
import { listMessages } from "@/lib/chats/list-messages";
import { ownDatabase } from "../../support/database";
import { makeOperator, type Person } from "../../support/factories";
import { makeStoredChat, makeStoredMessage, makeStoredSeller } from "../../support/stored-chats";

ownDatabase();
let anna: Person;
let chatId: string;
/** In time order; every four share an instant. */
const all: string[] = [];
let takenBack = "";

beforeAll(async () => {
  const sellerId = await makeStoredSeller();
  anna = await makeOperator([sellerId]);
  chatId = await makeStoredChat(sellerId);
  for (let i = 0; i < 30; i++) {
    const at = new Date(Date.UTC(2026, 9, 1, 0, Math.floor(i / 4)));
    all.push(await makeStoredMessage({ sellerId, chatId }, { text: `№${i}`, at }));
  }
  takenBack = await makeStoredMessage(
    { sellerId, chatId },
    { text: "Ой", status: "cancelled", at: new Date(Date.UTC(2026, 9, 1)) },
  );
});

const list = (more: { limit: number; cursor?: string | null; around?: string }) =>
  listMessages({ actor: anna.actor, chatId, ...more, cursor: more.cursor ?? undefined });
const idsOf = ({ items }: { items: Array<{ id: string }> }) => items.map((message) => message.id);

describe("around a message", () => {
  test("it stands about in the middle, and both ways lead to every other message once", async () => {
    for (const index of [0, 1, 7, 15, 28, 29]) {
      for (const limit of [1, 2, 5, 8]) {
        const page = await list({ limit, around: all[index] });
        const ids = idsOf(page);
        expect(ids).toHaveLength(limit);
        expect(ids).toContain(all[index]);
        if (index === 15) expect(ids[Math.ceil((limit - 1) / 2)]).toBe(all[15]);
        let [older, newer] = [page.next_cursor, page.newer_cursor];
        while (older !== null) {
          const before = await list({ limit, cursor: older });
          ids.unshift(...idsOf(before));
          older = before.next_cursor;
        }
        while (newer !== null) {
          const after = await list({ limit, cursor: newer, around: all[index] });
          ids.push(...idsOf(after));
          newer = after.newer_cursor;
        }
        expect(ids).toEqual(all);
      }
    }
  });

  test("a page that holds everything leads nowhere", async () => {
    const page = await list({ limit: 100, around: all[3] });
    expect(idsOf(page)).toEqual(all);
    expect([page.next_cursor, page.newer_cursor]).toEqual([null, null]);
  });

  test("what was taken back, is in another chat or nowhere is not found", async () => {
    const sellerId = await makeStoredSeller();
    const foreignChat = await makeStoredChat(sellerId);
    const foreign = await makeStoredMessage({ sellerId, chatId: foreignChat }, { text: "чужое" });
    for (const around of [takenBack, foreign, "no-id"])
      await expect(list({ limit: 5, around })).rejects.toThrow("not_found");
    await expect(listMessages({ actor: anna.actor, chatId: foreignChat, limit: 5 })).rejects.toThrow(
      "not_found",
    );
  });
});

test("the newest page leads back alone, and an older one forward again", async () => {
  const newest = await list({ limit: 10 });
  expect(idsOf(newest)).toEqual(all.slice(20));
  expect(newest.newer_cursor).toBeNull();
  const older = await list({ limit: 10, cursor: newest.next_cursor });
  expect(idsOf(older)).toEqual(all.slice(10, 20));
  expect(idsOf(await list({ limit: 10, cursor: older.newer_cursor }))).toEqual(all.slice(20));
});
