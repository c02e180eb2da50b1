import { describe, expect, test } from "vitest";
import type { Message } from "@/lib/wire/messages";
import { type OutboxEntry, withPending } from "./outbox";
import { findFirstNew, layOut } from "./timeline";

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
    client_id: null,
    held_until: null,
    is_automatic: false,
    ...rest,
  };
}

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
  test("a bubble keeps its key when its message gets an id", () => {
    const before = layOut([makeMessage("local:k", clock(9), { client_id: "k" })], null);
    const after = layOut([makeMessage("m1", clock(9), { client_id: "k" })], null);
    expect(after.at(-1)?.key).toBe(before.at(-1)?.key);
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
