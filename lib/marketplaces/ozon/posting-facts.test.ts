import { expect, test } from "vitest";
import { toPostingFacts } from "./posting-facts";
import { posting } from "./posting-schemas";

const base = { posting_number: "1-0001-1", order_number: "1-0001", status: "delivering" };

test("prices are read as an amount with its currency and as a bare text", () => {
  const products = [
    {
      name: "Плед",
      sku: 160249683,
      offer_id: "P-1",
      quantity: 2,
      price: { amount: "2490.00", currency: "RUB" },
    },
    { name: "Чашка", sku: "734120559", quantity: 1, price: "990.0000", currency_code: "RUB" },
    { name: "Без цены" },
    "not a product",
  ];
  const facts = toPostingFacts(posting.parse({ ...base, products }), () => undefined);
  expect(facts.products).toEqual([
    { name: "Плед", sku: "160249683", offerId: "P-1", quantity: 2, price: "2490.00", currency: "RUB" },
    { name: "Чашка", sku: "734120559", offerId: null, quantity: 1, price: "990.00", currency: "RUB" },
    { name: "Без цены", sku: null, offerId: null, quantity: 1, price: null, currency: null },
  ]);
});

test("a posting that tells only its numbers is read, with nothing invented", () => {
  const facts = toPostingFacts(posting.parse(base), () => undefined);
  expect(facts).toMatchObject({
    state: "delivering",
    isOpen: true,
    products: [],
    trackingNumber: null,
    orderedAt: null,
    deliverBy: null,
    deliveredAt: null,
  });
});

test.each([
  ["awaiting_packaging", "packing", true],
  ["DELIVERED", "delivered", false],
  ["cancelled", "cancelled", false],
  ["client_arbitration", "disputed", true],
  ["toString", "unknown", false],
] as const)("the state %s is %s", (status, state, isOpen) => {
  const unknown: string[] = [];
  const facts = toPostingFacts(posting.parse({ ...base, status }), (_, word) => void unknown.push(word));
  expect(facts).toMatchObject({ status, state, isOpen });
  expect(unknown).toEqual(state === "unknown" ? [status] : []);
});

test.each([
  ["awaiting_registration", "", "awaiting"],
  ["awaiting_deliver", "posting_in_carriage", "packing"],
  ["delivering", "posting_on_way_to_city", "shipped"],
  ["driver_pickup", "posting_driver_pick_up", "shipped"],
  ["delivering", "POSTING_IN_PICKUP_POINT", "pick_up"],
  ["delivering", "posting_conditionally_delivered", "shipped"],
  ["delivering", "posting_received", "delivered"],
  ["delivered", "posting_in_pickup_point", "delivered"],
  ["delivering", "posting_returned_to_warehouse", "returning"],
  ["cancelled", "posting_returned_to_warehouse", "returning"],
  ["cancelled", "posting_canceled", "cancelled"],
  ["client_arbitration", "posting_in_client_arbitration", "disputed"],
  ["not_accepted", "posting_not_in_sort_center", "unknown"],
  ["delivering", "a_word_of_tomorrow", "shipped"],
] as const)("%s with %s is %s for the buyer", (status, substatus, stage) => {
  expect(toPostingFacts(posting.parse({ ...base, status, substatus }), () => undefined).stage).toBe(stage);
});

test("a buyer's number keeps its digits, and where they live says by which time", () => {
  const facts = (more: object) => toPostingFacts(posting.parse({ ...base, ...more }), () => undefined);
  expect(facts({ customer: { name: "Ирина", customer_id: "3000000000817031942" } })).toMatchObject({
    buyerName: "Ирина",
    buyerKey: "3000000000817031942",
  });
  expect(facts({ customer: { customer_id: 115568, address: { city: "Омск" } } })).toMatchObject({
    buyerKey: "115568",
    timeZone: "Asia/Omsk",
  });
  expect(facts({ customer: "nobody", analytics_data: { region: "", city: "Казань" } })).toMatchObject({
    buyerKey: null,
    timeZone: "Europe/Moscow",
  });
  expect(facts({ customer: { customer_id: 0 }, analytics_data: { region: "Атлантида" } })).toMatchObject({
    buyerKey: null,
    timeZone: null,
  });
});

test("when it was delivered is not when it was handed over, and nothing before it is delivered", () => {
  const times = { delivering_date: "2026-11-02T10:00:00Z", fact_delivery_date: "2026-11-05T12:00:00Z" };
  const at = (more: object) =>
    toPostingFacts(posting.parse({ ...base, ...more }), () => undefined).deliveredAt;
  expect(at({ ...times, status: "delivered" })).toEqual(new Date("2026-11-05T12:00:00Z"));
  expect(at({ ...times, status: "delivering" })).toBeNull();
  const handedOver = { ...times, fact_delivery_date: times.delivering_date, status: "delivered" };
  expect(at(handedOver)).toBeNull();
});
