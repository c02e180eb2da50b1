import type { Point } from "./project";

/** A circle with a name that wants to stand beside it; sizes in the units of the drawing. */
export interface Mark {
  readonly key: string;
  readonly at: Point;
  readonly radius: number;
  readonly labelWidth: number;
  readonly labelHeight: number;
}

/** Where a name stands: its left edge and the middle of its height. */
export interface Label {
  readonly x: number;
  readonly y: number;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const GAP = 0.3; // of a label's height, between the circle and its name

const meets = (one: Box, other: Box) =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

function circleBox({ at, radius }: Mark): Box {
  return { left: at.x - radius, right: at.x + radius, top: at.y - radius, bottom: at.y + radius };
}

/** Right, left, below, above: the places a name may take, in the order it is tried. */
function candidates({ at, radius, labelWidth, labelHeight }: Mark): Label[] {
  const gap = labelHeight * GAP;
  const beside = radius + gap;
  const over = radius + gap + labelHeight / 2;
  return [
    { x: at.x + beside, y: at.y },
    { x: at.x - beside - labelWidth, y: at.y },
    { x: at.x - labelWidth / 2, y: at.y + over },
    { x: at.x - labelWidth / 2, y: at.y - over },
  ];
}

/**
 * Finds a place for as many names as fit without covering a circle or another name, the first marks first; a name for
 * which there is no room is left out (the list beside the map has them all).
 */
export function placeLabels(marks: readonly Mark[], within: Box): ReadonlyMap<string, Label> {
  const taken: Box[] = marks.map(circleBox);
  const placed = new Map<string, Label>();
  for (const mark of marks) {
    for (const label of candidates(mark)) {
      const box: Box = {
        left: label.x,
        right: label.x + mark.labelWidth,
        top: label.y - mark.labelHeight / 2,
        bottom: label.y + mark.labelHeight / 2,
      };
      const isInside =
        box.left >= within.left &&
        box.right <= within.right &&
        box.top >= within.top &&
        box.bottom <= within.bottom;
      if (!isInside || taken.some((other) => meets(box, other))) continue;
      taken.push(box);
      placed.set(mark.key, label);
      break;
    }
  }
  return placed;
}
