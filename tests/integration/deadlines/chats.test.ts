import { beforeAll, beforeEach, expect, test } from "vitest";
import { changeService } from "@/lib/chats/change-service";
import { listChats } from "@/lib/chats/list";
import { refreshChats } from "@/lib/chats/refresh";
import { refreshDeadlines } from "@/lib/chats/refresh-deadlines";
import { inTransaction } from "@/lib/db/transaction";
import { readService } from "@/lib/sellers/read-service";
import type { ServiceChange } from "@/lib/sellers/store-service";
import { ownDatabase } from "../../support/database";
import {
  type ConnectedSeller,
  makeAdmin,
  makeConnectedSeller,
  makeOperator,
  makeSupervisor,
  type Person,
} from "../../support/factories";
import { liftLimits } from "../../support/limits";
import { ownSandbox } from "../../support/sandbox";

const database = ownDatabase();
const sandbox = ownSandbox();
let admin: Person;
let seller: ConnectedSeller;
let chatId: string;
beforeAll(async () => {
  await liftLimits(database, sandbox());
  admin = await makeAdmin();
});
beforeEach(async () => {
  seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3" });
  chatId = await addChat();
});

let count = 0;
async function addChat(): Promise<string> {
  const [row] = await database.query<{ id: string }>(
    "INSERT INTO chats (seller_id, external_id, kind, created_at) VALUES ($1, $2, 'buyer', now()) RETURNING id",
    [seller.id, `chat-${++count}`],
  );
  return row?.id ?? "";
}

type Author = "buyer" | "operator" | "rule" | "broadcast";

/** A message at an instant; `status` for ours. Answers its id. */
async function say(author: Author, at: string, status = "sent", chat = chatId): Promise<string> {
  const isOurs = author !== "buyer";
  const [row] = await database.query<{ id: string }>(
    `INSERT INTO messages (chat_id, seller_id, direction, author_type, author_id, broadcast_id, text, status, created_at)
     VALUES ($1, $2, $3, $4, $5, CASE WHEN $6 = 'broadcast' THEN gen_random_uuid() END, $6, $7, $8) RETURNING id`,
    [
      chat,
      seller.id,
      isOurs ? "outbound" : "inbound",
      isOurs ? "operator" : "buyer",
      author === "operator" || author === "broadcast" ? admin.user.id : null,
      author,
      isOurs ? status : "received",
      at,
    ],
  );
  await refresh(chat);
  return row?.id ?? "";
}

const refresh = (chat = chatId) =>
  inTransaction((tx) => refreshChats(tx, { chatIds: [chat], replyWindowHours: 48 }));

async function stored(chat = chatId) {
  const [row] = await database.query<Record<string, Date | string | null>>(
    "SELECT due_kind, due_at, deadline_at, waiting_since, writable_until, last_message_preview AS preview FROM chats WHERE id = $1",
    [chat],
  );
  const text = (value: Date | string | null | undefined) =>
    value instanceof Date ? value.toISOString().slice(0, 16) : (value ?? null);
  return {
    kind: text(row?.due_kind),
    due: text(row?.due_at),
    deadline: text(row?.deadline_at),
    since: text(row?.waiting_since),
    writable: text(row?.writable_until),
    preview: text(row?.preview),
  };
}

const set = (change: ServiceChange, actor = admin.actor) =>
  changeService({ actor, sellerId: seller.id, change });

const office = {
  "1": [["09:00", "18:00"]],
  "2": [["09:00", "18:00"]],
  "3": [["09:00", "18:00"]],
  "4": [["09:00", "18:00"]],
  "5": [["09:00", "18:00"]],
  "6": [],
  "7": [],
} satisfies ServiceChange["hours"];

// 2026-03-06 is a Friday; Moscow is UTC+3.

test("the first reply of a conversation has its own target, later ones theirs", async () => {
  await set({ first_reply_minutes: 30, next_reply_minutes: 120 });
  await say("buyer", "2026-03-02T10:00:00Z");
  expect(await stored()).toMatchObject({ kind: "first", due: "2026-03-02T10:30" });
  await say("operator", "2026-03-02T10:10:00Z");
  await say("buyer", "2026-03-02T10:20:00Z");
  expect(await stored()).toMatchObject({ kind: "next", due: "2026-03-02T12:20" });
  await say("operator", "2026-03-02T10:30:00Z");
  await say("buyer", "2026-03-05T10:30:00Z"); // three days later: a new conversation
  expect(await stored()).toMatchObject({ kind: "first", due: "2026-03-05T11:00" });
});

test("the target counts from the first unanswered message, in business hours", async () => {
  await set({ hours: office, first_reply_minutes: 60 });
  await say("buyer", "2026-03-06T14:30:00Z"); // Friday 17:30
  await say("buyer", "2026-03-06T14:50:00Z");
  expect(await stored()).toMatchObject({ since: "2026-03-06T14:30", due: "2026-03-09T06:30" });
});

test("what burns first is the earlier of our target and the marketplace's window", async () => {
  await set({ hours: office, first_reply_minutes: 60 });
  await say("buyer", "2026-03-06T14:30:00Z");
  expect(await stored()).toMatchObject({
    due: "2026-03-09T06:30",
    writable: "2026-03-08T14:30",
    deadline: "2026-03-08T14:30",
  });
  await set({ hours: null });
  expect(await stored()).toMatchObject({ due: "2026-03-06T15:30", deadline: "2026-03-06T15:30" });
  await set({ first_reply_minutes: null });
  expect(await stored()).toMatchObject({ due: null, deadline: "2026-03-08T14:30", kind: "first" });
});

test("an answer ends the deadline, and it comes back when the answer failed or was taken back", async () => {
  await say("buyer", "2026-03-02T10:00:00Z");
  const waiting = await stored();
  expect(waiting).toMatchObject({ due: "2026-03-02T11:00", deadline: "2026-03-02T11:00" });
  const answer = await say("operator", "2026-03-02T10:10:00Z", "queued");
  expect(await stored()).toMatchObject({
    kind: null,
    due: null,
    deadline: null,
    since: null,
    preview: "operator",
  });
  for (const status of ["failed", "cancelled"]) {
    await database.query("UPDATE messages SET status = $2 WHERE id = $1", [answer, status]);
    await refresh();
    expect(await stored()).toMatchObject({ kind: "first", due: waiting.due, deadline: waiting.deadline });
  }
  expect((await stored()).preview).toBe("buyer"); // what was taken back was never there
});

test.each<Author>(["rule", "broadcast"])(
  "what a %s says leaves the buyer waiting for a person",
  async (author) => {
    await say("buyer", "2026-03-02T10:00:00Z");
    await say(author, "2026-03-02T10:01:00Z");
    expect(await stored()).toMatchObject({
      since: "2026-03-02T10:00",
      due: "2026-03-02T11:00",
      preview: author,
    });
  },
);

test("a seller that was never set up has the defaults, and the first change makes its row", async () => {
  await database.query("DELETE FROM seller_service WHERE seller_id = $1", [seller.id]);
  const service = await readService({ actor: admin.actor, sellerId: seller.id });
  expect(service).toEqual({
    seller_id: seller.id,
    first_reply_minutes: 60,
    next_reply_minutes: 60,
    time_zone: "Europe/Moscow",
    hours: null,
    holidays: [],
    assignment: "manual",
    auto_reply_text: null,
  });
  await say("buyer", "2026-03-02T10:00:00Z");
  expect((await stored()).due).toBe("2026-03-02T11:00");
  expect(await inTransaction((tx) => refreshDeadlines(tx, seller.id))).toBe(0);
  expect(await set({ assignment: "round_robin" })).toEqual({ ...service, assignment: "round_robin" });
});

test("a change keeps what is not given, and comes back as it was written", async () => {
  const hours = {
    ...office,
    "1": [
      ["14:00", "24:00"],
      ["09:00", "13:00"],
    ],
  } satisfies ServiceChange["hours"];
  await set({ hours, auto_reply_text: "Мы ответим утром", time_zone: "asia/vladivostok" });
  const changed = await set({
    holidays: ["2026-05-09", "2026-01-01", "2026-05-09"],
    next_reply_minutes: null,
  });
  expect(changed).toMatchObject({
    hours: {
      ...office,
      "1": [
        ["09:00", "13:00"],
        ["14:00", "24:00"],
      ],
    },
    auto_reply_text: "Мы ответим утром",
    time_zone: "Asia/Vladivostok",
    holidays: ["2026-01-01", "2026-05-09"],
    first_reply_minutes: 60,
    next_reply_minutes: null,
  });
  expect(await readService({ actor: admin.actor, sellerId: seller.id })).toEqual(changed);
  expect((await set({ hours: null, auto_reply_text: null })).hours).toBeNull();
});

test.each(["Europe/Atlantis", "+03:00", "MSK-3", ""])(
  "a time zone that is none (%j) is refused",
  async (time_zone) => {
    await expect(set({ time_zone, first_reply_minutes: 5 })).rejects.toMatchObject({
      code: "unknown_time_zone",
    });
    const { first_reply_minutes } = await readService({ actor: admin.actor, sellerId: seller.id });
    expect(first_reply_minutes).toBe(60);
  },
);

test("hours of a day that overlap are refused, those that touch are not", async () => {
  const overlapping = {
    ...office,
    "3": [
      ["12:00", "18:00"],
      ["09:00", "12:05"],
    ],
  } satisfies ServiceChange["hours"];
  await expect(set({ hours: overlapping })).rejects.toMatchObject({ code: "invalid_input" });
  const touching = {
    ...office,
    "3": [
      ["12:00", "18:00"],
      ["09:00", "12:00"],
    ],
  } satisfies ServiceChange["hours"];
  expect((await set({ hours: touching })).hours?.["3"]).toEqual([
    ["09:00", "12:00"],
    ["12:00", "18:00"],
  ]);
});

/** The marketplace still takes an answer. */
const keepWritable = (chat: string) =>
  database.query("UPDATE chats SET writable_until = now() + interval '1 day' WHERE id = $1", [chat]);

test("a change moves the deadlines of those who wait, tells each, and leaves others alone", async () => {
  const [waiting, answered] = [chatId, await addChat()];
  await say("buyer", "2026-03-02T10:00:00Z", "received", waiting);
  await say("buyer", "2026-03-02T10:00:00Z", "received", answered);
  await say("operator", "2026-03-02T10:05:00Z", "sent", answered);
  await keepWritable(waiting);
  const foreign = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3" });
  await database.query("DELETE FROM events");
  await set({ first_reply_minutes: 15 });
  expect((await stored(waiting)).due).toBe("2026-03-02T10:15");
  expect((await stored(answered)).due).toBeNull();
  const events = await database.query("SELECT name, subject_id FROM events");
  expect(events).toEqual([{ name: "chat.updated", subject_id: waiting }]);
  await set({ first_reply_minutes: 15, auto_reply_text: "Утром" }); // nothing moved
  expect(await database.query("SELECT 1 FROM events")).toHaveLength(1);
  const audit = await database.query<{ details: object }>(
    "SELECT details FROM audit_log WHERE action = 'seller.service_changed' AND seller_id = $1 ORDER BY id",
    [seller.id],
  );
  expect(audit[0]?.details).toEqual({ fields: ["first_reply_minutes"], moved_deadlines: 1 });
  expect(await readService({ actor: admin.actor, sellerId: foreign.id })).toMatchObject({
    first_reply_minutes: 60,
  });
});

test("two thousand waiting chats follow in one change", async () => {
  await database.query(
    `INSERT INTO chats (seller_id, external_id, kind, created_at, waiting_since, due_kind, due_at, deadline_at)
     SELECT $1, 'many-' || n, 'buyer', now(), '2026-03-02T10:00:00Z', 'next', '2026-03-02T11:00:00Z', '2026-03-02T11:00:00Z'
       FROM generate_series(1, 2000) n`,
    [seller.id],
  );
  await database.query("DELETE FROM events");
  await set({ next_reply_minutes: 30, hours: office });
  const moved = await database.query(
    "SELECT count(*)::int AS count FROM chats WHERE seller_id = $1 AND due_at = '2026-03-02T10:30:00Z' AND deadline_at = due_at",
    [seller.id],
  );
  expect(moved).toEqual([{ count: 2000 }]);
  expect(
    await database.query("SELECT DISTINCT subject_id FROM events WHERE name = 'chat.updated'"),
  ).toHaveLength(2000);
});

test("a message dated at the end of time does not take its list with it", async () => {
  await say("buyer", "9999-12-31T23:59:00Z");
  const filters = { kind: "buyer", status: "open", seller_id: seller.id } as const;
  for (const sort of ["newest", "waiting", "deadline"] as const) {
    const { items } = await listChats({ actor: admin.actor, filters, sort, limit: 10 });
    expect(items.map((chat) => [chat.id, chat.last_message_at])).toEqual([
      [chatId, "9999-12-31T23:59:00.000Z"],
    ]);
  }
});

test("streams do not hear of waits that can no longer be answered", async () => {
  const over = await addChat();
  await say("buyer", "2026-03-02T10:00:00Z");
  await say("buyer", "2026-03-02T10:00:00Z", "sent", over);
  await keepWritable(chatId);
  await database.query("DELETE FROM events");
  await set({ first_reply_minutes: 45 });
  expect([(await stored()).due, (await stored(over)).due]).toEqual(["2026-03-02T10:45", "2026-03-02T10:45"]);
  expect(await database.query("SELECT subject_id FROM events WHERE name = 'chat.updated'")).toEqual([
    { subject_id: chatId },
  ]);
});

test("a seller's service is there for those who see the seller", async () => {
  const [insider, outsider, supervisor] = [
    await makeOperator([seller.id]),
    await makeOperator([]),
    await makeSupervisor(),
  ];
  expect((await readService({ actor: insider.actor, sellerId: seller.id })).seller_id).toBe(seller.id);
  expect((await set({ first_reply_minutes: 5 }, supervisor.actor)).first_reply_minutes).toBe(5);
  for (const sellerId of [seller.id, "no-id"]) {
    await expect(readService({ actor: outsider.actor, sellerId })).rejects.toMatchObject({
      code: "not_found",
    });
  }
});
