import { expect, test } from "vitest";
import { demoAccounts } from "../demo-accounts";
import { World } from "../world";
import { catalogueOf, marketOf } from "./catalogue";

const [home] = demoAccounts;
const openHome = () => new World(1).addAccount({ ...home, market: { products: 175 } });

test("175 products with articles, numbers and names of their own, the same every time", () => {
  const products = catalogueOf(openHome());
  expect(products).toHaveLength(175);
  for (const key of ["offerId", "productId", "name"] as const)
    expect(new Set(products.map((product) => product[key])).size).toBe(175);
  const skus = products.map(({ sku }) => sku).filter((sku) => sku !== "");
  expect(new Set(skus).size).toBe(skus.length);
  expect(skus.some((sku) => BigInt(sku) > 2n ** 53n)).toBe(true);
  expect(products[0]).toMatchObject({ offerId: "PLED-150-GR", sku: "160249683", price: "2490.00" });
  expect(catalogueOf(openHome()).map(({ offerId, price }) => [offerId, price])).toEqual(
    products.map(({ offerId, price }) => [offerId, price]),
  );
  expect(products.filter(({ isArchived }) => isArchived).length).toBeGreaterThan(5);
  expect(products.filter(({ problems }) => problems.length > 0).length).toBeGreaterThan(5);
});

test("511 rows over 27 warehouses of the marketplace, no pair twice, none empty", () => {
  const { stocks, warehouses } = marketOf(openHome());
  const theirs = stocks.filter(({ scheme }) => scheme === "fbo");
  expect(theirs).toHaveLength(511);
  expect(warehouses.filter(({ kind }) => kind === "fbo")).toHaveLength(27);
  expect(new Set(theirs.map(({ warehouseId }) => warehouseId)).size).toBe(27);
  expect(new Set(theirs.map((row) => `${row.offerId}@${row.warehouseId}`)).size).toBe(511);
  for (const { present, reserved } of stocks) expect(reserved).toBeLessThanOrEqual(present);
});
