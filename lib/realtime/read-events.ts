import { db } from "../db/client";
import type { StoredEventName } from "../wire/events";
import type { Position } from "./position";

export interface StoredEvent {
  readonly position: Position;
  readonly name: StoredEventName;
  /** Null: of no seller; the reader of its data says whom it is for. */
  readonly sellerId: string | null;
  readonly subjectId: string;
}

interface Row {
  xid: string;
  id: bigint;
  name: string;
  seller_id: string | null;
  subject_id: string;
  is_held_back: boolean;
}

const names: Record<StoredEventName, true> = {
  "message.created": true,
  "message.updated": true,
  "chat.updated": true,
  "seller.updated": true,
  "note.created": true,
  "presence.updated": true,
  "notice.created": true,
  "alert.updated": true,
  "broadcast.updated": true,
  "order.updated": true,
  "action.updated": true,
  "section.updated": true,
};

/** Events after a position that no running transaction can still precede, in order. Index events_xid_id_idx. */
export async function readEventsAfter(after: Position, limit: number): Promise<StoredEvent[]> {
  return (await lookForEvents(after, limit)).events;
}

/**
 * The same, and whether committed ones stand behind a transaction that still runs: those can be had in a moment,
 * while without them nothing comes before the next word over the relay.
 */
export async function lookForEvents(
  after: Position,
  limit: number,
): Promise<{ events: StoredEvent[]; areSomeHeldBack: boolean }> {
  const rows = await db().$queryRaw<Row[]>`
    SELECT e.xid::text AS xid, e.id, e.name, e.seller_id, e.subject_id,
           e.xid >= pg_snapshot_xmin(pg_current_snapshot()) AS is_held_back
      FROM events e WHERE (e.xid, e.id) > (${after.xid.toString()}::xid8, ${after.id})
     ORDER BY e.xid, e.id LIMIT ${limit}`; // the columns, not the text beside them: 999 comes before 1000
  const events = rows.flatMap((row) => {
    if (row.is_held_back || !Object.hasOwn(names, row.name)) return []; // unknown: of a newer version, during an update
    const position = { xid: BigInt(row.xid), id: row.id };
    const name = row.name as StoredEventName; // just looked up
    return [{ position, name, sellerId: row.seller_id, subjectId: row.subject_id }];
  });
  return { events, areSomeHeldBack: rows.at(-1)?.is_held_back === true };
}

/** Where a stream that starts now stands: everything before has happened, everything after will be read. */
export async function readPresentPosition(): Promise<Position> {
  const [row] = await db().$queryRaw<Array<{ xid: string }>>`
    SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xid`;
  // Everything with a smaller xid is over; id 0 is before every event of that transaction.
  return { xid: BigInt(row?.xid ?? "0"), id: 0n };
}

/** Whether everything after a position is still kept (24 h); false means that the stream must start afresh. */
export async function isStillKept(position: Position): Promise<boolean> {
  const [row] = await db().$queryRaw<Array<{ is_kept: boolean }>>`
    SELECT EXISTS (SELECT 1 FROM events WHERE (xid, id) = (${position.xid.toString()}::xid8, ${position.id}))
        OR ${position.xid.toString()}::xid8 >= coalesce((SELECT min(xid) FROM events), pg_snapshot_xmin(pg_current_snapshot()))
       AND ${position.xid.toString()}::xid8 <= pg_snapshot_xmax(pg_current_snapshot()) AS is_kept`;
  return row?.is_kept === true;
}
