import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keepConnected } from "./connection";
import { SharedStream, type TabChannel, type TabLocks } from "./shared-stream";

/** The server's side: all events there are, and the streams open on them. */
class Server {
  readonly streams = new Set<FakeEventSource>();
  readonly addresses: string[] = [];
  events: { id: string; data: string }[] = [];

  say(data: string): void {
    const event = { id: `1-${this.events.length + 1}`, data };
    this.events.push(event);
    for (const stream of this.streams) stream.deliver(event);
  }
}

/** The browser's EventSource over that server: opens a moment later, resumes by the address alone. */
class FakeEventSource extends EventTarget {
  static readonly OPEN = 1;
  static readonly CLOSED = 2;
  readyState = 0;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;

  constructor(address: string) {
    super();
    server.addresses.push(address);
    queueMicrotask(() => {
      if (this.readyState === FakeEventSource.CLOSED) return;
      this.readyState = FakeEventSource.OPEN;
      server.streams.add(this);
      this.onopen?.();
      const lastId = new URL(address, "http://desk").searchParams.get("last_event_id");
      const place = server.events.findIndex(({ id }) => id === lastId);
      if (place !== -1) for (const event of server.events.slice(place + 1)) this.deliver(event);
    });
  }

  deliver({ id, data }: { id: string; data: string }): void {
    this.dispatchEvent(Object.assign(new Event("said"), { data, lastEventId: id }));
  }

  close(): void {
    this.readyState = FakeEventSource.CLOSED;
    server.streams.delete(this);
  }
}

interface LockRequest {
  readonly name: string;
  readonly hold: () => Promise<void>;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/** The browser's lock manager, with exclusive locks only. */
class FakeLocks implements TabLocks {
  readonly #holders = new Map<string, LockRequest>();
  #line: LockRequest[] = [];

  request(name: string, options: { signal?: AbortSignal; steal?: boolean }, hold: () => Promise<void>) {
    return new Promise<void>((resolve, reject) => {
      const wanted = { name, hold, resolve, reject };
      if (options.steal) {
        this.#holders.get(name)?.reject(new DOMException("stolen", "AbortError"));
        this.#grant(wanted);
        return;
      }
      options.signal?.addEventListener("abort", () => {
        if (!this.#line.includes(wanted)) return;
        this.#line = this.#line.filter((other) => other !== wanted);
        reject(new DOMException("given up", "AbortError"));
      });
      this.#line.push(wanted);
      this.#advance(name);
    });
  }

  #advance(name: string): void {
    if (this.#holders.has(name)) return;
    const next = this.#line.find((wanted) => wanted.name === name);
    if (next === undefined) return;
    this.#line = this.#line.filter((other) => other !== next);
    this.#grant(next);
  }

  #grant(wanted: LockRequest): void {
    this.#holders.set(wanted.name, wanted);
    void wanted.hold().then(() => {
      wanted.resolve();
      if (this.#holders.get(wanted.name) !== wanted) return;
      this.#holders.delete(wanted.name);
      this.#advance(wanted.name);
    });
  }
}

/** The browser's broadcast channels: every other open channel of the name hears a copy, a moment later. */
class Air {
  readonly #open = new Map<string, Set<FakeChannel>>();
  join(name: string, channel: FakeChannel): void {
    this.#open.set(name, (this.#open.get(name) ?? new Set()).add(channel));
  }
  leave(name: string, channel: FakeChannel): void {
    this.#open.get(name)?.delete(channel);
  }
  carry(name: string, from: FakeChannel, word: unknown): void {
    for (const channel of this.#open.get(name) ?? []) {
      const copy: unknown = structuredClone(word);
      if (channel !== from) queueMicrotask(() => channel.hear(copy));
    }
  }
}

class FakeChannel implements TabChannel {
  /** As with a tab that hangs, or one the browser has put to sleep: hears and says nothing. */
  isDeaf = false;
  #ears: ((message: { data: unknown }) => void)[] = [];
  constructor(readonly name: string) {
    air.join(name, this);
  }
  addEventListener(_: "message", ear: (message: { data: unknown }) => void): void {
    this.#ears.push(ear);
  }
  hear(word: unknown): void {
    if (!this.isDeaf) for (const ear of this.#ears) ear({ data: word });
  }
  postMessage(word: unknown): void {
    if (!this.isDeaf) air.carry(this.name, this, word);
  }
  close(): void {
    air.leave(this.name, this);
    this.#ears = [];
  }
}

let server: Server;
let locks: FakeLocks;
let air: Air;
const tabs: SharedStream[] = [];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "setTimeout", "clearTimeout", "Date"] });
  vi.stubGlobal("EventSource", FakeEventSource);
  vi.stubGlobal("window", new EventTarget());
  server = new Server();
  locks = new FakeLocks();
  air = new Air();
});
afterEach(() => {
  for (const tab of tabs.splice(0)) tab.stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** What is under way gets where it goes; a little time passes, as it does between two things that happen. */
const settle = () => vi.advanceTimersByTimeAsync(20);

/** A page that was fetched `age` ms ago (or now) and hears what is said from here on. */
async function openTab({ person = "anna", age = 0 } = {}) {
  const heard: string[] = [];
  const states: string[] = [];
  const channels: FakeChannel[] = [];
  const gaps = { count: 0 };
  const stream = new SharedStream({
    name: `events-${person}`,
    sinceMs: Date.now() - age,
    locks,
    openChannel(name) {
      const channel = new FakeChannel(name);
      channels.push(channel);
      return channel;
    },
    connect: (ears) =>
      keepConnected({ address: "/api/events", eventNames: ["said"], onRefused: () => undefined, ...ears }),
    onEvent: ({ data }) => heard.push(data),
    onState: (state) => states.push(state),
    onGap: () => {
      gaps.count += 1;
    },
  });
  tabs.push(stream);
  stream.start();
  await settle();
  return { stream, heard, states, gaps, channels };
}

async function say(...texts: string[]) {
  for (const text of texts) {
    server.say(text);
    await settle();
  }
}

test("tabs of one person share one stream, and each hears everything once", async () => {
  const open = [await openTab(), await openTab(), await openTab()];
  await say("a", "b");
  expect(server.streams.size).toBe(1);
  expect(open.map(({ heard }) => heard)).toEqual([
    ["a", "b"],
    ["a", "b"],
    ["a", "b"],
  ]);
  expect(open.map(({ states }) => states.at(-1))).toEqual(["live", "live", "live"]);
});

test("another person's tabs have a stream of their own and hear nothing of it", async () => {
  await openTab({ person: "anna" });
  const other = await openTab({ person: "boris" });
  expect(server.streams.size).toBe(2);
  const [first] = server.streams;
  first?.deliver({ id: "1-1", data: "for Anna" });
  await settle();
  expect(other.heard).toEqual([]);
});

test("when the holder goes, the next resumes behind the last event it heard", async () => {
  const holder = await openTab();
  const [second, third] = [await openTab(), await openTab()];
  await say("a");
  const before = server.addresses.length;
  holder.stream.stop();
  server.say("b"); // nobody listens at this moment
  await settle();
  await say("c");
  expect(server.addresses.slice(before)).toEqual(["/api/events?last_event_id=1-1"]);
  expect(server.streams.size).toBe(1);
  for (const tab of [second, third]) expect(tab.heard).toEqual(["a", "b", "c"]);
  expect(second.gaps.count + third.gaps.count).toBe(0);
});

test("a take-over before any event was heard lets everybody fetch again", async () => {
  const holder = await openTab();
  const [second, third] = [await openTab(), await openTab()];
  holder.stream.stop();
  await settle();
  await say("a");
  expect([second.gaps.count, third.gaps.count]).toEqual([1, 1]);
  expect([second.heard, third.heard]).toEqual([["a"], ["a"]]);
  await vi.advanceTimersByTimeAsync(30_000);
  expect([second.gaps.count, third.gaps.count]).toEqual([1, 1]);
});

test("a new follower is told what came since its page was fetched, and needs no new fetch", async () => {
  await openTab();
  await say("before the page");
  await vi.advanceTimersByTimeAsync(2000);
  await say("while the page loaded");
  const follower = await openTab({ age: 1000 });
  await say("after");
  expect(follower.heard).toEqual(["while the page loaded", "after"]);
  expect(follower.gaps.count).toBe(0);
});

test("a follower whose page is older than what the holder remembers fetches again, once", async () => {
  await openTab();
  await say("long ago");
  await vi.advanceTimersByTimeAsync(70_000);
  await say("now");
  const follower = await openTab({ age: 65_000 + 20_000 });
  await vi.advanceTimersByTimeAsync(30_000);
  expect(follower.gaps.count).toBe(1);
  await say("after");
  expect(follower.heard).toEqual(["after"]);
});

test("a word that got lost between tabs is noticed with the next, and told in its order", async () => {
  await openTab();
  const follower = await openTab();
  await say("a");
  for (const channel of follower.channels) channel.isDeaf = true;
  await say("b");
  for (const channel of follower.channels) channel.isDeaf = false;
  await say("c");
  expect(follower.heard).toEqual(["a", "b", "c"]);
  expect(follower.gaps.count).toBe(0);
});

test("a tab that slept goes on where it stood", async () => {
  await openTab();
  const sleeper = await openTab();
  await say("a");
  sleeper.stream.stop();
  await say("b", "c");
  expect(sleeper.heard).toEqual(["a"]);
  sleeper.stream.start();
  await settle();
  expect(sleeper.heard).toEqual(["a", "b", "c"]);
  expect(server.streams.size).toBe(1);
});

test("a holder that hangs without letting go loses the stream, and follows once it is back", async () => {
  const hung = await openTab();
  const next = await openTab();
  await say("a");
  for (const channel of hung.channels) channel.isDeaf = true;
  await vi.advanceTimersByTimeAsync(30_000);
  expect(next.states).toContain("stale");
  expect(server.streams.size).toBe(1);
  await say("b");
  expect(next.heard).toEqual(["a", "b"]);
  expect(next.states.at(-1)).toBe("live");
  for (const channel of hung.channels) channel.isDeaf = false;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(server.streams.size).toBe(1);
  expect(hung.heard).toEqual(["a", "b"]);
});
