import { describe, expect, test } from "vitest";
import type { Order } from "@/lib/wire/orders";
import type { CachedPages } from "../live/apply-event";
import { belongs, comesBefore, type OrderQuery, sortOf, tabOf, toOrderQuery } from "./order-filters";
import { putOrder } from "./put-order";

function order(id: string, part: Partial<Order> = {}): Order {
  return {
    id,
    seller_id: "s1",
    marketplace: "ozon",
    posting_number: `${id}-1`,
    order_number: id,
    scheme: "fbs",
    status: "awaiting_packaging",
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
    actions: ["assemble"],
    cancelled: null,
    ordered_at: "2026-11-21T10:00:00.000Z",
    ship_by: null,
    handed_over_at: null,
    deliver_from: null,
    deliver_by: null,
    delivered_at: null,
    chat_id: null,
    checked_at: "2026-11-21T10:00:00.000Z",
    ...part,
  };
}

const at = (hour: number) => `2026-11-21T${String(hour).padStart(2, "0")}:00:00.000Z`;
const listOf = (next: string | null, ...orders: Order[]): CachedPages<Order> => ({
  pages: [{ items: orders, next_cursor: next }],
  pageParams: [null],
});
const idsOf = (list: CachedPages<Order>) => list.pages.flatMap(({ items }) => items.map(({ id }) => id));
const query = (part: Partial<OrderQuery> = {}): OrderQuery => ({ tab: "all", sort: "newest", ...part });

describe("an order that the stream tells of", () => {
  const list = listOf(null, order("b", { ordered_at: at(12) }), order("a", { ordered_at: at(9) }));
  test("a new one stands where it belongs", () => {
    expect(idsOf(putOrder(list, order("c", { ordered_at: at(14) }), query(), null))).toEqual(["c", "b", "a"]);
    expect(idsOf(putOrder(list, order("c", { ordered_at: at(10) }), query(), null))).toEqual(["b", "c", "a"]);
    expect(idsOf(putOrder(list, order("c", { ordered_at: at(8) }), query(), null))).toEqual(["b", "a", "c"]);
  });
  test("one beyond what is loaded waits for its page", () => {
    const cut = listOf("more", order("b", { ordered_at: at(12) }));
    expect(putOrder(cut, order("c", { ordered_at: at(8) }), query(), null)).toBe(cut);
  });
  test("one that no longer fits leaves, but not from under the eye", () => {
    const packed = order("b", { ordered_at: at(12), actions: ["hand_over"] });
    const asked = query({ tab: "to_assemble" });
    expect(idsOf(putOrder(list, packed, asked, null))).toEqual(["a"]);
    expect(idsOf(putOrder(list, packed, asked, "b"))).toEqual(["b", "a"]);
  });
  test("words are the server's to judge: a list asked by them takes nobody new", () => {
    expect(belongs(order("c"), query({ q: "кофта" }))).toBeNull();
    expect(putOrder(list, order("c", { ordered_at: at(14) }), query({ q: "кофта" }), null)).toBe(list);
  });
  test("days are those of the desk's zone", () => {
    const late = order("c", { ordered_at: "2026-11-21T22:30:00.000Z" }); // 01:30 of the 22nd in Moscow
    expect(belongs(late, query({ from: "2026-11-22" }))).toBe(true);
    expect(belongs(late, query({ to: "2026-11-21" }))).toBe(false);
  });
  test("what must leave first stands first; what has no time stands last", () => {
    const soon = order("x", { ship_by: at(11) });
    expect(comesBefore(soon, order("y", { ship_by: at(12) }), "ship_by")).toBe(true);
    expect(comesBefore(soon, order("y"), "ship_by")).toBe(true);
    expect(comesBefore(order("y"), soon, "ship_by")).toBe(false);
  });
});

describe("the address of the list", () => {
  test("what cannot be read is left out", () => {
    expect(tabOf({ tab: "nonsense" })).toBe("to_assemble");
    expect(toOrderQuery({ tab: "all", from: "tomorrow", scheme: "x", chat: "maybe", q: "" })).toEqual({
      tab: "all",
      sort: "newest",
    });
  });
  test("what is to be sent is sorted by when it must leave, unless somebody chose", () => {
    expect(sortOf({ tab: "to_assemble" })).toBe("ship_by");
    expect(sortOf({ tab: "to_assemble", sort: "newest" })).toBe("newest");
    expect(sortOf({ tab: "all" })).toBe("newest");
    expect(sortOf({ tab: "delivered", sort: "ship_by" })).toBe("newest");
  });
});
