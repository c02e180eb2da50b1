import { log } from "../log";
import { forget, once } from "../once";
import { comparePositions, type Position } from "./position";
import { lookForEvents, readPresentPosition, type StoredEvent } from "./read-events";
import { listenForEvents } from "./relay";

/** Events read at once. */
const BATCH = 500;
/** Without a word over the relay the table is looked at this often, so that a lost word costs a second. */
const IDLE_MS = 1_000;
/** While committed events stand behind a running transaction: look again soon, then less and less often. */
const RETRIES_MS = [2, 5, 10, 20, 40, 80];
const LAST_RETRY_MS = 200;

export type TailListener = (events: readonly StoredEvent[]) => void;

/**
 * One reader of the events a web process, however many streams it serves. It reads only while somebody listens, and
 * everything it reads goes to every listener in the same order.
 */
class Tail {
  private readonly listeners = new Set<TailListener>();
  private position: Position | null = null;
  private timer: NodeJS.Timeout | null = null;
  private isReading = false;
  private wasCalled = false;
  private retry = 0;
  private listening: Promise<(() => Promise<void>) | null> | null = null;

  get listenerCount(): number {
    return this.listeners.size;
  }

  /** Starts listening; answers the position from which on the listener gets everything. */
  async subscribe(listener: TailListener): Promise<{ position: Position; unsubscribe: () => void }> {
    this.listening ??= this.listen();
    await this.listening;
    const present = this.position ?? (await readPresentPosition());
    // Somebody else may have begun meanwhile: then this reader stands where it stands, never further than was read.
    this.position ??= present;
    this.listeners.add(listener);
    // A look that is due sooner stays due: streams that come and go must not put it off.
    if (this.timer === null) this.schedule(IDLE_MS);
    return { position: this.position, unsubscribe: () => this.unsubscribe(listener) };
  }

  private async listen(): Promise<(() => Promise<void>) | null> {
    try {
      return await listenForEvents(() => this.wake());
    } catch (error) {
      log().warn({ err: error }, "the relay cannot be listened to; events are looked for every second");
      this.listening = null; // the next stream tries again
      return null;
    }
  }

  private unsubscribe(listener: TailListener): void {
    this.listeners.delete(listener);
    if (this.listeners.size > 0) return;
    // Nobody listens: rest, and begin from the then present when somebody does.
    this.position = null;
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private wake(): void {
    if (this.listeners.size === 0) return;
    this.retry = 0;
    this.wasCalled = true;
    void this.read();
  }

  private schedule(ms: number): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = null;
      void this.read();
    }, ms);
    this.timer.unref();
  }

  private async read(): Promise<void> {
    if (this.isReading || this.position === null) return;
    this.isReading = true;
    let pause = IDLE_MS;
    try {
      this.wasCalled = false;
      const { events, areSomeHeldBack } = await lookForEvents(this.position, BATCH);
      this.passOn(events);
      if (events.length > 0) this.retry = 0;
      if (areSomeHeldBack) pause = RETRIES_MS[this.retry++] ?? LAST_RETRY_MS;
      else if (events.length === BATCH) pause = 0;
    } catch (error) {
      log().warn({ err: error }, "events cannot be read now");
    } finally {
      this.isReading = false;
    }
    if (this.listeners.size > 0) this.schedule(this.wasCalled ? 0 : pause);
  }

  private passOn(events: readonly StoredEvent[]): void {
    const last = events.at(-1);
    // Everybody may have left, and somebody come, while the rows were on their way.
    if (last === undefined || this.position === null || comparePositions(last.position, this.position) <= 0)
      return;
    this.position = last.position;
    for (const listener of this.listeners) listener(events);
  }

  async stop(): Promise<void> {
    this.listeners.clear();
    if (this.timer !== null) clearTimeout(this.timer);
    await (await this.listening)?.();
  }
}

/** The process's one reader. */
export const tail = once("event-tail", () => new Tail());

/** Ends it. */
export async function stopTail(): Promise<void> {
  await forget<Tail>("event-tail")?.stop();
}
