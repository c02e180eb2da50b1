import { beforeAll, expect, test } from "vitest";
import { addTag } from "@/lib/desk/add-tag";
import { addView } from "@/lib/desk/add-view";
import { countDesk } from "@/lib/desk/count-desk";
import { ownDatabase } from "../../support/database";
import { makeAdmin, makeOperator, type Person } from "../../support/factories";
import { makeStoredChat, makeStoredMessage, makeStoredSeller } from "../../support/stored-chats";

ownDatabase();
let admin: Person;
let anna: Person;
let sellerId: string;
let foreignId: string;
const HOUR = 3_600_000;
const at = (hours: number) => new Date(Date.now() + hours * HOUR);

beforeAll(async () => {
  [sellerId, foreignId] = [await makeStoredSeller(), await makeStoredSeller()];
  admin = await makeAdmin();
  anna = await makeOperator([sellerId]);
  const waiting = { waitingSince: at(-2), lastMessageAt: at(-2), writableUntil: at(40), unreadCount: 1 };
  for (const seller of [sellerId, foreignId]) {
    const late = await makeStoredChat(seller, {
      ...waiting,
      dueAt: at(-1),
      deadlineAt: at(-1),
      tags: ["срочно"],
    });
    await makeStoredMessage({ sellerId: seller, chatId: late }, { text: "Где мой заказ?" });
    await makeStoredChat(seller, {
      ...waiting,
      writableUntil: null,
      assigneeId: anna.user.id,
      tags: ["срочно", "брак"],
    });
    await makeStoredChat(seller, { ...waiting, writableUntil: at(-1) });
    await makeStoredChat(seller, {
      ...waiting,
      dueAt: at(-1),
      snoozedUntil: at(5),
      assigneeId: anna.user.id,
    });
    await makeStoredChat(seller, { ...waiting, status: "closed", tags: ["срочно"] });
    await makeStoredChat(seller, { kind: "marketplace", unreadCount: 3 });
  }
});

test("each view counts its own sellers' chats, and a snoozed one counts as snoozed alone", async () => {
  const one = {
    waiting: 2,
    unread: 3,
    open: 3,
    mine: 1,
    unassigned: 1,
    overdue: 1,
    snoozed: 1,
    marketplace_unread: 1,
    by_tag: { срочно: 2, брак: 1 },
    by_view: {},
    waiting_by_seller: { [sellerId]: 2 },
  };
  expect(await countDesk(anna.actor)).toEqual(one);
  expect(await countDesk(admin.actor)).toEqual({
    waiting: 4,
    unread: 6,
    open: 6,
    mine: 0,
    unassigned: 2,
    overdue: 2,
    snoozed: 2,
    marketplace_unread: 2,
    by_tag: { срочно: 4, брак: 2 },
    by_view: {},
    waiting_by_seller: { [sellerId]: 2, [foreignId]: 2 },
  });
});

test("saved views are counted for their reader; one whose tag or seller is gone counts nothing", async () => {
  await addTag({ actor: admin.actor, given: { name: "срочно" } });
  const add = (name: string, filters: Parameters<typeof addView>[0]["given"]["filters"]) =>
    addView({ actor: admin.actor, given: { name, filters, is_shared: true } });
  const tagged = await add("С меткой", { tag: "срочно" });
  const gone = await add("Без метки", { tag: "нет такой" });
  const foreign = await add("Чужой", { seller_id: foreignId });
  const words = await add("Слова", { q: "заказы" });
  const mine = await add("Мои", { assignee: "me" });
  expect((await countDesk(admin.actor)).by_view).toEqual({
    [tagged.id]: 4,
    [gone.id]: 0,
    [foreign.id]: 4,
    [words.id]: 2,
    [mine.id]: 0,
  });
  expect((await countDesk(anna.actor)).by_view).toEqual({
    [tagged.id]: 2,
    [gone.id]: 0,
    [foreign.id]: 0,
    [words.id]: 1,
    [mine.id]: 2,
  });
});

test("a count of a tag stops at a hundred", async () => {
  for (let i = 0; i < 101; i++) await makeStoredChat(sellerId, { tags: ["много"] });
  expect((await countDesk(admin.actor)).by_tag.много).toBe(100);
});
