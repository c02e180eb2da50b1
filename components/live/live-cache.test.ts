import { InfiniteQueryObserver, QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, expect, test, vi } from "vitest";
import type { Message } from "@/lib/wire/messages";
import { queryKeys } from "../query-keys";
import type { CachedPages } from "./apply-event";
import { feedCache } from "./live-cache";
import { type LiveEvent, onLiveEvent } from "./live-listeners";

function makeMessage(id: string, status: Message["status"]): Message {
  return {
    id,
    chat_id: "c1",
    external_id: null,
    direction: "outbound",
    author: { type: "operator", id: "u", name: null },
    text: id,
    attachments: [],
    status,
    error: null,
    created_at: "2026-11-21T10:00:00.000Z",
    read_at: null,
    broadcast_id: null,
    answers_broadcast_id: null,
    client_id: null,
    held_until: null,
    is_automatic: false,
  };
}

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

test("an answer computed before an event but arriving after it does not take the event back", async () => {
  const cache = new QueryClient();
  const feed = feedCache(cache);
  let answer: (items: Message[]) => void = () => undefined;
  const observer = new InfiniteQueryObserver(cache, {
    queryKey: queryKeys.messages("c1"),
    queryFn: () =>
      new Promise<{ items: Message[]; next_cursor: string | null }>((resolve) => {
        answer = (items) => resolve({ items, next_cursor: null });
      }),
    initialPageParam: null as string | null, // as in components/conversation/queries.ts
    getNextPageParam: (page) => page.next_cursor,
  });
  stops.push(
    observer.subscribe(() => undefined),
    feed.stop,
    () => cache.clear(),
  );

  feed.take({ name: "message.updated", data: { message: makeMessage("m1", "sent") } });
  answer([makeMessage("m1", "sending")]);

  await vi.waitFor(() => {
    const list = cache.getQueryData<CachedPages<Message>>(queryKeys.messages("c1"));
    expect(list?.pages[0]?.items.map((message) => message.status)).toEqual(["sent"]);
  });
});

test("an event for a conversation nobody opened is not kept", () => {
  const cache = new QueryClient();
  const feed = feedCache(cache);
  stops.push(feed.stop, () => cache.clear());
  feed.take({ name: "message.created", data: { message: makeMessage("m1", "queued") } });
  expect(cache.getQueryData(queryKeys.messages("c1"))).toBeUndefined();
});

test("a first answer that was on its way when something was missed is fetched once more", async () => {
  const cache = new QueryClient();
  const feed = feedCache(cache);
  const answers: ((names: string[]) => void)[] = [];
  const observer = new QueryObserver(cache, {
    queryKey: queryKeys.sellers(),
    queryFn: () => new Promise<string[]>((resolve) => answers.push(resolve)),
  });
  stops.push(
    observer.subscribe(() => undefined),
    feed.stop,
    () => cache.clear(),
  );

  feed.gap();
  answers[0]?.(["before the gap"]);
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  answers[1]?.(["after the gap"]);

  await vi.waitFor(() => expect(cache.getQueryData(queryKeys.sellers())).toEqual(["after the gap"]));
  expect(answers).toHaveLength(2);
});

test("what a broadcast has become is told again once an answer from before it is in", async () => {
  const cache = new QueryClient();
  const feed = feedCache(cache);
  const key = queryKeys.broadcast("b1");
  const answers: ((broadcast: object) => void)[] = [];
  const observer = new QueryObserver(cache, {
    queryKey: key,
    queryFn: () => new Promise<object>((resolve) => answers.push(resolve)),
  });
  const paused = { id: "b1", status: "paused" };
  stops.push(
    observer.subscribe(() => undefined),
    onLiveEvent((event) => {
      if (event.name === "broadcast.updated") cache.setQueryData(key, event.data.broadcast);
    }),
    feed.stop,
    () => cache.clear(),
  );

  // Only what this feed looks at.
  feed.take({ name: "broadcast.updated", data: { broadcast: paused } } as LiveEvent);
  answers[0]?.({ id: "b1", status: "running" });

  await vi.waitFor(() => expect(cache.isFetching()).toBe(0));
  expect(cache.getQueryData(key)).toEqual(paused);
});
