import { afterEach, describe, expect, test } from "vitest";
import type { Cursor } from "../cursor";
import { parseJson } from "../json";
import type { ChangePage, ChatPort, HistoryPage, KnownChat } from "../ports";
import {
  type Answer,
  impatient,
  makeContext,
  type RecordedContext,
  type SeenRequest,
  startTestServer,
  type TestServer,
} from "../test-server";
import { createOzonAdapter } from "./adapter";

let server: TestServer;
let context: RecordedContext;
afterEach(() => server.close());

async function connect(dialect: "v1" | "v3", answerTo: (request: SeenRequest) => Answer): Promise<ChatPort> {
  server = await startTestServer(answerTo);
  context = makeContext({ baseUrl: server.url, dialect });
  return createOzonAdapter(impatient).connect(context).chats;
}

async function collect<T>(pages: AsyncGenerator<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const page of pages) all.push(page);
  return all;
}

/** Bodies as they went over the wire, without the ids' digits lost. */
function bodies(path: string): unknown[] {
  return server.requests.filter((request) => request.path === path).map((request) => parseJson(request.text));
}

const known = (entries: Record<string, Partial<KnownChat>>) => async (ids: readonly string[]) =>
  new Map(
    ids.flatMap((id): [string, KnownChat][] => {
      const chat = entries[id];
      const blank = {
        announcedExternalId: null,
        lastMessageAt: null,
        unreadCount: 0,
        status: "open",
      } as const;
      return chat === undefined ? [] : [[id, { ...blank, ...chat }]];
    }),
  );

const V3 = (id: number) => `3${String(id).padStart(18, "0")}`;
const messageV3 = (id: number, extra: object = {}) => ({
  message_id: V3(id),
  user: { id: "115568", type: "Customer" },
  created_at: "2026-08-01T10:00:00Z",
  data: [`м${id}`],
  ...extra,
});
const chatV3 = (id: string, last: number, type = "BUYER_SELLER") => ({
  chat: { chat_id: id, chat_status: "OPENED", chat_type: type, created_at: "2026-06-26T07:45:30.813407Z" },
  last_message_id: V3(last),
  unread_count: 0,
});

describe("v3 history", () => {
  test("an ordinary answer costs one request, and the anchor goes out as a bare number", async () => {
    const chats = await connect("v3", () => ({
      body: `{"messages":[${[1, 2].map((id) => JSON.stringify(messageV3(id)).replace(/"(3\d{18})"/, "$1")).join()}],"has_next":false}`,
    }));
    const pages = await collect(chats.history({ chatExternalId: "c", afterExternalId: V3(1) }));
    expect(pages.map((page) => page.messages.map(({ externalId }) => externalId))).toEqual([[V3(2)]]);
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]?.text).toContain(`"from_message_id":${V3(1)},`);
    expect(server.requests[0]?.headers).toMatchObject({ "client-id": "7", "api-key": "secret-key" });
  });

  test("one unreadable message is asked for again, then named, and the others stay", async () => {
    const chats = await connect("v3", () => ({
      body: {
        messages: [messageV3(1), { ...messageV3(2), message_id: null }, messageV3(3)],
        has_next: false,
      },
    }));
    const [page] = await collect(chats.history({ chatExternalId: "c", afterExternalId: null }));
    expect(page?.messages.map(({ text }) => text)).toEqual(["м1", "м3"]);
    expect(page?.unreadable).toHaveLength(1);
    expect(server.requests).toHaveLength(3);
  });

  test("a damaged message that comes right the second time is not lost", async () => {
    let turn = 0;
    const chats = await connect("v3", () => {
      const { created_at: _, ...damaged } = messageV3(1);
      return { body: { messages: [turn++ === 0 ? damaged : messageV3(1)], has_next: false } };
    });
    const [page] = await collect(chats.history({ chatExternalId: "c", afterExternalId: null }));
    expect(page).toMatchObject({ messages: [{ externalId: V3(1) }], unreadable: [] });
  });

  test("a message that never has an author is stored as the system's rather than lost", async () => {
    const { user: _, ...anonymous } = messageV3(1);
    const chats = await connect("v3", () => ({ body: { messages: [anonymous], has_next: false } }));
    const [page] = await collect(chats.history({ chatExternalId: "c", afterExternalId: null }));
    expect(page).toMatchObject({ messages: [{ author: { type: "system" }, text: "м1" }], unreadable: [] });
  });

  test("has_next that is always true does not go on for ever", async () => {
    const chats = await connect("v3", () => ({
      body: { messages: [messageV3(1), messageV3(2)], has_next: "true" },
    }));
    const pages: HistoryPage[] = await collect(
      chats.history({ chatExternalId: "c", afterExternalId: V3(1) }),
    );
    expect(pages.map((page) => page.isLast)).toEqual([false, true]);
    const fromStart = await collect(chats.history({ chatExternalId: "c", afterExternalId: null }));
    expect(fromStart.flatMap((page) => page.messages.map(({ text }) => text))).toEqual(["м1", "м2"]);
  });

  test("a refused anchor is cursor_refused, an unknown chat not_found", async () => {
    const chats = await connect("v3", ({ text }) =>
      text.includes("from_message_id")
        ? { status: 400, body: { code: 3, message: "invalid from_message_id" } }
        : { status: 404 },
    );
    const from = (afterExternalId: string | null) =>
      collect(chats.history({ chatExternalId: "c", afterExternalId }));
    await expect(from(V3(1))).rejects.toMatchObject({ kind: "cursor_refused", effect: "none" });
    await expect(from(null)).rejects.toMatchObject({ kind: "not_found" });
  });
});

describe("v3 changes", () => {
  const page = (chats: object[], cursor = "", has_next: unknown = cursor !== "") => ({
    body: { chats, cursor, has_next },
  });
  const started = { isWalkDone: true, firstSeenId: V3(0), firstAskedAt: "2026-01-01T00:00:00Z" };
  const run = (
    chats: ChatPort,
    entries: Record<string, Partial<KnownChat>>,
    how: { cursor?: Cursor | null; deep?: boolean } = {},
  ) =>
    collect(
      chats.changes({
        cursor: how.cursor ?? started,
        deep: how.deep ?? false,
        findKnownChats: known(entries),
      }),
    );
  const named = (pages: ChangePage[]) => pages.flatMap((one) => one.chatsToRead);
  /** A list of pages, addressed by cursors "p1", "p2", ... */
  const list = (pages: object[][]) => (request: SeenRequest) => {
    const cursor = /"cursor":"p(\d+)"/.exec(request.text)?.[1] ?? "0";
    const index = Number(cursor);
    return page(pages[index] ?? [], index + 1 < pages.length ? `p${index + 1}` : "");
  };

  test("an unchanged page with a buyer ends the walk; moved chats of every kind are named", async () => {
    const chats = await connect(
      "v3",
      list([[chatV3("a", 5), chatV3("n", 6, "SELLER_SUPPORT")], [chatV3("b", 4)], [chatV3("c", 3)]]),
    );
    const pages = await run(chats, { b: { announcedExternalId: V3(4) }, c: { announcedExternalId: V3(2) } });
    expect(named(pages)).toEqual(["a", "n"]);
    expect(server.requests).toHaveLength(2);
    expect(pages.at(-1)?.cursor).toMatchObject({ isWalkDone: true });
  });

  test("a page of unchanged mailings alone proves nothing: one more is looked at", async () => {
    const mailings = [chatV3("n", 9, "UNSPECIFIED")];
    const chats = await connect("v3", list([mailings, [chatV3("a", 5)], [chatV3("b", 4)]]));
    const announced = { n: { announcedExternalId: V3(9) }, b: { announcedExternalId: V3(4) } };
    expect(named(await run(chats, announced))).toEqual(["a"]);
  });

  test("a deep walk and a walk after one cut short go to the bottom", async () => {
    const pages = list([[chatV3("a", 5)], [chatV3("b", 4)], [chatV3("c", 3)]]);
    const chats = await connect("v3", pages);
    const announced = { a: { announcedExternalId: V3(5) }, b: { announcedExternalId: V3(4) } };
    expect(named(await run(chats, announced))).toEqual([]);
    expect(named(await run(chats, announced, { deep: true }))).toEqual(["c"]);
    const cut = { ...started, isWalkDone: false };
    expect(named(await run(chats, announced, { cursor: cut }))).toEqual(["c"]);
  });

  test("at the first look the past belongs to the backfill, except for chats already known", async () => {
    const chats = await connect("v3", list([[chatV3("a", 5), chatV3("b", 4)]]));
    const pages = await run(chats, { b: { announcedExternalId: V3(3) } }, { cursor: {} });
    expect(named(pages)).toEqual(["b"]);
    const next = pages.at(-1)?.cursor ?? null;
    await server.close();
    const later = await connect("v3", list([[chatV3("a", 6), chatV3("new", 7)]]));
    expect(named(await run(later, {}, { cursor: next }))).toEqual(["a", "new"]);
  });

  test("a refused cursor starts over once, then says so", async () => {
    const refused = (request: SeenRequest): Answer =>
      request.text.includes('"cursor":"p1"')
        ? { status: 400, body: { code: 3 } }
        : page([chatV3("a", 5)], "p1");
    const chats = await connect("v3", refused);
    await expect(run(chats, {})).rejects.toMatchObject({ kind: "cursor_refused" });
    expect(server.requests).toHaveLength(4);
    await server.close();
    let isFirst = true;
    const healing = await connect("v3", (request) => {
      if (!request.text.includes('"cursor":"p1"')) return page([chatV3("a", 5)], "p1");
      const answer = isFirst ? { status: 400 } : page([chatV3("b", 4)]);
      isFirst = false;
      return answer;
    });
    expect(named(await run(healing, {}))).toEqual(["a", "a", "b"]);
  });

  test("a cursor that repeats itself ends the walk", async () => {
    const chats = await connect("v3", () => page([chatV3("a", 5)], "same", true));
    await run(chats, {}, { deep: true });
    expect(server.requests).toHaveLength(2);
  });

  test("a page that lost its cursor or its last ids is looked at again before it is believed", async () => {
    let turn = 0;
    const { last_message_id: _, ...damaged } = chatV3("a", 5);
    const chats = await connect("v3", (request) => {
      if (request.text.includes('"cursor":"p1"')) return page([chatV3("b", 4)]);
      turn += 1;
      if (turn === 1) return page([chatV3("a", 5)], "", true);
      return turn === 2 ? page([damaged], "p1") : page([chatV3("a", 5)], "p1");
    });
    expect(named(await run(chats, {}))).toEqual(["a", "b"]);
  });

  test("a chat in which nobody wrote is not read", async () => {
    const chats = await connect("v3", () => page([{ ...chatV3("a", 1), last_message_id: 0 }]));
    expect(named(await run(chats, {}))).toEqual([]);
  });
});

describe("v1 changes", () => {
  const at = (seconds: number) => new Date(Date.now() - 60_000 + seconds * 1000).toISOString();
  const update = (id: number, extra: object = {}) => ({
    chat_id: "c",
    message_id: id,
    text: `м${id}`,
    created_at: at(id),
    user: { type: "Customer" },
    ...extra,
  });
  const feed = (updates: object[], has_next = false) => ({ body: { result: { updates, has_next } } });
  const listed = (chats: object[]) => ({ body: { result: { chats, total: chats.length } } });
  const run = (
    chats: ChatPort,
    cursor: Cursor | null,
    entries: Record<string, Partial<KnownChat>> = { c: {} },
  ) => collect(chats.changes({ cursor, deep: false, findKnownChats: known(entries) }));

  test("the feed is asked once a minute, whatever the polls do", async () => {
    const chats = await connect("v1", () => feed([]));
    const [first] = await run(chats, null);
    expect(await run(chats, first?.cursor ?? null)).toEqual([]);
    context.advance(61);
    expect(await run(chats, first?.cursor ?? null)).toHaveLength(1);
    expect(server.requests).toHaveLength(2);
  });

  test("what the overlap repeats is not read again", async () => {
    const updates = [update(1), update(2)];
    const chats = await connect("v1", () => feed(updates));
    const [first] = await run(chats, null);
    expect(first).toMatchObject({ chatsToRead: ["c"], messages: [] });
    updates.push(update(3));
    context.advance(61);
    const [second] = await run(chats, first?.cursor ?? null);
    expect(second?.chatsToRead).toEqual(["c"]);
    context.advance(61);
    const [third] = await run(chats, second?.cursor ?? null);
    expect(third).toMatchObject({ chatsToRead: [], messages: [] });
    const asked = bodies("/v1/chat/updates").map(
      (body) => (body as { since_timestamp: string }).since_timestamp,
    ); // our own request
    const newest = updates.at(-1)?.created_at ?? "";
    expect(Date.parse(newest) - Date.parse(asked[2] ?? "")).toBe(120_000);
  });

  test("an unknown chat comes with its snapshot, found by one request", async () => {
    const chats = await connect("v1", ({ path }) =>
      path === "/v1/chat/list"
        ? listed([{ chat_id: "c", user_name: "Иван П.", status: "opened" }])
        : feed([update(1)]),
    );
    const [page] = await run(chats, null, {});
    expect(page).toMatchObject({ chatsToRead: ["c"], chats: [{ externalId: "c", buyerName: "Иван П." }] });
    expect(bodies("/v1/chat/list")).toMatchObject([{ filter: { chat_id_list: ["c"] } }]);
  });

  test("a message older than what we have of its chat is handed on from the feed itself", async () => {
    const chats = await connect("v1", () => feed([update(1)]));
    const [page] = await run(chats, null, { c: { lastMessageAt: new Date() } });
    expect(page).toMatchObject({ chatsToRead: ["c"], messages: [{ externalId: "1", text: "м1" }] });
  });

  test("a message dated in the future does not carry the cursor past the present", async () => {
    const chats = await connect("v1", () => feed([update(1, { created_at: "2999-01-01T00:00:00Z" })]));
    const [page] = await run(chats, null);
    expect(new Date(String(page?.cursor.since)).getTime()).toBeLessThanOrEqual(Date.now());
  });

  test("an unreadable line of the feed makes the list be walked instead", async () => {
    const chats = await connect("v1", ({ path }) =>
      path === "/v1/chat/list"
        ? listed([{ chat_id: "c", last_message_time: at(5) }])
        : feed([{ message_id: 1 }]),
    );
    const pages = await run(chats, null);
    expect(pages.map((page) => page.chatsToRead)).toEqual([[], ["c"]]);
    expect(pages[0]?.cursor).toMatchObject({ isWalkOwed: true });
    expect(pages[1]?.cursor).toMatchObject({ isWalkOwed: false });
  });

  test("a walk that broke off is owed to the next poll, due or not", async () => {
    let isBroken = true;
    const chats = await connect("v1", ({ path }) => {
      if (path !== "/v1/chat/list") return feed([update(1)], true);
      return isBroken ? { status: 500 } : listed([{ chat_id: "c", last_message_time: at(5) }]);
    });
    const pages: ChangePage[] = [];
    const broken = async () => {
      for await (const page of chats.changes({ cursor: null, deep: false, findKnownChats: known({ c: {} }) }))
        pages.push(page);
    };
    await expect(broken()).rejects.toMatchObject({ kind: "unavailable" });
    isBroken = false;
    const rest = await run(chats, pages[0]?.cursor ?? null);
    expect(rest.map((page) => page.chatsToRead)).toEqual([["c"]]);
    expect(bodies("/v1/chat/updates")).toHaveLength(1);
  });
});
