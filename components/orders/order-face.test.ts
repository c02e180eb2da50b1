import { describe, expect, test } from "vitest";
import type { Order } from "@/lib/wire/orders";
import { bySeller, faceOf, inParts, timeOf } from "./order-face";

const at = (hour: number) => `2026-11-21T${String(hour).padStart(2, "0")}:00:00.000Z`;
const ms = (hour: number) => Date.parse(at(hour));

/** What the time of an order is worked out from. */
function order(part: Partial<Order>): Order {
  return {
    id: "1",
    seller_id: "s1",
    marketplace: "ozon",
    posting_number: "1-1",
    order_number: "1",
    scheme: "fbs",
    status: "",
    substatus: null,
    state: "packing",
    stage: "packing",
    is_late: false,
    buyer_name: null,
    city: null,
    region: null,
    warehouse: null,
    delivery_method: null,
    carrier: null,
    tracking_number: null,
    products: [],
    total: null,
    currency: null,
    units: 0,
    actions: [],
    cancelled: null,
    ordered_at: at(4),
    ship_by: at(12),
    handed_over_at: null,
    deliver_from: null,
    deliver_by: at(20),
    delivered_at: null,
    chat_id: null,
    checked_at: at(4),
    ...part,
  };
}

describe("the time that matters of an order", () => {
  test("until when it must leave, and how much of that is used up", () => {
    expect(timeOf(order({}), ms(6))).toMatchObject({ kind: "ship_by", urgency: "calm", share: 0.25 });
    expect(timeOf(order({}), ms(10))).toMatchObject({ urgency: "soon", share: 0.75 });
    expect(timeOf(order({}), ms(13))).toMatchObject({ urgency: "late", share: 1 });
  });
  test("a day counts where nobody knows when it was ordered", () => {
    expect(timeOf(order({ ordered_at: null }), ms(0))).toMatchObject({ share: 0.5 });
  });
  test("on its way the promised day; then when it was received", () => {
    expect(timeOf(order({ stage: "shipped", is_late: true }), ms(6))).toMatchObject({
      kind: "deliver_by",
      urgency: "late",
      share: null,
    });
    expect(timeOf(order({ stage: "delivered", delivered_at: at(9) }), ms(10))).toMatchObject({
      kind: "delivered",
      at: at(9),
    });
  });
});

describe("what is asked of the marketplace at once", () => {
  test("what is to be done names an order before its stage does", () => {
    expect(faceOf(order({ actions: ["hand_over", "label"] }))).toBe("to_hand_over");
    expect(faceOf(order({ actions: ["cancel", "assemble"] }))).toBe("to_assemble");
    expect(faceOf(order({ stage: "pick_up" }))).toBe("pick_up");
  });
  test("a seller at a time, no more than one call takes", () => {
    const groups = bySeller([order({}), order({ id: "2", seller_id: "s2" }), order({ id: "3" })]);
    expect([...groups].map(([seller, own]) => [seller, own.map(({ id }) => id)])).toEqual([
      ["s1", ["1", "3"]],
      ["s2", ["2"]],
    ]);
    expect(inParts([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  });
});
