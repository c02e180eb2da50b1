import { afterEach, expect, test, vi } from "vitest";
import { backOffMs, keepConnected } from "./connection";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("every further attempt waits longer, up to half a minute, spread by chance", () => {
  expect([0, 1, 2, 3, 4, 50].map((attempt) => backOffMs(attempt, 0.5))).toEqual([
    1000, 2000, 5000, 10_000, 30_000, 30_000,
  ]);
  expect(backOffMs(0, 0)).toBe(750);
  expect(backOffMs(0, 1)).toBe(1250);
});

test("timers once a minute, as out of sight, keep the stream; after a sleep it is opened anew", async () => {
  vi.useFakeTimers();
  const opened: string[] = [];
  class OpenEventSource extends EventTarget {
    static readonly OPEN = 1;
    readonly readyState = 1;
    constructor(address: string) {
      super();
      opened.push(address);
    }
    close() {
      this.dispatchEvent(new Event("closed"));
    }
  }
  vi.stubGlobal("EventSource", OpenEventSource);
  vi.stubGlobal("window", new EventTarget());
  const ignore = () => undefined;
  const ears = { onEvent: ignore, onState: ignore, onGap: ignore, onRefused: ignore };
  const disconnect = keepConnected({ address: "/events?a=b", eventNames: [], lastEventId: "7-1", ...ears });

  vi.setSystemTime(Date.now() + 50_000);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(opened).toEqual(["/events?a=b&last_event_id=7-1"]);
  vi.setSystemTime(Date.now() + 100_000);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(opened).toHaveLength(2);
  disconnect();
});
