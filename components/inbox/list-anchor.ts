/** Where a row stood that must not move: its chat and its place in the list before. */
export interface Anchor {
  readonly id: string;
  readonly index: number;
}

/**
 * How many rows the list has to be scrolled so that the anchor stays under the eye after the list changed; when the
 * anchor itself went away, the nearest row below it that is still there. 0: nothing to do.
 */
export function rowsMoved(before: readonly string[], after: readonly string[], anchor: Anchor): number {
  if (after[anchor.index] === anchor.id) return 0;
  const places = new Map(after.map((id, index) => [id, index]));
  for (let at = anchor.index; at < before.length; at += 1) {
    const id = before[at];
    const now = id === undefined ? undefined : places.get(id);
    if (now !== undefined) return now - anchor.index;
  }
  return 0;
}
