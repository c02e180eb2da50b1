import { setTimeout } from "node:timers/promises";
import { log } from "../log";
import { once } from "../once";
import { comparePositions, formatPosition, type Position, parsePosition } from "./position";
import { isStillKept, readEventsAfter, type StoredEvent } from "./read-events";
import { tail } from "./tail";

/** A comment at least this often keeps proxies and browsers from giving the stream up (contract: 20 s). */
const HEARTBEAT_MS = 15_000;
/** A reader this far behind (bytes waiting in its stream) is let go: it resumes from its last id. */
const MAX_BACKLOG_BYTES = 4 * 1024 * 1024;
const REPLAY_BATCH = 500;
/** The answer waits this long for the subscription. */
const LONGEST_BEGINNING_MS = 2_000;

/** What a stream needs from the nouns: which sellers it may speak of, and the things themselves. */
export interface StreamSource {
  /**
   * Ids of the sellers this stream may speak of; asked anew now and then, since assignments change, and at once for a
   * seller among `named` that was never heard of: it may have been added this moment.
   */
  readonly readVisibleSellerIds: (named: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Event data by position; an event whose subject is gone is absent. */
  readonly readData: (events: readonly StoredEvent[]) => Promise<ReadonlyMap<string, object>>;
  /** Called at the start and with every heartbeat of an open stream; false ends it. */
  readonly stillHere?: (() => Promise<boolean>) | undefined;
}

const encoder = new TextEncoder();
const openStreams = once("open-streams", () => ({ count: 0 }));

/** How many streams this process serves, for metrics and tests. */
export function countOpenStreams(): number {
  return openStreams().count;
}

function frame(event: { id: string; name: string; data: object }): Uint8Array {
  // JSON has no line breaks of its own, so a text cannot forge a second event.
  return encoder.encode(`id: ${event.id}\nevent: ${event.name}\ndata: ${JSON.stringify(event.data)}\n\n`);
}

/**
 * One browser's stream: what it missed since `lastEventId` (or `reset` when that is not kept any more), then everything
 * new, filtered by sellers. Frees everything on `cancel` and on the request's abort, whichever comes: a client that
 * vanishes without a word is noticed by the next heartbeat that cannot be written. Resolves once it is subscribed.
 */
export async function openEventStream(input: {
  source: StreamSource;
  lastEventId: string | null;
  signal: AbortSignal;
}): Promise<ReadableStream<Uint8Array>> {
  let close: () => void = () => undefined;
  let hasBegun: Promise<void> = Promise.resolve();
  const stream = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const connection = new Connection(controller, input.source);
        close = () => connection.close();
        input.signal.addEventListener("abort", close, { once: true });
        if (input.signal.aborted) close(); // gone before we looked: no abort will be heard any more
        hasBegun = connection.subscribed;
        connection.begin(input.lastEventId).catch((error: unknown) => {
          log().warn({ err: error }, "an event stream could not begin");
          connection.close();
        });
      },
      cancel() {
        close();
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: 256 * 1024 }),
  );
  // A browser fetches its lists anew when the stream opens: from that moment on it must hear of everything. A relay that
  // cannot be reached must not keep the stream shut for ever.
  await Promise.race([hasBegun, setTimeout(LONGEST_BEGINNING_MS, undefined, { ref: false })]);
  return stream;
}

class Connection {
  private isClosed = false;
  private unsubscribe: (() => void) | null = null;
  private heartbeat: NodeJS.Timeout | null = null;
  private position: Position = { xid: 0n, id: 0n };
  /** Batches are written one after another, in the order they came. */
  private line: Promise<void> = Promise.resolve();

  private sayBegun: () => void = () => undefined;
  /** Resolves when every event from then on will reach this stream, or when the stream has ended. */
  readonly subscribed = new Promise<void>((resolve) => {
    this.sayBegun = resolve;
  });

  constructor(
    private readonly controller: ReadableStreamDefaultController<Uint8Array>,
    private readonly source: StreamSource,
  ) {
    openStreams().count += 1;
  }

  async begin(lastEventId: string | null): Promise<void> {
    if (this.isClosed) return;
    this.write(encoder.encode("retry: 2000\n: welcome\n\n"));
    this.heartbeat = setInterval(() => this.beat(), HEARTBEAT_MS);
    this.heartbeat.unref();
    const waiting: StoredEvent[][] = [];
    let isLive = false;
    const subscription = await tail().subscribe((events) => {
      if (isLive) this.enqueue(events);
      else waiting.push([...events]);
    });
    if (this.isClosed) return subscription.unsubscribe();
    this.unsubscribe = subscription.unsubscribe;
    this.sayBegun();
    this.position = subscription.position;
    this.sayStillHere();
    if (lastEventId !== null && lastEventId !== "") await this.replay(lastEventId, subscription.position);
    // From here on in order: what came while the past was read, then what comes.
    for (const events of waiting) this.enqueue(events);
    isLive = true;
  }

  private beat(): void {
    this.write(encoder.encode(": still here\n\n"));
    // The word may have found the reader gone.
    if (!this.isClosed) this.sayStillHere();
  }

  private sayStillHere(): void {
    this.source.stillHere?.().then(
      (mayStay) => {
        if (!mayStay) this.close();
      },
      (error: unknown) => log().warn({ err: error }, "an open stream could not say so"), // the next one may
    );
  }

  /** What was missed, up to where the live events begin. */
  private async replay(lastEventId: string, until: Position): Promise<void> {
    const since = parsePosition(lastEventId);
    if (since === null || !(await isStillKept(since))) {
      this.write(frame({ id: formatPosition(until), name: "reset", data: {} }));
      return;
    }
    this.position = since;
    for (;;) {
      const events = await readEventsAfter(this.position, REPLAY_BATCH);
      this.enqueue(events);
      await this.line;
      const last = events.at(-1);
      if (this.isClosed || last === undefined || events.length < REPLAY_BATCH) return;
    }
  }

  private enqueue(events: readonly StoredEvent[]): void {
    this.line = this.line
      .then(() => this.pass(events))
      .catch((error: unknown) => {
        // Better to end than to leave a hole: the browser comes back with its last id.
        log().warn({ err: error }, "an event stream ends early");
        this.close();
      });
  }

  private async pass(events: readonly StoredEvent[]): Promise<void> {
    const fresh = events.filter((event) => comparePositions(event.position, this.position) > 0);
    const last = fresh.at(-1);
    if (this.isClosed || last === undefined) return;
    const visible = await this.source.readVisibleSellerIds(fresh.flatMap((event) => event.sellerId ?? []));
    const mine = fresh.filter((event) => event.sellerId === null || visible.has(event.sellerId));
    const data = mine.length === 0 ? new Map<string, object>() : await this.source.readData(mine);
    for (const event of mine) {
      const id = formatPosition(event.position);
      const found = data.get(id);
      if (found !== undefined) this.write(frame({ id, name: event.name, data: found }));
    }
    this.position = last.position;
  }

  private write(bytes: Uint8Array): void {
    if (this.isClosed) return;
    if ((this.controller.desiredSize ?? 0) < -MAX_BACKLOG_BYTES) {
      this.close();
      return;
    }
    try {
      this.controller.enqueue(bytes);
    } catch {
      // The stream was cancelled between our look and our word.
      this.close();
    }
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.sayBegun();
    openStreams().count -= 1;
    if (this.heartbeat !== null) clearInterval(this.heartbeat);
    this.unsubscribe?.();
    try {
      this.controller.close();
    } catch {
      // Cancelled by the reader: closed already.
    }
  }
}
