/** A place on the drawing: x to the east, y to the south. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

const toRadians = (degrees: number) => (degrees * Math.PI) / 180;

// An equidistant cone over two parallels: the shape in which this part of the world is usually drawn.
const FIRST = toRadians(48);
const SECOND = toRadians(66);
const MIDDLE = toRadians(68);
const CONE = (Math.cos(FIRST) - Math.cos(SECOND)) / (SECOND - FIRST);
const APEX = Math.cos(FIRST) / CONE + FIRST;
const ORIGIN = APEX - toRadians(56);
const SCALE = 1000;

/** Where degrees of latitude and longitude lie on the drawing. */
export function project(latitude: number, longitude: number): Point {
  const radius = APEX - toRadians(latitude);
  const angle = CONE * (toRadians(longitude < -100 ? longitude + 360 : longitude) - MIDDLE);
  return { x: SCALE * radius * Math.sin(angle), y: SCALE * (radius * Math.cos(angle) - ORIGIN) };
}

/** The part of the drawing that is shown. */
export interface Frame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const LEAST_WIDTH = 320;

/** The smallest part of a shape (width by height) that shows all points with some air around them. */
export function frameAround(points: readonly Point[], shape: number): Frame {
  if (points.length === 0) return { x: -760, y: -470, width: 940 * shape, height: 940 };
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  // Names of cities stand to the sides of their circles, so the air there is wider.
  const width = Math.max(LEAST_WIDTH, (right - left) * 1.3, (bottom - top) * 1.35 * shape);
  const height = width / shape;
  return { x: (left + right - width) / 2, y: (top + bottom - height) / 2, width, height };
}
