import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { listChats } from "@/lib/chats/list";
import { searchInChat } from "@/lib/chats/search-in-chat";
import { type SearchFilters, searchMessages } from "@/lib/chats/search-messages";
import type { SearchHit } from "@/lib/wire/search";
import { ownDatabase } from "../../support/database";
import { makeAdmin, makeOperator, type Person } from "../../support/factories";
import { makeStoredChat, makeStoredMessage, makeStoredSeller } from "../../support/stored-chats";

const database = ownDatabase();
let admin: Person;
let anna: Person;
let sellerId: string;
let foreignId: string;
let chat: { sellerId: string; chatId: string };

beforeAll(async () => {
  [sellerId, foreignId] = [await makeStoredSeller(), await makeStoredSeller()];
  admin = await makeAdmin();
  anna = await makeOperator([sellerId]);
});
beforeEach(async () => {
  await database.query("DELETE FROM chats");
  chat = { sellerId, chatId: await makeStoredChat(sellerId) };
});

const day = (n: number) => new Date(Date.UTC(2026, 9, n));

const search = (
  person: Person,
  q: string,
  filters: Partial<SearchFilters> = {},
  limit = 50,
  cursor?: string,
) => searchMessages({ actor: person.actor, filters: { q, ...filters }, limit, cursor });

const idsOf = ({ items }: { items: SearchHit[] }) => items.map((hit) => hit.message_id);
const textOf = (hit: SearchHit | undefined) => hit?.snippet.map((part) => part.text).join("");
const markedIn = (hit: SearchHit | undefined) =>
  hit?.snippet.filter((part) => part.is_hit).map((part) => part.text);

describe("words", () => {
  test("are found in any form, newest first, without what was taken back", async () => {
    const old = await makeStoredMessage(chat, { text: "Когда придут наушники?", at: day(1) });
    const answer = await makeStoredMessage(chat, {
      text: "Наушников нет",
      at: day(2),
      authorId: anna.user.id,
      authorName: "Анна",
    });
    await makeStoredMessage(chat, { text: "Наушники!", at: day(3), authorId: "x", status: "cancelled" });
    await makeStoredMessage(chat, { text: "Чехол", at: day(4) });
    const found = await search(anna, "наушник");
    expect(idsOf(found)).toEqual([answer, old]);
    expect(found.items[0]).toMatchObject({
      chat: { id: chat.chatId },
      at: day(2).toISOString(),
      author_name: "Анна",
      direction: "outbound",
      snippet: [
        { text: "Наушников", is_hit: true },
        { text: " нет", is_hit: false },
      ],
    });
    expect((await searchInChat({ actor: anna.actor, chatId: chat.chatId, q: "наушник" })).items).toEqual([
      { message_id: answer, at: day(2).toISOString() },
      { message_id: old, at: day(1).toISOString() },
    ]);
  });

  test("of a foreign seller do not exist", async () => {
    const foreign = { sellerId: foreignId, chatId: await makeStoredChat(foreignId, { buyerName: "Чайник" }) };
    await makeStoredMessage(foreign, { text: "Чайник течёт" });
    expect((await search(admin, "чайник")).items).toHaveLength(2);
    expect((await search(anna, "чайник")).items).toEqual([]);
    expect((await search(anna, "чайник", { seller_id: foreignId })).items).toEqual([]);
    const inside = { actor: anna.actor, chatId: foreign.chatId, q: "чайник" };
    await expect(searchInChat(inside)).rejects.toThrow("not_found");
  });

  test("are narrowed by seller, writer, days and files", async () => {
    const other = { sellerId: foreignId, chatId: await makeStoredChat(foreignId) };
    const [a, b, c] = [
      await makeStoredMessage(chat, { text: "плед", at: day(1), hasFile: true }),
      await makeStoredMessage(chat, { text: "плед", at: day(2), authorId: anna.user.id }),
      await makeStoredMessage(other, { text: "плед", at: day(3) }),
    ];
    const found = async (filters: Partial<SearchFilters>) => idsOf(await search(admin, "плед", filters));
    expect(await found({})).toEqual([c, b, a]);
    expect(await found({ seller_id: sellerId })).toEqual([b, a]);
    expect(await found({ seller_id: "no-id" })).toEqual([]);
    expect(await found({ operator_id: anna.user.id })).toEqual([b]);
    expect(await found({ from: day(2).toISOString(), to: day(3).toISOString() })).toEqual([b]);
    expect(await found({ has_files: true })).toEqual([a]);
    expect(await found({ has_files: false })).toEqual([c, b]);
  });

  test.each(["и", "!!!", '"', "-", "'; --", "a & | !"])(
    "that say nothing (%s) find no message",
    async (q) => {
      await makeStoredMessage(chat, { text: "и не то" });
      expect((await search(admin, q)).items).toEqual([]);
    },
  );
});

describe("a snippet", () => {
  test("is text in parts; what looks like marks or markup in it is only text", async () => {
    await makeStoredMessage(chat, { text: "\u{E000}Зонт\u{E001} <b>зонт</b> & \u{E000}мой\n\nзонтик" });
    const [hit] = (await search(admin, "зонт")).items;
    expect(markedIn(hit)).toEqual(["Зонт", "зонт"]);
    expect(textOf(hit)).not.toMatch(/[\u{E000}\u{E001}\n]/u);
    expect(textOf(hit)).toContain("мой");
  });

  test("of a long text is the part around the hit", async () => {
    const filler = "Это было давно и неправда. ".repeat(500);
    await makeStoredMessage(chat, { text: `${filler} Сломался самовар вчера. ${filler}` });
    const [hit] = (await search(admin, "самовары")).items;
    expect(markedIn(hit)).toEqual(["самовар"]);
    expect(textOf(hit)?.length).toBeLessThan(500);
  });
});

describe("pages", () => {
  test("give every message once, also those of one instant", async () => {
    const all: string[] = [];
    for (let i = 0; i < 23; i++)
      all.push(await makeStoredMessage(chat, { text: `плед ${i}`, at: day(1 + (i % 3)) }));
    for (const limit of [1, 4, 23, 50]) {
      const found: Array<string | null> = [];
      let cursor: string | undefined;
      do {
        const page = await search(anna, "плед", {}, limit, cursor);
        found.push(...idsOf(page));
        cursor = page.next_cursor ?? undefined;
      } while (cursor !== undefined);
      expect(found).toHaveLength(23);
      expect([...found].sort()).toEqual([...all].sort());
    }
  });

  test("begin with chats, and go on with every message where chats filled the first", async () => {
    for (let i = 0; i < 3; i++)
      await makeStoredChat(sellerId, { buyerName: `Плед ${i}`, lastMessageAt: day(i + 1) });
    const message = await makeStoredMessage(chat, { text: "плед" });
    const first = await search(anna, "плед", {}, 3);
    expect(idsOf(first)).toEqual([null, null, null]);
    const second = await search(anna, "плед", {}, 3, first.next_cursor ?? "");
    expect(idsOf(second)).toEqual([message]);
    expect(second.next_cursor).toBeNull();
  });

  test("a cursor that was not handed out is refused", async () => {
    await expect(search(admin, "плед", {}, 3, "e30")).rejects.toThrow("invalid_cursor");
  });
});

describe("chats", () => {
  test("are found by the beginning of their order, posting or buyer, the newest first", async () => {
    const order = "49238471-0124";
    const a = await makeStoredChat(sellerId, { orderNumber: order, lastMessageAt: day(1) });
    const b = await makeStoredChat(sellerId, {
      orderNumber: order,
      postingNumber: `${order}-1`,
      lastMessageAt: day(2),
    });
    const c = await makeStoredChat(sellerId, { buyerName: "Анна_П", lastMessageAt: day(3) });
    const found = async (q: string) => (await search(anna, q)).items.map((hit) => hit.chat.id);
    expect(await found(order)).toEqual([b, a]);
    expect(await found("49238471-")).toEqual([b, a]);
    expect(await found(`${order}-1`)).toEqual([b, a]);
    expect(await found(`${order}-2`)).toEqual([a]);
    expect(await found("0124-1")).toEqual([]);
    expect(await found("анна_")).toEqual([c]);
    expect(await found("анн%")).toEqual([]);
    const [hit] = (await search(anna, "анна")).items;
    expect(hit).toMatchObject({
      message_id: null,
      author_name: null,
      direction: null,
      at: day(3).toISOString(),
    });
    expect(hit?.snippet).toEqual([
      { text: "Анна", is_hit: true },
      { text: "_П", is_hit: false },
    ]);
  });

  test("do not stand among messages that are asked for by writer, days or files", async () => {
    await makeStoredChat(sellerId, { buyerName: "Плед" });
    expect((await search(anna, "плед")).items).toHaveLength(1);
    for (const filters of [{ operator_id: "x" }, { from: day(1).toISOString() }, { has_files: true }])
      expect((await search(anna, "плед", filters)).items).toEqual([]);
  });
});

test("words that are common each and rare together are found, though the walk for them takes too long", async () => {
  // The planner takes both words for common and independent; they never stand together but once, in the oldest message.
  await database.query(
    `INSERT INTO messages (chat_id, seller_id, direction, author_type, text, status, created_at)
     SELECT $1, $2, 'inbound', 'buyer', CASE WHEN n % 2 = 0 THEN 'заказ ' ELSE 'доставка ' END || repeat('слово ', 20),
            'received', now() - n * interval '1 second' FROM generate_series(1, 60000) n`,
    [chat.chatId, sellerId],
  );
  const both = await makeStoredMessage(chat, { text: "заказ и доставка", at: day(1) });
  await database.query("ANALYZE messages");
  for (const person of [admin, anna]) expect(idsOf(await search(person, "заказ доставка"))).toEqual([both]);
  const filters = { kind: "buyer" as const, status: "open" as const, q: "заказ доставка" };
  for (const sort of ["newest", "deadline"] as const) {
    const { items } = await listChats({ actor: anna.actor, filters, sort, limit: 5 });
    expect(items.map((one) => one.id)).toEqual([chat.chatId]);
  }
});
