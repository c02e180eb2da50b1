/** How the tab's event stream is doing. `stale`: what is on the screen may be old. */
export type LiveState = "connecting" | "live" | "stale";

/** A short break heals by itself; only after this long it is worth a word. */
const STALE_AFTER_MS = 3000;
const CHECK_EVERY_MS = 10_000;
/**
 * A timer that comes this late means the machine slept: the connection may be dead without saying so. Browsers let the
 * timers of a tab out of sight run once a minute, and such a tab may hold the stream of all: that is no sleep.
 */
const SLEPT_AFTER_MS = 90_000;
const BACK_OFF_MS = [1000, 2000, 5000, 10_000, 30_000] as const;

/** Wait before attempt number `attempt` (from 0), spread by `dice` (0-1) so that tabs do not return all at once. */
export function backOffMs(attempt: number, dice: number): number {
  const base = BACK_OFF_MS[Math.min(attempt, BACK_OFF_MS.length - 1)] ?? 30_000;
  return Math.round(base * (0.75 + dice * 0.5));
}

function withLastEventId(address: string, id: string): string {
  return `${address}${address.includes("?") ? "&" : "?"}last_event_id=${encodeURIComponent(id)}`;
}

/** Who listens to a stream. */
export interface StreamEars {
  onEvent(name: string, text: string, id: string): void;
  onState(state: LiveState): void;
  /** Something may have been missed that the stream cannot tell: fetch again. */
  onGap(): void;
}

interface Connection extends StreamEars {
  readonly address: string;
  readonly eventNames: readonly string[];
  /** The last event heard before, to go on behind it; "" for none. */
  readonly lastEventId: string;
  /** The server did not let us in. */
  onRefused(): void;
}

/**
 * Keeps one EventSource open: the browser resumes by itself after a cut; after a refusal or a sleep we open a new one
 * from the last id seen, backing off. Returns the way to end it.
 */
export function keepConnected(connection: Connection): () => void {
  const { address, eventNames, onEvent, onState, onGap, onRefused } = connection;
  let source: EventSource | null = null;
  let lastEventId = connection.lastEventId;
  let attempt = 0;
  let staleTimer: ReturnType<typeof setTimeout> | undefined;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let lastCheckMs = Date.now();

  const isOpen = () => source?.readyState === EventSource.OPEN;
  const expectTrouble = () => {
    staleTimer ??= setTimeout(() => onState("stale"), STALE_AFTER_MS);
  };

  function opened() {
    clearTimeout(staleTimer);
    staleTimer = undefined;
    attempt = 0;
    onState("live");
    // Without an id the server cannot know what we have: whatever was loaded before this moment is looked at again.
    if (lastEventId === "") onGap();
  }

  function failed() {
    expectTrouble();
    if (source?.readyState !== EventSource.CLOSED) return; // the browser reconnects by itself
    clearTimeout(retryTimer);
    retryTimer = setTimeout(connect, backOffMs(attempt, Math.random()));
    attempt += 1;
    onRefused();
  }

  function connect() {
    clearTimeout(retryTimer);
    source?.close();
    source = new EventSource(lastEventId === "" ? address : withLastEventId(address, lastEventId));
    source.onopen = opened;
    source.onerror = failed;
    for (const name of eventNames) {
      source.addEventListener(name, (event: MessageEvent<string>) => {
        if (event.lastEventId !== "") lastEventId = event.lastEventId;
        onEvent(name, event.data, event.lastEventId);
      });
    }
  }

  function check() {
    const nowMs = Date.now();
    const hasSlept = nowMs - lastCheckMs > SLEPT_AFTER_MS;
    lastCheckMs = nowMs;
    if (hasSlept) connect();
    else if (!isOpen()) expectTrouble();
  }
  const offline = () => onState("stale");

  expectTrouble();
  connect();
  const checkTimer = setInterval(check, CHECK_EVERY_MS);
  window.addEventListener("online", connect);
  window.addEventListener("offline", offline);
  return () => {
    source?.close();
    clearInterval(checkTimer);
    clearTimeout(staleTimer);
    clearTimeout(retryTimer);
    window.removeEventListener("online", connect);
    window.removeEventListener("offline", offline);
  };
}
