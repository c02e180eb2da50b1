import { now } from "../clock";
import type { Tx } from "../db/transaction";
import { appendEvents } from "../realtime/append-event";

/**
 * Counts the deadlines of a seller's waiting chats anew, by its service as it is now; each chat whose deadline moved
 * and can still be answered is told to the streams (of those that cannot, years hold many thousands). Answers how many
 * moved. `refreshChats` counts in the same way. Locked first: a chat whose
 * buyer writes meanwhile is counted from what was written.
 */
export async function refreshDeadlines(tx: Tx, sellerId: string): Promise<number> {
  const moved = await tx.sql.$queryRaw<Array<{ id: string; isOpen: boolean }>>`
    WITH own AS MATERIALIZED (
      SELECT id, seller_id, waiting_since, due_kind, writable_until FROM chats
       WHERE seller_id = ${sellerId}::uuid AND waiting_since IS NOT NULL ORDER BY id FOR NO KEY UPDATE)
    UPDATE chats c SET due_at = target.due_at, deadline_at = least(target.due_at, own.writable_until), updated_at = now()
      FROM own
      LEFT JOIN seller_service service ON service.seller_id = own.seller_id
     CROSS JOIN LATERAL (
       SELECT business_deadline(
         own.waiting_since,
         CASE WHEN service.seller_id IS NULL THEN 60
              WHEN own.due_kind = 'first' THEN service.first_reply_minutes ELSE service.next_reply_minutes END,
         service.time_zone, service.hours, service.holidays) AS due_at) target
     WHERE c.id = own.id
       AND (c.due_at, c.deadline_at) IS DISTINCT FROM (target.due_at, least(target.due_at, own.writable_until))
    RETURNING c.id, (own.writable_until IS NULL OR own.writable_until > ${now()}) AS "isOpen"`;
  await appendEvents(
    tx,
    moved.filter((chat) => chat.isOpen).map(({ id }) => ({ name: "chat.updated", sellerId, subjectId: id })),
  );
  return moved.length;
}
