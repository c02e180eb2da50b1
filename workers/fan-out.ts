import type { SellerLock } from "@/lib/limits/seller-lock";
import { log } from "@/lib/log";
import { type FanOutState, passEventsOn } from "@/lib/outgoing/fan-out";
import { oneAtATime } from "@/lib/queue/one-at-a-time";
import { listenForEvents } from "@/lib/realtime/relay";

/** Without a word over the relay events are looked for this often; while nobody listens outside, only so. */
const IDLE_MS = 1_000;
/** Words that come within this time are one look. */
const GATHER_MS = 100;
/** One process at a time does it; the others would only read in vain. */
const LOCK = "outgoing-fan-out";

/** Passes events on to addresses outside: when something is announced, and every second. */
export function startFanOut(withLock: SellerLock): { stop(): Promise<void> } {
  const keeper = new FanOut(withLock);
  keeper.look();
  const ticking = setInterval(() => keeper.look(), IDLE_MS);
  const listening = listenForEvents(() => keeper.hear()).catch((error: unknown) => {
    log().warn(
      { err: error },
      "the relay cannot be listened to; outgoing events are looked for every second",
    );
    return null;
  });
  return {
    async stop() {
      clearInterval(ticking);
      await keeper.stop();
      await (await listening)?.();
    },
  };
}

class FanOut {
  private state: FanOutState = "dry";
  private soon: NodeJS.Timeout | null = null;
  private isStopped = false;
  private running: Promise<void> = Promise.resolve();
  private readonly pass: (payload: null) => Promise<void>;

  constructor(withLock: SellerLock) {
    this.pass = oneAtATime<null>(
      () => LOCK,
      async () => {
        const state = await withLock(LOCK, passEventsOn);
        this.state = state === "taken" ? "dry" : state;
      },
    );
  }

  look(): void {
    if (this.isStopped) return;
    this.running = this.pass(null).then(
      () => {
        if (this.state === "soon") this.lookSoon();
      },
      (error: unknown) =>
        log().warn({ err: error }, "events cannot be passed on now; the next look tries again"),
    );
  }

  /** Somebody announced events. */
  hear(): void {
    if (this.state !== "idle") this.lookSoon();
  }

  private lookSoon(): void {
    if (this.isStopped) return;
    this.soon ??= setTimeout(() => {
      this.soon = null;
      this.look();
    }, GATHER_MS);
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    if (this.soon !== null) clearTimeout(this.soon);
    await this.running;
  }
}
