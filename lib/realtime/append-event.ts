import type { Tx } from "../db/transaction";
import type { StoredEventName } from "../wire/events";
import { announceEvents } from "./relay";

/** A fact about one thing of one seller; streams read the thing itself when they pass the event on. */
export interface NewEvent {
  readonly name: StoredEventName;
  /** Null: of no seller (an alert). */
  readonly sellerId: string | null;
  readonly subjectId: string;
}

/** Writes events in the caller's transaction, in this order, and wakes the streams after the commit. */
export async function appendEvents(tx: Tx, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  await tx.sql.$executeRawUnsafe(
    `INSERT INTO events (name, seller_id, subject_id)
     SELECT name, seller_id, subject_id
       FROM unnest($1::text[], $2::uuid[], $3::uuid[]) WITH ORDINALITY AS e (name, seller_id, subject_id, place)
      ORDER BY place`,
    events.map((event) => event.name),
    events.map((event) => event.sellerId),
    events.map((event) => event.subjectId),
  );
  tx.afterCommit(announceEvents);
}
