import { expect, test } from "vitest";
import type { Alert } from "@/lib/wire/operations";
import { isGrave, isPutAway, sortAlerts } from "./urgency";

const alert = (id: string, kind: Alert["kind"], minute: number): Alert => ({
  id,
  kind,
  subject: id,
  seller_id: null,
  seller_name: null,
  details: {},
  raised_at: new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString(),
  resolved_at: null,
});

test("what stops everything stands first, then what has lasted longest", () => {
  const sorted = sortAlerts([
    alert("expiring", "key_expiring", 0),
    alert("late", "sync_lag", 9),
    alert("earlier", "sync_lag", 3),
    alert("workers", "no_workers", 10),
  ]);
  expect(sorted.map((one) => one.id)).toEqual(["workers", "earlier", "late", "expiring"]);
  expect(isGrave("sync_lag")).toBe(true);
  expect(isGrave("key_expiring")).toBe(false);
});

test("a banner that was put away comes back with something new, not when something ends", () => {
  const [a, b] = [alert("a", "sync_lag", 1), alert("b", "sync_lag", 2)];
  expect(isPutAway([a, b], ["a", "b"])).toBe(true);
  expect(isPutAway([a], ["a", "b"])).toBe(true);
  expect(isPutAway([a, alert("c", "sync_lag", 3)], ["a", "b"])).toBe(false);
});
