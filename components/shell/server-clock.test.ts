import { describe, expect, test } from "vitest";
import {
  clockCorrection,
  correctionOf,
  offsetOf,
  serverNow,
  sightServerClock,
  smoothOffset,
} from "./server-clock";

const noon = Date.parse("2026-11-21T12:00:00Z");
const header = (ms: number) => new Date(ms).toUTCString();

describe("the browser's clock beside the server's", () => {
  test("is measured in the middle of question and answer, seconds cut off by the header included", () => {
    const late = noon - 600_000; // ten minutes slow
    const sighting = { dateHeader: header(noon), sentAtMs: late - 200, receivedAtMs: late + 200 };
    expect(offsetOf(sighting)).toBe(600_500);
  });

  test("tells nothing by an answer without a date, with nonsense in it, or that took too long", () => {
    expect(offsetOf({ dateHeader: null, sentAtMs: 0, receivedAtMs: 1 })).toBeNull();
    expect(offsetOf({ dateHeader: "soon", sentAtMs: 0, receivedAtMs: 1 })).toBeNull();
    expect(offsetOf({ dateHeader: header(noon), sentAtMs: noon, receivedAtMs: noon + 60_000 })).toBeNull();
    expect(offsetOf({ dateHeader: header(noon), sentAtMs: noon, receivedAtMs: noon - 1 })).toBeNull();
  });

  test("a single slow answer moves it little, a clock that was set moves it at once", () => {
    expect(smoothOffset(null, 7000)).toBe(7000);
    expect(smoothOffset(8000, 4000)).toBe(7000);
    expect(smoothOffset(0, -3_600_000)).toBe(-3_600_000);
  });

  test("a difference of a few seconds is not corrected", () => {
    expect(correctionOf(null)).toBe(0);
    expect(correctionOf(4900)).toBe(0);
    expect(correctionOf(-5100)).toBe(-5100);
  });

  test("once seen, the time of the screens follows the server", () => {
    let told = 0;
    const forget = clockCorrection.subscribe(() => {
      told += 1;
    });
    const hereMs = Date.now();
    const sighting = { dateHeader: header(hereMs + 3_600_000), sentAtMs: hereMs, receivedAtMs: hereMs };
    sightServerClock(sighting);
    sightServerClock(sighting);
    forget();
    expect(told).toBe(1);
    expect(Math.abs(serverNow() - Date.now() - 3_600_000)).toBeLessThanOrEqual(1000);
  });
});
