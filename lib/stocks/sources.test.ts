import { expect, test } from "vitest";
import { chooseSources } from "./sources";

test("totals come from the list of products while it is up", () => {
  const all = chooseSources({ listed: "good", warehouses: "good", own: "never" });
  expect(all).toEqual({ fbo: "listed", own: "listed", isFboComparable: true, isOwnComparable: false });
});

test("the warehouses step in where the list never came or fails for long", () => {
  expect(chooseSources({ listed: "never", warehouses: "good", own: "stale" })).toMatchObject({
    fbo: "placed",
    own: "placed",
    isFboComparable: false,
  });
  expect(chooseSources({ listed: "stale", warehouses: "good", own: "stale" })).toMatchObject({
    fbo: "placed",
    own: "listed",
  });
  expect(chooseSources({ listed: "never", warehouses: "never", own: "never" })).toMatchObject({
    fbo: "listed",
  });
});
