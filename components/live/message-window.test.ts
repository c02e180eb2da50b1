import { expect, test } from "vitest";
import type { Message } from "@/lib/wire/messages";
import { hasMessage, joinWindow, type MessagePages, replaceMessage } from "./message-window";

function makeMessage(number: number, text = String(number)): Message {
  return {
    id: `m${number}`,
    chat_id: "c1",
    external_id: null,
    direction: "inbound",
    author: { type: "buyer", id: null, name: null },
    text,
    attachments: [],
    status: "received",
    error: null,
    created_at: new Date(Date.UTC(2026, 10, 21, 10, number)).toISOString(),
    read_at: null,
    broadcast_id: null,
    answers_broadcast_id: null,
    client_id: null,
    held_until: null,
    is_automatic: false,
  };
}

/** Pages from newest to oldest, as the numbers of their messages. */
function makePages(pages: readonly (readonly number[])[], next: string | null): MessagePages {
  return {
    pages: pages.map((numbers, index) => ({
      items: numbers.map((number) => makeMessage(number)),
      next_cursor: index === pages.length - 1 ? next : `before-${numbers[0]}`,
    })),
    pageParams: pages.map(() => null),
  };
}

const numbersOf = (pages: MessagePages | null) =>
  pages?.pages.toReversed().flatMap((page) => page.items.map((item) => Number(item.text)));

test("a window with a gap before the live end stays by itself", () => {
  expect(joinWindow(makePages([[8, 9]], "c"), makePages([[3, 4]], "d"))).toBeNull();
});
test("once they touch they are one conversation, each message once, paging on from the window", () => {
  const joined = joinWindow(
    makePages([[7, 8, 9]], "c"),
    makePages(
      [
        [6, 7, 8],
        [3, 4, 5],
      ],
      "d",
    ),
  );
  expect(numbersOf(joined)).toEqual([3, 4, 5, 6, 7, 8, 9]);
  expect(joined?.pages.at(-1)?.next_cursor).toBe("d");
  expect(joined?.pages).toHaveLength(joined?.pageParams.length ?? 0);
});
test("a window inside what is loaded adds nothing", () => {
  const live = makePages([[7, 8, 9]], "c");
  expect(joinWindow(live, makePages([[7, 8]], "d"))).toBe(live);
});
test("a message in the window is shown as it is now; a new one is not taken in", () => {
  const window = makePages([[3, 4]], null);
  expect(replaceMessage(window, makeMessage(4, "40")).pages[0]?.items[1]?.text).toBe("40");
  expect(replaceMessage(window, makeMessage(9))).toBe(window);
  expect(hasMessage(window, "m3")).toBe(true);
  expect(hasMessage(undefined, "m3")).toBe(false);
});
