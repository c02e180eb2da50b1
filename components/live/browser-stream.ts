import { keepConnected, type StreamEars } from "./connection";
import type { RawEvent } from "./recent-events";
import { SharedStream } from "./shared-stream";

/** To be raised when the words between tabs change. */
const PROTOCOL = 1;
/** The clocks of a page and of the day may differ by a little; what is told twice changes nothing. */
const CLOCK_SLACK_MS = 1000;

interface BrowserStream extends Omit<StreamEars, "onEvent"> {
  readonly userId: string;
  readonly eventNames: readonly string[];
  readonly onEvent: (event: Pick<RawEvent, "name" | "data">) => void;
  readonly onRefused: () => void;
}

/** Hears the events of one person: through the stream all their tabs share, or, in an old browser, one of this tab. */
export function openBrowserStream(settings: BrowserStream): () => void {
  const { userId, eventNames, onEvent, onState, onGap, onRefused } = settings;
  const own = {
    // The server refuses when another person has signed in meanwhile: tabs of two people never mix.
    address: `/api/events?user_id=${encodeURIComponent(userId)}`,
    eventNames,
    onRefused,
  };
  // Missing in old browsers, and locks also on pages that came over plain HTTP from another machine.
  if (!("locks" in navigator) || typeof BroadcastChannel === "undefined") {
    return keepConnected({
      ...own,
      lastEventId: "",
      onEvent: (name, data) => onEvent({ name, data }),
      onState,
      onGap,
    });
  }
  const stream = new SharedStream({
    // A tab of an older version may not know all we want to hear: only equals share.
    name: `prilavok-events-${PROTOCOL}:${eventNames.join(",")}:${userId}`,
    sinceMs: performance.timeOrigin - CLOCK_SLACK_MS,
    locks: navigator.locks,
    openChannel: (name) => new BroadcastChannel(name),
    connect: (ears) => keepConnected({ ...own, ...ears }),
    onEvent,
    onState,
    onGap,
  });
  return followPageLife(stream);
}

/** A page that the browser puts to sleep would keep the stream from the tabs that are awake. */
function followPageLife(stream: SharedStream): () => void {
  const sleep = () => stream.stop();
  const wake = () => stream.start();
  document.addEventListener("freeze", sleep);
  document.addEventListener("resume", wake);
  window.addEventListener("pagehide", sleep);
  window.addEventListener("pageshow", wake);
  stream.start();
  return () => {
    document.removeEventListener("freeze", sleep);
    document.removeEventListener("resume", wake);
    window.removeEventListener("pagehide", sleep);
    window.removeEventListener("pageshow", wake);
    stream.stop();
  };
}
