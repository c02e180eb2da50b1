import { now } from "../clock";
import type { Tx } from "../db/transaction";
import { appendEvents } from "../realtime/append-event";
import type { ChatAct } from "../wire/notes";

/** Who did something to a chat: a person, a rule (its id and name), or the desk itself. */
export interface ActivityAuthor {
  readonly type: "user" | "rule" | "system";
  readonly id: string | null;
  readonly name: string | null;
}

export interface NewActivity {
  readonly chatId: string;
  readonly sellerId: string;
  readonly author: ActivityAuthor;
  readonly act: ChatAct;
}

/**
 * Writes what was done to chats between their messages, one `note.created` each. Any number at once; several of one
 * chat keep their order.
 */
export async function appendActivities(tx: Tx, activities: readonly NewActivity[]): Promise<void> {
  if (activities.length === 0) return;
  const rows = await tx.sql.$queryRawUnsafe<Array<{ id: string; sellerId: string }>>(
    INSERT,
    activities.map((activity) => activity.chatId),
    activities.map((activity) => activity.sellerId),
    activities.map((activity) => activity.author.type),
    activities.map((activity) => activity.author.id),
    activities.map((activity) => activity.author.name),
    activities.map((activity) => JSON.stringify(activity.act)),
    now().toISOString(),
  );
  await appendEvents(
    tx,
    rows.map((row) => ({ name: "note.created", sellerId: row.sellerId, subjectId: row.id })),
  );
}

// Ids of one millisecond have no order among themselves: acts of one chat stand a millisecond apart.
const INSERT = `
  INSERT INTO notes (chat_id, seller_id, kind, author_type, author_id, author_name, act, created_at)
  SELECT chat_id, seller_id, 'activity', author_type, author_id, author_name, act,
         $7::timestamptz + (row_number() OVER (PARTITION BY chat_id ORDER BY place) - 1) * interval '1 millisecond'
    FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::jsonb[])
         WITH ORDINALITY AS a (chat_id, seller_id, author_type, author_id, author_name, act, place)
   ORDER BY place
  RETURNING id, seller_id AS "sellerId"`;
