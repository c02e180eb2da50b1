import { expect, test } from "vitest";
import { toPostingFacts } from "./posting-facts";
import { posting } from "./schemas";

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
    { name: "Чашка", sku: "734120559", offerId: null, quantity: 1, price: "990.0000", currency: "RUB" },
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
