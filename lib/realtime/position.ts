/**
 * Where a stream stands among the events: the writing transaction's id, then the event's own. Transactions commit out
 * of order, so events are only passed on below the oldest one still running: whoever stands at a position has seen
 * everything before it. Written `<xid>-<id>` as the event's id on the wire.
 */
export interface Position {
  readonly xid: bigint;
  readonly id: bigint;
}

/** As the browser keeps it. */
export function formatPosition(position: Position): string {
  return `${position.xid}-${position.id}`;
}

/** Null for anything that is not a position of ours. */
export function parsePosition(text: string): Position | null {
  const match = /^(\d{1,20})-(\d{1,19})$/.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) return null;
  const position = { xid: BigInt(match[1]), id: BigInt(match[2]) };
  return position.xid > MOST || position.id > MOST ? null : position;
}

/** What the database can hold in either part. */
const MOST = 2n ** 63n - 1n;

/** Negative when `a` comes before `b`. */
export function comparePositions(a: Position, b: Position): number {
  if (a.xid !== b.xid) return a.xid < b.xid ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
