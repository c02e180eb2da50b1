import { expect, test } from "vitest";
import { allProducts, parseProductFilters, productsPath, toProductQuery } from "./product-filters";

test("a list's address shows the same list again", () => {
  const filters = {
    sellerId: "s1",
    tab: "problems",
    categoryId: "17",
    q: "кот & пёс",
    sort: "price",
  } as const;
  const path = productsPath(filters);
  expect(parseProductFilters(new URL(path, "http://x").searchParams)).toEqual(filters);
});

test("the whole list needs no words in the address; what is not ours asks for nothing", () => {
  expect(productsPath(allProducts)).toBe("/products");
  expect(parseProductFilters(new URLSearchParams("tab=moon&sort=color"))).toEqual(allProducts);
  expect(toProductQuery(allProducts)).toEqual({
    tab: "all",
    sort: "name",
    seller_id: undefined,
    category_id: undefined,
    q: undefined,
  });
});
