import { expect, test } from "vitest";
import type { Operations } from "@/lib/wire/operations";
import { sortSellers, toneOfLag } from "./seller-order";

type SellerState = Operations["sellers"][number];
const seller = (name: string, given: Partial<SellerState>): SellerState => ({
  id: name,
  name,
  status: "active",
  phase: "live",
  last_synced_at: null,
  lag_seconds: 0,
  failures: 0,
  next_attempt_at: null,
  last_error_code: null,
  requests: [],
  average_ms: null,
  limits: [],
  queued_messages: 0,
  ...given,
});

test("who needs a person stands first, then who is furthest behind, paused ones last", () => {
  const sellers = [
    seller("paused", { status: "paused", lag_seconds: 9000 }),
    seller("fresh", { lag_seconds: 3 }),
    seller("never", { lag_seconds: null }),
    seller("late", { lag_seconds: 400 }),
    seller("refused", { status: "credentials_rejected" }),
  ];
  const names = (order: "lag" | "name") => sortSellers(sellers, order).map((one) => one.name);
  expect(names("lag")).toEqual(["refused", "never", "late", "fresh", "paused"]);
  expect(names("name")).toEqual(["fresh", "late", "never", "paused", "refused"]);
});

test("only an active shop whose history is in is late", () => {
  expect(toneOfLag(seller("a", { lag_seconds: 181 }))).toBe("bad");
  expect(toneOfLag(seller("a", { lag_seconds: 60 }))).toBe("plain");
  expect(toneOfLag(seller("a", { lag_seconds: 900, phase: "backfill" }))).toBe("plain");
  expect(toneOfLag(seller("a", { lag_seconds: 900, status: "paused" }))).toBe("plain");
});
