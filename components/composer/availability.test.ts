import { expect, test } from "vitest";
import { findObstacle, lastHourLeft } from "./availability";

const now = Date.parse("2026-11-21T10:00:00Z");
const chat = { status: "open", writable_until: null } as const;

test("an open chat of a working seller can be written to, also before the seller is loaded", () => {
  expect(findObstacle(chat, { status: "active" }, now)).toBeNull();
  expect(findObstacle(chat, undefined, now)).toBeNull();
});

test("a passed deadline closes the composer, one ahead does not", () => {
  expect(findObstacle({ ...chat, writable_until: "2026-11-21T10:00:00Z" }, undefined, now)).toBe(
    "windowOver",
  );
  expect(findObstacle({ ...chat, writable_until: "2026-11-21T10:00:01Z" }, undefined, now)).toBeNull();
});

test("a seller that cannot send is named before anything else", () => {
  const closed = { status: "closed", writable_until: "2026-11-20T10:00:00Z" } as const;
  expect(findObstacle(closed, { status: "credentials_rejected" }, now)).toBe("sellerRejected");
  expect(findObstacle(closed, { status: "paused" }, now)).toBe("sellerPaused");
  expect(findObstacle({ ...closed, writable_until: null }, { status: "active" }, now)).toBe("chatClosed");
});

test("the time left is told in the last hour only", () => {
  expect(lastHourLeft("2026-11-21T10:42:00Z", now)).toBe(42 * 60_000);
  expect(lastHourLeft("2026-11-21T11:00:01Z", now)).toBeNull();
  expect(lastHourLeft("2026-11-21T09:59:00Z", now)).toBeNull();
  expect(lastHourLeft(null, now)).toBeNull();
});
