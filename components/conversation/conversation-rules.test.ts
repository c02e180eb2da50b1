import { describe, expect, test } from "vitest";
import type { Message } from "@/lib/wire/messages";
import type { ChatAct, Note } from "@/lib/wire/notes";
import { type OutboxEntry, withPending } from "./outbox";
import { findFirstNew, layOut as layOutAll, notesBeside } from "./timeline";

function makeMessage(id: string, createdAt: Date, rest: Partial<Message> = {}): Message {
  return {
    id,
    chat_id: "c1",
    external_id: null,
    direction: "inbound",
    author: { type: "buyer", id: null, name: null },
    text: id,
    attachments: [],
    status: "received",
    error: null,
    created_at: createdAt.toISOString(),
    read_at: null,
    broadcast_id: null,
    answers_broadcast_id: null,
    client_id: null,
    held_until: null,
    is_automatic: false,
    ...rest,
  };
}

function makeNote(id: string, createdAt: Date, act: ChatAct | null = null): Note {
  return {
    id,
    chat_id: "c1",
    kind: act === null ? "note" : "activity",
    author: { type: "user", id: "u", name: "Анна" },
    text: act === null ? id : "",
    mentions: [],
    act,
    created_at: createdAt.toISOString(),
  };
}

const layOut = (messages: readonly Message[], firstNewId: string | null, notes: readonly Note[] = []) =>
  layOutAll({ messages, notes, firstNewId, hasOlder: false });

const clock = (hour: number, minute = 0, day = 21) => new Date(2026, 10, day, hour, minute);
const kindsOf = (items: ReturnType<typeof layOut>) =>
  items.map((item) => (item.kind === "message" ? item.message.id : item.kind));

describe("laying out a conversation", () => {
  test("a day begins with its line", () => {
    const items = layOut([makeMessage("a", clock(23, 50, 20)), makeMessage("b", clock(0, 5))], null);
    expect(kindsOf(items)).toEqual(["day", "a", "day", "b"]);
  });
  test("messages of one author in a row share one line about time", () => {
    const items = layOut(
      [makeMessage("a", clock(9)), makeMessage("b", clock(9, 1)), makeMessage("c", clock(9, 30))],
      null,
    );
    expect(items.flatMap((item) => (item.kind === "message" ? [item.endsGroup] : []))).toEqual([
      false,
      true,
      true,
    ]);
  });
  test("an answer to a broadcast tells so by itself, apart from what was written before it", () => {
    const items = layOut(
      [makeMessage("a", clock(9)), makeMessage("b", clock(9), { answers_broadcast_id: "x" })],
      null,
    );
    expect(items.flatMap((item) => (item.kind === "message" ? [item.endsGroup] : []))).toEqual([true, true]);
  });
  test("a failed message always tells its own state", () => {
    const ours = { direction: "outbound", author: { type: "operator", id: "u", name: null } } as const;
    const items = layOut(
      [
        makeMessage("a", clock(9), { ...ours, status: "sent" }),
        makeMessage("b", clock(9), { ...ours, status: "failed" }),
        makeMessage("c", clock(9), { ...ours, status: "sent" }),
      ],
      null,
    );
    expect(items.flatMap((item) => (item.kind === "message" ? [item.endsGroup] : []))).toEqual([
      true,
      true,
      true,
    ]);
  });
  test("the line of the new stands before the first unread one", () => {
    const messages = [makeMessage("a", clock(9)), makeMessage("b", clock(10)), makeMessage("c", clock(11))];
    expect(kindsOf(layOut(messages, findFirstNew(messages, 2)))).toEqual(["day", "a", "new", "b", "c"]);
    expect(findFirstNew(messages, 0)).toBeNull();
    expect(findFirstNew(messages, 50)).toBe("a");
  });
  test("notes and what was done stand where they happened; several acts in a row are one line", () => {
    const messages = [makeMessage("a", clock(9)), makeMessage("b", clock(9, 4))];
    const notes = [
      makeNote("n", clock(9, 1)),
      makeNote("x", clock(9, 2), { name: "closed" }),
      makeNote("y", clock(9, 3), { name: "reopened" }),
      makeNote("z", clock(9, 5), { name: "closed" }),
    ];
    const items = layOut(messages, null, notes);
    expect(kindsOf(items)).toEqual(["day", "a", "note", "acts", "b", "acts"]);
    expect(items.flatMap((item) => (item.kind === "acts" ? [item.notes.length] : []))).toEqual([2, 1]);
    expect(items.flatMap((item) => (item.kind === "message" ? [item.endsGroup] : []))).toEqual([true, true]);
  });
  test("only notes beside the loaded messages are shown", () => {
    const notes = [makeNote("a", clock(8)), makeNote("b", clock(10)), makeNote("c", clock(12))];
    const from = clock(9).toISOString();
    expect(notesBeside(notes, { from, to: null }).map((note) => note.id)).toEqual(["b", "c"]);
    expect(notesBeside(notes, { from, to: clock(11).toISOString() }).map((note) => note.id)).toEqual(["b"]);
    expect(notesBeside(notes, { from: null, to: null })).toHaveLength(3);
  });
  test("what was taken back leaves", () => {
    const taken = makeMessage("a", clock(9), { direction: "outbound", status: "cancelled" });
    expect(layOut([taken], null)).toEqual([]);
  });
  test("a bubble keeps its key when its message gets an id", () => {
    const before = layOut([makeMessage("local:k", clock(9), { client_id: "k" })], null);
    const after = layOut([makeMessage("m1", clock(9), { client_id: "k" })], null);
    expect(after.at(-1)?.key).toBe(before.at(-1)?.key);
  });
});

describe("how long the buyer waited", () => {
  const ours = {
    direction: "outbound",
    status: "sent",
    author: { type: "operator", id: "u", name: null },
  } as const;
  const waitsOf = (items: ReturnType<typeof layOut>) =>
    items.flatMap((item) => (item.kind === "message" ? [item.answeredAfterMs] : []));
  test("counts from the first question to the first answer, told under the group", () => {
    const items = layOut(
      [
        makeMessage("a", clock(9)),
        makeMessage("b", clock(9, 10)),
        makeMessage("c", clock(9, 12), ours),
        makeMessage("d", clock(9, 13), ours),
        makeMessage("e", clock(10, 0), ours),
      ],
      null,
    );
    expect(waitsOf(items)).toEqual([null, null, null, 12 * 60_000, null]);
  });
  test("an automatic reply answers nobody", () => {
    const rule = {
      ...ours,
      author: { type: "operator", id: null, name: "Ночь" },
      is_automatic: true,
    } as const;
    const items = layOut(
      [makeMessage("a", clock(9)), makeMessage("b", clock(9, 1), rule), makeMessage("c", clock(9, 30), ours)],
      null,
    );
    expect(waitsOf(items)).toEqual([null, null, 30 * 60_000]);
  });
  test("is not told when the wait may have begun before what is loaded", () => {
    const messages = [makeMessage("a", clock(9)), makeMessage("b", clock(9, 20), ours)];
    expect(waitsOf(layOutAll({ messages, notes: [], firstNewId: null, hasOlder: true }))).toEqual([
      null,
      null,
    ]);
  });
  test("the last word of a buyer nobody answered waits", () => {
    const waitingOf = (messages: Message[]) =>
      layOut(messages, null).flatMap((item) =>
        item.kind === "message" && item.isUnanswered ? [item.message.id] : [],
      );
    const question = makeMessage("a", clock(9));
    expect(waitingOf([question])).toEqual(["a"]);
    expect(waitingOf([question, makeMessage("b", clock(9, 5), ours)])).toEqual([]);
  });
});

describe("what is on its way", () => {
  const entry: OutboxEntry = {
    clientId: "k",
    chatId: "c1",
    text: "Отправим сегодня",
    createdAt: clock(12).toISOString(),
    failure: null,
  };
  test("stands at the end of its own chat only", () => {
    expect(withPending([], [entry], "c1").map((message) => message.text)).toEqual(["Отправим сегодня"]);
    expect(withPending([], [entry], "c2")).toEqual([]);
  });
  test("is not shown twice once it has arrived", () => {
    const stored = makeMessage("m1", clock(12), { client_id: "k", status: "sent" });
    expect(withPending([stored], [entry], "c1")).toEqual([stored]);
  });
  test("one that did not get through says so", () => {
    const [failed] = withPending([], [{ ...entry, failure: "network" }], "c1");
    expect(failed).toMatchObject({ status: "failed", error: { code: "network" } });
  });
});
