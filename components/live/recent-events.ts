/** An event as the stream gave it. `atMs`: when it came to this browser. */
export interface RawEvent {
  readonly id: string;
  readonly name: string;
  readonly data: string;
  readonly atMs: number;
}

const KEPT_MS = 60_000;
const KEPT_AT_MOST = 500;
/** Ids are kept longer than events: a take-over may bring again what others heard a while ago. */
const IDS_KEPT_AT_MOST = 2000;

/** What a tab heard lately, so that it can tell another tab what that one has not heard. */
export class RecentEvents {
  #events: readonly RawEvent[] = [];
  #ids = new Set<string>();
  #lastId = "";
  /** Everything that came from here on stands in `#events`. */
  #coveredFromMs = Number.POSITIVE_INFINITY;

  /** The stream resumes from here; "" while no event was heard. */
  get lastId(): string {
    return this.#lastId;
  }

  has(id: string): boolean {
    return id !== "" && this.#ids.has(id);
  }

  /** False for an event that is known already. */
  take(event: RawEvent): boolean {
    if (this.has(event.id)) return false;
    if (event.name === "reset") this.forget(event.atMs, event.id);
    this.#events = [...this.#events, event];
    this.#dropOld(event.atMs);
    if (event.id !== "") {
      this.#lastId = event.id;
      this.#ids.add(event.id);
    }
    for (const id of this.#ids) {
      if (this.#ids.size <= IDS_KEPT_AT_MOST) break;
      this.#ids.delete(id); // sets keep their order: the oldest goes first
    }
    return true;
  }

  /** Whoever stands at `id` lacks these; null: nobody here can tell. */
  after(id: string): readonly RawEvent[] | null {
    if (id === this.#lastId) return [];
    const place = this.#events.findIndex((event) => event.id === id);
    return place === -1 ? null : this.#events.slice(place + 1);
  }

  /** Whoever fetched everything at `sinceMs` lacks these; null: nobody here can tell. */
  since(sinceMs: number, nowMs: number): readonly RawEvent[] | null {
    this.#dropOld(nowMs);
    return sinceMs < this.#coveredFromMs ? null : this.#events.filter((event) => event.atMs >= sinceMs);
  }

  /** Nothing was missed since `sinceMs`, up to the event `lastId`. */
  joinedAt(sinceMs: number, lastId: string): void {
    this.#coveredFromMs = Math.min(this.#coveredFromMs, sinceMs);
    this.#lastId = lastId;
  }

  /** Something unknown was missed before now. */
  forget(nowMs: number, lastId: string): void {
    this.#events = [];
    this.#ids.clear();
    this.#lastId = lastId;
    this.#coveredFromMs = nowMs;
  }

  #dropOld(nowMs: number): void {
    const fromMs = nowMs - KEPT_MS;
    const kept = this.#events.filter((event) => event.atMs >= fromMs).slice(-KEPT_AT_MOST);
    const dropped = this.#events[this.#events.length - kept.length - 1];
    this.#events = kept;
    if (dropped !== undefined) this.#coveredFromMs = Math.max(this.#coveredFromMs, dropped.atMs + 1);
  }
}
