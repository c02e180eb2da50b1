import { drawPng } from "../draw-picture";

type Colour = readonly [number, number, number];
type Shape = (x: number, y: number) => number;

const SIDE = 300;
const COLOURS: readonly Colour[] = [
  [92, 98, 110],
  [226, 216, 198],
  [142, 158, 128],
  [190, 108, 82],
  [86, 116, 158],
  [206, 168, 84],
  [122, 84, 66],
  [188, 146, 150],
];
/** What is seen of a thing: 0 nothing, otherwise how light it is there. Coordinates from -1 to 1. */
const SHAPES: readonly Shape[] = [
  (x, y) => (Math.abs(x) < 0.62 && Math.abs(y) < 0.5 ? 0.92 + 0.1 * Math.sin(x * 24) * Math.sin(y * 24) : 0), // cloth
  (x, y) => (Math.abs(x) ** 3 + Math.abs(y * 1.25) ** 3 < 0.3 ? 1.08 - 0.3 * Math.hypot(x, y) : 0), // pillow
  (x, y) =>
    Math.abs(x) < 0.24 + 0.26 * Math.sin((y + 1) * 1.6) && Math.abs(y) < 0.66 ? 1.1 - Math.abs(x) * 0.5 : 0, // vase
  (x, y) => (Math.hypot(x, y) < 0.62 ? (Math.hypot(x, y) > 0.52 ? 0.75 : 1.06) : 0), // pan, mirror, clock
  (x, y) => (Math.abs(x) < 0.4 && y > -0.45 && y < 0.55 ? 1.08 - Math.abs(x) * 0.6 : handle(x, y)), // cup
  (x, y) => (Math.abs(x) < 0.7 && [-0.5, -0.1, 0.3].some((at) => Math.abs(y - at) < 0.06) ? 1 : posts(x, y)), // shelf
  (x, y) => (y < 0.3 && y > -0.35 + 0.5 * Math.max(0, x) && Math.abs(x) < 0.7 ? 1 : sole(x, y)), // shoe
];

function handle(x: number, y: number): number {
  const ring = Math.hypot(x - 0.42, y);
  return ring < 0.28 && ring > 0.18 ? 0.9 : 0;
}

function posts(x: number, y: number): number {
  return Math.abs(Math.abs(x) - 0.66) < 0.04 && Math.abs(y) < 0.7 ? 0.8 : 0;
}

function sole(x: number, y: number): number {
  return y >= 0.3 && y < 0.42 && Math.abs(x) < 0.74 ? 1.5 : 0;
}

/** A PNG of a product on a light ground, the same every time for one path. */
export function drawProduct(path: string): Buffer {
  const known = drawn.get(path);
  if (known !== undefined) return known;
  const dice = [...path].reduce((sum, letter) => (sum * 33 + (letter.codePointAt(0) ?? 0)) % 1_000_003, 5);
  const shape = SHAPES[dice % SHAPES.length] ?? (() => 1);
  const colour = COLOURS[Math.floor(dice / SHAPES.length) % COLOURS.length] ?? [160, 160, 160];
  const bytes = drawPng(SIDE, SIDE, (x, y) => {
    const light = shape(x * 2 - 1, y * 2 - 1);
    const ground = 246 - 18 * y;
    return light === 0
      ? [ground, ground, ground - 3]
      : [colour[0] * light, colour[1] * light, colour[2] * light];
  });
  if (drawn.size < KEPT) drawn.set(path, bytes);
  return bytes;
}

const KEPT = 600; // a few kilobytes each
const drawn = new Map<string, Buffer>();

/** What is at this path of the marketplace's picture store, or null. Open to all, as the real one is. */
export function pictureAt(path: string): Buffer | null {
  return /^\/s3\/multimedia-1\/\d+-\d+\.png$/.test(path) ? drawProduct(path) : null;
}
