import { expect, test } from "vitest";
import type { Warehouse } from "@/lib/wire/stocks";
import { toColumns } from "./matrix-columns";

const warehouse = (given: Partial<Warehouse> & Pick<Warehouse, "id" | "kind">): Warehouse => ({
  seller_id: "s",
  name: given.id,
  city: null,
  latitude: null,
  longitude: null,
  is_active: true,
  products: 0,
  free: 0,
  reserved: 0,
  promised: 0,
  ...given,
});

test("own warehouses stand first, then the fullest; empty ones only where they can be filled", () => {
  const columns = toColumns(
    [
      warehouse({ id: "fbo-small", kind: "fbo", free: 3 }),
      warehouse({ id: "fbo-empty", kind: "fbo" }),
      warehouse({ id: "fbo-big", kind: "fbo", free: 30 }),
      warehouse({ id: "on-its-way", kind: "fbo", promised: 1 }),
      warehouse({ id: "own-closed", kind: "own", is_active: false }),
      warehouse({ id: "own", kind: "own" }),
    ],
    "",
  );
  expect(columns.map(({ warehouse: { id } }) => id)).toEqual(["own", "fbo-big", "fbo-small", "on-its-way"]);
});

test("a chosen warehouse stands alone, even when it is empty", () => {
  const given = [warehouse({ id: "a", kind: "fbo" }), warehouse({ id: "b", kind: "fbo", free: 3 })];
  expect(toColumns(given, "a").map(({ warehouse: { id } }) => id)).toEqual(["a"]);
});
