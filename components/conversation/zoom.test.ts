import { expect, test } from "vitest";
import { FITTED, moveBy, zoomBy, zoomIn, zoomOut } from "./zoom";

const frame = { width: 800, height: 600 };

test("a picture never gets smaller than its frame nor larger than eight times", () => {
  expect(zoomOut(FITTED, frame)).toEqual(FITTED);
  expect(zoomBy(FITTED, 100, frame).scale).toBe(8);
});
test("what is under the pointer stays under it", () => {
  const view = zoomBy(FITTED, 2, frame, { x: 100, y: -50 });
  expect(view).toEqual({ scale: 2, x: -100, y: 50 });
});
test("it cannot be dragged out of sight", () => {
  expect(moveBy(FITTED, { x: 300, y: 300 }, frame)).toEqual(FITTED);
  expect(moveBy({ scale: 2, x: 0, y: 0 }, { x: 9999, y: -9999 }, frame)).toEqual({
    scale: 2,
    x: 400,
    y: -300,
  });
});
test("going back to its size brings it back to the middle", () => {
  const near = zoomBy(FITTED, 3, frame, { x: 390, y: 290 });
  expect(zoomBy(near, 1 / 3, frame, { x: -390, y: 0 })).toEqual(FITTED);
  expect(zoomIn(FITTED, frame).scale).toBe(1.5);
});
