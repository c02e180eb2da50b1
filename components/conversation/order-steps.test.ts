import { describe, expect, test } from "vitest";
import type { Posting } from "@/lib/wire/chats";
import { parsePrice, toOrderSteps } from "./order-steps";

const posting: Posting = {
  posting_number: "1-0001-1",
  order_number: "1-0001",
  status: "awaiting_deliver",
  state: "packing",
  products: [],
  tracking_number: null,
  ordered_at: "2026-11-19T07:02:00.000Z",
  ship_by: "2026-11-21T15:00:00.000Z",
  deliver_from: "2026-11-23T00:00:00.000Z",
  deliver_by: "2026-11-25T00:00:00.000Z",
  delivered_at: null,
  checked_at: "2026-11-21T10:00:00.000Z",
};
const statesOf = (state: Posting["state"]) =>
  toOrderSteps({ ...posting, state }).map((step) => `${step.id} ${step.state}`);

describe("the way of an order", () => {
  test("what is behind, where it is, what is ahead with what was promised", () => {
    const steps = toOrderSteps(posting);
    expect(steps.map((step) => step.state)).toEqual(["done", "now", "ahead", "ahead", "ahead"]);
    expect(steps[0]).toMatchObject({ at: posting.ordered_at, promise: null });
    expect(steps[2]?.promise).toEqual({ from: null, to: posting.ship_by });
    expect(steps[4]?.promise).toEqual({ from: posting.deliver_from, to: posting.deliver_by });
  });
  test("a delivered one has nothing ahead and no promise left", () => {
    const steps = toOrderSteps({ ...posting, state: "delivered", delivered_at: "2026-11-24T10:00:00.000Z" });
    expect(steps.every((step) => step.state === "done" && step.promise === null)).toBe(true);
    expect(steps.at(-1)?.at).toBe("2026-11-24T10:00:00.000Z");
  });
  test("cancelled and disputed ones end there; an unknown word tells no way", () => {
    expect(statesOf("cancelled")).toEqual(["awaiting done", "cancelled failed"]);
    expect(statesOf("disputed")).toEqual(["awaiting done", "shipped done", "disputed failed"]);
    expect(statesOf("unknown")).toEqual([]);
  });
});

test("a price is an amount, or the text it is", () => {
  expect(parsePrice("4990.00")).toBe(4990);
  expect(parsePrice("4990,5")).toBe(4990.5);
  expect(parsePrice("по запросу")).toBeNull();
  expect(parsePrice(null)).toBeNull();
});
