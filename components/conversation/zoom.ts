/** How a picture stands in its frame: size against "fits", and how far its middle is moved, px. */
export interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export const FITTED: View = { scale: 1, x: 0, y: 0 };
const MAX_SCALE = 8;
const STEP = 1.5;

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(-most, value)) + 0; // + 0: no negative zero
}

/** Keeps the picture over its frame: it can be moved only as far as it is larger than the frame. */
export function keepInside(view: View, frame: Size): View {
  const spare = (length: number) => (length * (view.scale - 1)) / 2;
  return { scale: view.scale, x: clamp(view.x, spare(frame.width)), y: clamp(view.y, spare(frame.height)) };
}

/** Grows or shrinks by a factor; what stands under `point` (from the frame's middle) stays under it. */
export function zoomBy(
  view: View,
  factor: number,
  frame: Size,
  point: { x: number; y: number } = { x: 0, y: 0 },
): View {
  const scale = Math.min(MAX_SCALE, Math.max(1, view.scale * factor));
  const share = scale / view.scale;
  return keepInside(
    { scale, x: point.x - (point.x - view.x) * share, y: point.y - (point.y - view.y) * share },
    frame,
  );
}

export function zoomIn(view: View, frame: Size): View {
  return zoomBy(view, STEP, frame);
}

export function zoomOut(view: View, frame: Size): View {
  return zoomBy(view, 1 / STEP, frame);
}

export function moveBy(view: View, by: { x: number; y: number }, frame: Size): View {
  return keepInside({ scale: view.scale, x: view.x + by.x, y: view.y + by.y }, frame);
}
