import { beforeAll, describe, expect, test } from "vitest";
import { listChats } from "@/lib/chats/list";
import type { ChatFilters } from "@/lib/chats/read";
import type { ChatSort } from "@/lib/wire/chats";
import { ownDatabase } from "../../support/database";
import { makeAdmin, makeOperator, type Person } from "../../support/factories";
import { makeStoredChat, makeStoredSeller } from "../../support/stored-chats";

const database = ownDatabase();
let admin: Person;
let operator: Person;
let mineId: string;
let foreignId: string;

const HOUR = 3_600_000;
const start = Date.now();
/** Hours from now, the same instant for the same number: ties are meant. */
const at = (hours: number) => new Date(start + hours * HOUR);

beforeAll(async () => {
  [mineId, foreignId] = [await makeStoredSeller("Мой"), await makeStoredSeller("Чужой")];
  admin = await makeAdmin();
  operator = await makeOperator([mineId]);
  for (const sellerId of [mineId, foreignId]) {
    // Three of each kind, all with the same times: waiting with a window, without one, without a target, with a window
    // that ended, answered, and never written in.
    for (let i = 0; i < 3; i++) {
      const said = { lastMessageAt: at(-2), lastMessageDirection: "inbound", waitingSince: at(-2) };
      const due = { dueAt: at(-1), dueKind: "next", deadlineAt: at(-1) };
      await makeStoredChat(sellerId, { ...said, ...due, writableUntil: at(40) });
      await makeStoredChat(sellerId, { ...said, ...due, writableUntil: null });
      await makeStoredChat(sellerId, {
        ...said,
        dueAt: at(3),
        deadlineAt: at(3),
        writableUntil: at(40),
        tags: ["срочно"],
      });
      await makeStoredChat(sellerId, { ...said, writableUntil: null, unreadCount: 1 });
      await makeStoredChat(sellerId, {
        ...said,
        ...due,
        waitingSince: at(-90),
        deadlineAt: at(-89),
        writableUntil: at(-42),
      });
      await makeStoredChat(sellerId, {
        lastMessageAt: at(-1),
        lastMessageDirection: "outbound",
        snoozedUntil: at(9),
      });
      await makeStoredChat(sellerId, { lastMessageAt: null, assigneeId: operator.user.id });
      await makeStoredChat(sellerId, { ...said, ...due, status: "closed" });
    }
  }
});

const open = { kind: "buyer", status: "open" } as const;

async function walk(
  person: Person,
  filters: Partial<ChatFilters> & { q?: string },
  sort: ChatSort,
  limit: number,
) {
  const items = [];
  let cursor: string | undefined;
  do {
    const page = await listChats({
      actor: person.actor,
      filters: { ...open, ...filters },
      sort,
      limit,
      cursor,
    });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    items.push(...page.items);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return items;
}

async function idsWhere(sql: string): Promise<string[]> {
  const rows = await database.query<{ id: string }>(
    `SELECT id FROM chats WHERE kind = 'buyer' AND ${sql} ORDER BY id`,
  );
  return rows.map((row) => row.id);
}

const canAnswer = "waiting_since IS NOT NULL AND (writable_until IS NULL OR writable_until > now())";
const views: ReadonlyArray<readonly [string, Partial<ChatFilters>, string]> = [
  ["all open", {}, "true"],
  ["waiting", { waiting: true }, canAnswer],
  ["not waiting", { waiting: false }, `NOT (${canAnswer})`],
  ["overdue", { overdue: true }, `${canAnswer} AND due_at <= now()`],
  ["not overdue", { overdue: false }, `NOT (${canAnswer} AND due_at IS NOT NULL AND due_at <= now())`],
  ["unassigned and waiting", { assignee: "none", waiting: true }, `${canAnswer} AND assignee_id IS NULL`],
  ["unread", { unread: true }, "unread_count > 0"],
  ["awake", { snoozed: false }, "NOT (snoozed_until IS NOT NULL AND snoozed_until > now())"],
  ["snoozed", { snoozed: true }, "snoozed_until > now()"],
  ["a tag", { tag: "срочно" }, "tags @> ARRAY['срочно']"],
  ["a tag nobody has", { tag: "срочн" }, "false"],
];

describe.each(["newest", "waiting", "deadline"] as const)("sorted by %s", (sort) => {
  test.each(views)(
    "the pages of %s are the whole list, each chat once, whatever their size",
    async (_, filters, sql) => {
      const expected = await idsWhere(`status = 'open' AND (${sql})`);
      for (const limit of [1, 2, 5, 100]) {
        const ids = (await walk(admin, filters, sort, limit)).map((chat) => chat.id);
        expect(ids.sort()).toEqual(expected);
      }
    },
  );

  test.each(views)("an operator sees only their seller's of %s", async (_, filters, sql) => {
    const expected = await idsWhere(`status = 'open' AND seller_id = '${mineId}' AND (${sql})`);
    expect((await walk(operator, filters, sort, 4)).map((chat) => chat.id).sort()).toEqual(expected);
    expect(await walk(operator, { ...filters, seller_id: foreignId }, sort, 4)).toEqual([]);
  });

  test("small pages come in the order of one large page", async () => {
    const whole = await walk(admin, {}, sort, 100);
    for (const limit of [1, 3, 7]) {
      expect((await walk(admin, {}, sort, limit)).map((chat) => chat.id)).toEqual(
        whole.map((chat) => chat.id),
      );
    }
  });
});

test("by deadline, what burns comes first, then the rest with the newest first and those without a message last", async () => {
  const chats = await walk(admin, {}, "deadline", 4);
  const isBurning = (chat: (typeof chats)[number]) =>
    chat.deadline_at !== null &&
    (chat.writable_until === null || chat.writable_until > new Date().toISOString());
  const burning = chats.filter(isBurning);
  expect(chats.slice(0, burning.length)).toEqual(burning);
  const deadlines = burning.map((chat) => chat.deadline_at ?? "");
  expect(deadlines).toEqual([...deadlines].sort());
  expect(new Set(deadlines).size).toBe(2);
  const rest = chats.slice(burning.length).map((chat) => chat.last_message_at ?? "");
  expect(rest).toEqual([...rest].sort().reverse());
  expect(rest.at(-1)).toBe("");
});

test("a chat whose writing window has ended no longer stands in front of those that can be answered", async () => {
  const [first] = await walk(admin, {}, "waiting", 10);
  expect(first?.waiting_since).toBe(at(-2).toISOString());
});

test("a cursor of another list is refused", async () => {
  const { next_cursor } = await listChats({ actor: admin.actor, filters: open, limit: 1 });
  const cursor = Buffer.from(JSON.stringify({ at: null, id: "x" })).toString("base64url");
  expect(next_cursor).not.toBeNull();
  await expect(listChats({ actor: admin.actor, filters: open, limit: 1, cursor })).rejects.toThrow(
    "invalid_cursor",
  );
});
