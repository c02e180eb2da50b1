import type { LiveState, StreamEars } from "./connection";
import { type RawEvent, RecentEvents } from "./recent-events";

/** What tabs say to each other. One of them holds the stream; the others follow it. */
type Word =
  | { readonly kind: "hello" }
  /** `before`: the id this one follows, by which a hole is noticed. */
  | { readonly kind: "event"; readonly event: RawEvent; readonly before: string }
  | { readonly kind: "state"; readonly state: LiveState }
  /** Something was missed that nobody can tell. */
  | { readonly kind: "gap" }
  /** What came after the event `after`, or, having heard none, since `sinceMs`? */
  | { readonly kind: "ask"; readonly from: string; readonly after: string; readonly sinceMs: number }
  | {
      readonly kind: "past";
      readonly to: string;
      /** Null: nobody can tell. */
      readonly events: readonly RawEvent[] | null;
      readonly lastId: string;
      readonly state: LiveState;
    };

/** The browser's BroadcastChannel, as far as it is used. */
export interface TabChannel {
  addEventListener(type: "message", ear: (message: { readonly data: unknown }) => void): void;
  postMessage(word: unknown): void;
  close(): void;
}

/** The browser's lock manager, as far as it is used. */
export interface TabLocks {
  request(
    name: string,
    options: { signal?: AbortSignal; steal?: boolean },
    hold: () => Promise<void>,
  ): Promise<unknown>;
}

interface SharedStreamSettings {
  /** Tabs of one name share one stream: the person's id stands in it. */
  readonly name: string;
  /** The page's data was fetched after this moment. */
  readonly sinceMs: number;
  readonly locks: TabLocks;
  readonly openChannel: (name: string) => TabChannel;
  /** Opens the one real stream, from an event on; answers how to end it. */
  readonly connect: (ears: StreamEars & { lastEventId: string }) => () => void;
  readonly onEvent: (event: RawEvent) => void;
  readonly onState: (state: LiveState) => void;
  /** Something may have been missed: fetch again. */
  readonly onGap: () => void;
}

/** Followers make sure this often that the holder is there and that they heard everything. */
const ASK_EVERY_MS = 5000;
/** This many questions without an answer, and the holder counts as hung: the stream is taken from it. */
const UNANSWERED_BEFORE_STEALING = 3;

/**
 * One stream for all tabs of a person in a browser. The tab that holds the lock owns the stream and passes on what it
 * hears; when it goes, the browser gives the lock to the next, which resumes from the last event it heard itself.
 */
export class SharedStream {
  readonly #settings: SharedStreamSettings;
  readonly #tabId: string = crypto.randomUUID();
  readonly #recent = new RecentEvents();
  /** All that is loaded in this tab was fetched after this moment. */
  #sinceMs: number;
  #run: AbortController | null = null;
  /** Ends the waiting in line for the lock: to leave, or to take it by force instead. */
  #wait = new AbortController();
  #channel: TabChannel | null = null;
  #disconnect: (() => void) | null = null;
  #state: LiveState = "connecting";
  /** Events that came while a question was open: their place is after its answer. */
  #held: RawEvent[] | null = null;
  #hasMissedSinceAsking = false;
  #unanswered = 0;
  #askTimer: ReturnType<typeof setInterval> | undefined;

  constructor(settings: SharedStreamSettings) {
    this.#settings = settings;
    this.#sinceMs = settings.sinceMs;
  }

  /** Joins the other tabs; after a `stop`, goes on from where it stood. */
  start(): void {
    if (this.#run !== null) return;
    const run = new AbortController();
    this.#run = run;
    this.#unanswered = 0;
    this.#held = null;
    this.#channel = this.#settings.openChannel(this.#settings.name);
    // Only our own tabs of the same origin speak here; one of an older version may say what we do not know.
    this.#channel.addEventListener("message", (message) => {
      if (!run.signal.aborted) this.#hear(message.data as Word);
    });
    this.#askTimer = setInterval(() => this.#check(), ASK_EVERY_MS);
    this.#ask();
    void this.#stayInLine(run.signal);
  }

  /** Leaves the others, and the stream to the next of them: on closing, on freezing, on signing out. */
  stop(): void {
    clearInterval(this.#askTimer);
    this.#run?.abort();
    this.#run = null;
    this.#wait.abort();
    this.#stepDown();
    this.#channel?.close();
    this.#channel = null;
  }

  async #stayInLine(ended: AbortSignal): Promise<void> {
    let isForced = false;
    while (!ended.aborted) {
      this.#wait = new AbortController();
      const options = isForced ? { steal: true } : { signal: this.#wait.signal };
      try {
        await this.#settings.locks.request(this.#settings.name, options, () => this.#lead(ended));
      } catch (error) {
        // Ours to end, or taken by another tab that thought us hung; anything else: no locks here after all.
        if (!(error instanceof DOMException && error.name === "AbortError")) {
          if (!ended.aborted) void this.#lead(ended);
          return;
        }
      }
      if (ended.aborted) return;
      isForced = this.#wait.signal.aborted && !isForced;
      this.#stepDown();
      this.#ask();
    }
  }

  /** Holds the stream until the run ends. */
  #lead(ended: AbortSignal): Promise<void> {
    if (ended.aborted) return Promise.resolve();
    this.#held = null; // the stream brings them again
    this.#disconnect = this.#settings.connect({
      lastEventId: this.#recent.lastId,
      onEvent: (name, data, id) => this.#pass({ id, name, data, atMs: Date.now() }),
      onState: (state) => {
        this.#show(state);
        this.#say({ kind: "state", state });
      },
      onGap: () => {
        this.#miss("");
        this.#say({ kind: "gap" });
      },
    });
    this.#say({ kind: "hello" });
    return new Promise((resolve) => ended.addEventListener("abort", () => resolve(), { once: true }));
  }

  #stepDown(): void {
    this.#disconnect?.();
    this.#disconnect = null;
  }

  /** From the holder's own stream to everybody. */
  #pass(event: RawEvent): void {
    const before = this.#recent.lastId;
    if (!this.#recent.take(event)) return;
    this.#say({ kind: "event", event, before });
    this.#settings.onEvent(event);
  }

  #say(word: Word): void {
    this.#channel?.postMessage(word);
  }

  #hear(word: Word): void {
    if (this.#disconnect !== null) {
      if (word.kind === "ask") this.#answer(word);
      return; // what another holder says: it was taken for hung, or we were
    }
    if (word.kind === "hello") this.#ask();
    if (word.kind === "event") this.#follow(word);
    if (word.kind === "state") this.#show(word.state);
    if (word.kind === "gap") this.#miss("");
    if (word.kind === "past" && word.to === this.#tabId) this.#catchUp(word);
  }

  #answer({ from, after, sinceMs }: Word & { kind: "ask" }): void {
    const events = after === "" ? this.#recent.since(sinceMs, Date.now()) : this.#recent.after(after);
    // A stream that opens without an id tells everybody of a gap then: once is enough.
    const isGapComing = this.#state !== "live" && this.#recent.lastId === "";
    this.#say({
      kind: "past",
      to: from,
      events: events ?? (isGapComing ? [] : null),
      lastId: this.#recent.lastId,
      state: this.#state,
    });
  }

  #ask(): void {
    this.#held ??= [];
    this.#hasMissedSinceAsking = false;
    this.#say({
      kind: "ask",
      from: this.#tabId,
      after: this.#recent.lastId,
      sinceMs: this.#sinceMs,
    });
  }

  #check(): void {
    if (this.#disconnect !== null) return;
    if (this.#held !== null) this.#unanswered += 1;
    if (this.#unanswered >= 1) this.#show("stale");
    if (this.#unanswered >= UNANSWERED_BEFORE_STEALING) {
      this.#unanswered = 0;
      this.#wait.abort();
    } else this.#ask();
  }

  #follow({ event, before }: Word & { kind: "event" }): void {
    if (this.#held !== null) this.#held.push(event);
    else if (this.#recent.has(event.id)) return;
    else if (before === this.#recent.lastId) this.#deliver(event);
    else this.#ask(); // one before it was not heard; the answer brings this one too
  }

  #catchUp({ events, lastId, state }: Word & { kind: "past" }): void {
    const held = this.#held ?? [];
    this.#held = null;
    this.#unanswered = 0;
    if (events === null && !this.#hasMissedSinceAsking) this.#miss(lastId);
    else {
      const hasHeardNone = this.#recent.lastId === "";
      for (const event of events ?? []) this.#deliver(event);
      if (hasHeardNone) this.#recent.joinedAt(this.#sinceMs, lastId);
      for (const event of held) this.#deliver(event);
    }
    this.#show(state);
  }

  #deliver(event: RawEvent): void {
    if (this.#recent.take(event)) this.#settings.onEvent(event);
  }

  #miss(lastId: string): void {
    this.#hasMissedSinceAsking = true;
    this.#sinceMs = Date.now(); // everything is fetched again from here on
    this.#recent.forget(this.#sinceMs, lastId);
    this.#settings.onGap();
  }

  #show(state: LiveState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#settings.onState(state);
  }
}
