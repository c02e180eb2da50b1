import { drawPng, shade } from "../draw-picture";

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
  (x, y) => (y < 0.3 && y > shoeTop(x) && Math.abs(x) < 0.72 ? 1.05 - 0.15 * y : sole(x, y)), // shoe
];

function handle(x: number, y: number): number {
  const ring = Math.hypot(x - 0.42, y);
  return ring < 0.28 && ring > 0.18 ? 0.9 : 0;
}

function posts(x: number, y: number): number {
  return Math.abs(Math.abs(x) - 0.66) < 0.04 && Math.abs(y) < 0.7 ? 0.8 : 0;
}

/** High at the heel, falling towards the toes. */
function shoeTop(x: number): number {
  return -0.42 + 0.62 / (1 + Math.exp(-7 * (x - 0.05))) + (x < -0.5 ? (-x - 0.5) * 0.5 : 0);
}

function sole(x: number, y: number): number {
  return y >= 0.3 && y < 0.42 && Math.abs(x) < 0.74 ? 0.6 : 0;
}

/** Which shape articles with these beginnings have; the others are cloth. */
const SHAPE_OF: Readonly<Record<string, number>> = {
  ...{ POD: 1, VAZA: 2, LAMP: 2, SVE: 2, BANK: 2, TEA: 2, SKOV: 3, ZERK: 3, CHAS: 3, KAST: 3 },
  ...{
    CUP: 4,
    KORZ: 4,
    STEL: 5,
    DOSK: 5,
    RUN: 6,
    CITY: 6,
    TRAIL: 6,
    KED: 6,
    SUEDE: 6,
    KIDS: 6,
    BOOT: 6,
    CARE: 6,
  },
};
const COLOUR_OF: Readonly<Record<string, number>> = {
  ...{
    графит: 0,
    чёрный: 0,
    серый: 0,
    молочный: 1,
    белый: 1,
    бежевый: 1,
    шалфей: 2,
    зелёный: 2,
    оливковый: 2,
  },
  ...{ терракота: 3, красный: 3, бордовый: 3, синий: 4, голубой: 4, горчичный: 5, дуб: 6, коричневый: 6 },
  ...{ пудровый: 7, розовый: 7 },
};

/** Paths of a product's pictures: what is seen on them is in the path, so nothing need be remembered. */
export function picturesOf(
  { productId, offerId, colour }: { productId: string; offerId: string; colour: string },
  count: number,
): string[] {
  const shape = SHAPE_OF[offerId.split("-")[0] ?? ""] ?? 0;
  const tone = COLOUR_OF[colour] ?? Number(BigInt(productId) % BigInt(COLOURS.length));
  return Array.from(
    { length: count },
    (_, index) => `/s3/multimedia-${shape}-${tone}/${productId}-${index + 1}.png`,
  );
}

const PATH = /^\/s3\/multimedia-(\d)-(\d)\/\d+-(\d+)\.png$/;

/** What is at this path of the marketplace's picture store, or null. Open to all, as the real one is. */
export function pictureAt(path: string): Buffer | null {
  const [, shape, tone, number] = PATH.exec(path) ?? [];
  if (shape === undefined || tone === undefined) return null;
  // Later pictures of a product come nearer.
  return drawProduct(Number(shape), Number(tone), 1 + (Number(number) - 1) * 0.25);
}

/** A PNG of a thing on a light ground. */
function drawProduct(shapeNumber: number, tone: number, nearness: number): Buffer {
  const key = `${shapeNumber} ${tone} ${nearness}`;
  const known = drawn.get(key);
  if (known !== undefined) return known;
  const shape = SHAPES[shapeNumber] ?? (() => 1);
  const colour = COLOURS[tone] ?? [160, 160, 160];
  const bytes = drawPng(SIDE, SIDE, (x, y) => {
    const light = shape((x * 2 - 1) / nearness, (y * 2 - 1) / nearness);
    const ground = 246 - 18 * y;
    return light === 0 ? [ground, ground, ground - 3] : shade(colour, light);
  });
  if (drawn.size < KEPT) drawn.set(key, bytes);
  return bytes;
}

const KEPT = 600; // a few kilobytes each
const drawn = new Map<string, Buffer>();
