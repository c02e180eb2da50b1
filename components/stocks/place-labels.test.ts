import { expect, test } from "vitest";
import { type Mark, placeLabels } from "./place-labels";
import { frameAround, project } from "./project";

const mark = (key: string, x: number, y: number): Mark => ({
  key,
  at: { x, y },
  radius: 10,
  labelWidth: 60,
  labelHeight: 12,
});
const everywhere = { left: -1000, right: 1000, top: -1000, bottom: 1000 };

test("a name stands at the right of its circle where there is room", () => {
  const placed = placeLabels([mark("a", 0, 0)], everywhere);
  expect(placed.get("a")?.x).toBeGreaterThan(10);
  expect(placed.get("a")?.y).toBe(0);
});

test("names cover neither circles nor each other; one without room is left out", () => {
  const marks = Array.from({ length: 12 }, (_, at) => mark(`m${at}`, at * 4, 0));
  const placed = placeLabels(marks, everywhere);
  expect(placed.size).toBeGreaterThan(0);
  expect(placed.size).toBeLessThan(marks.length);
  const boxes = [...placed.values()].map(({ x, y }) => ({ x, right: x + 60, y: y - 6, bottom: y + 6 }));
  for (const [at, one] of boxes.entries()) {
    for (const other of boxes.slice(at + 1)) {
      const areApart =
        one.right <= other.x || other.right <= one.x || one.bottom <= other.y || other.bottom <= one.y;
      expect(areApart).toBe(true);
    }
  }
});

test("at the edge of the map a name goes to the other side", () => {
  const placed = placeLabels([mark("a", 990, 0)], everywhere);
  expect(placed.get("a")?.x).toBeLessThan(990);
});

test("the map knows where cities lie, and its frame holds them all", () => {
  const [moscow, petersburg, khabarovsk] = [
    project(55.75, 37.62),
    project(59.94, 30.31),
    project(48.48, 135.07),
  ];
  expect(petersburg.x).toBeLessThan(moscow.x);
  expect(petersburg.y).toBeLessThan(moscow.y);
  expect(khabarovsk.x).toBeGreaterThan(moscow.x + 800);
  const frame = frameAround([moscow, petersburg, khabarovsk], 1.6);
  expect(frame.width / frame.height).toBeCloseTo(1.6);
  for (const { x, y } of [moscow, petersburg, khabarovsk]) {
    expect(x).toBeGreaterThan(frame.x);
    expect(x).toBeLessThan(frame.x + frame.width);
    expect(y).toBeGreaterThan(frame.y);
    expect(y).toBeLessThan(frame.y + frame.height);
  }
  expect(frameAround([moscow], 1.6).width).toBeGreaterThanOrEqual(320);
});
