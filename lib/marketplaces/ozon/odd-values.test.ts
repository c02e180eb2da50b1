import { expect, test } from "vitest";
import { posting } from "./posting-schemas";
import { listedProduct, ratedProduct } from "./product-schemas";
import { maybeCount, maybeInstant, word } from "./schemas";

/* What a column of the database refuses would fail its page for ever, and everything behind it. */

test("words are as clean as texts", () => {
  expect(word.parse("deliv\0ered\ud800")).toBe("delivered\uFFFD");
});

test("a number that cannot be a number of a posting leaves its posting out, not the page", () => {
  const odd = { order_number: "1-1", status: "delivered" };
  for (const posting_number of ["1\0-1", "9".repeat(3000), ""])
    expect(posting.safeParse({ ...odd, posting_number }).success).toBe(false);
  expect(posting.safeParse({ ...odd, posting_number: "1-1-1" }).success).toBe(true);
});

test("an article too long for a key leaves its product out", () => {
  expect(listedProduct.safeParse({ offer_id: "я".repeat(3000) }).success).toBe(false);
  expect(listedProduct.safeParse({ offer_id: "Футболка, синяя (XL)" }).success).toBe(true);
});

test("counts and ratings that no column holds are not told", () => {
  expect([3_000_000_000, "3000000000", -1, 1.5].map((value) => maybeCount.parse(value))).toEqual(
    Array(4).fill(null),
  );
  expect(maybeCount.parse(999_999_999)).toBe(999_999_999);
  expect([100_000, -5, 62.5].map((rating) => ratedProduct.parse({ sku: 1, rating }).rating)).toEqual([
    null,
    null,
    62.5,
  ]);
});

test("'for ever' stays within the years that are written with four digits", () => {
  expect(maybeInstant.parse("9999-12-31T23:59:59-12:00")?.toISOString()).toBe("9999-12-31T00:00:00.000Z");
});
