import { now } from "../clock";
import { db } from "../db/client";
import type { Tx } from "../db/transaction";
import { appendEvents } from "../realtime/append-event";
import type { Notice } from "../wire/notices";

/** How much of a text a notice repeats; the rest stands in the chat. */
const TEXT_CHARS = 500;

/** A word for one person. */
export interface NewNotice {
  readonly userId: string;
  readonly kind: Notice["kind"];
  readonly chatId: string | null;
  /** The chat's seller: the notice travels and is seen with it. */
  readonly sellerId: string;
  /** Who or which rule caused it. */
  readonly fromName: string | null;
  readonly text: string;
}

/**
 * Leaves notices, one `notice.created` each. Never to `exceptUserId` (whoever caused them), to people who are gone, or
 * to those who do not see the seller: they are left out without a word.
 */
export async function appendNotices(
  tx: Tx,
  notices: readonly NewNotice[],
  { exceptUserId = null }: { readonly exceptUserId?: string | null } = {},
): Promise<void> {
  const wanted = notices.filter((notice) => notice.userId !== exceptUserId);
  if (wanted.length === 0) return;
  const rows = await tx.sql.$queryRawUnsafe<Array<{ id: string; sellerId: string }>>(
    INSERT,
    wanted.map((notice) => notice.userId),
    wanted.map((notice) => notice.kind),
    wanted.map((notice) => notice.chatId),
    wanted.map((notice) => notice.sellerId),
    wanted.map((notice) => notice.fromName),
    wanted.map((notice) => notice.text),
    now().toISOString(),
    TEXT_CHARS,
  );
  await appendEvents(
    tx,
    rows.map((row) => ({ name: "notice.created", sellerId: row.sellerId, subjectId: row.id })),
  );
}

const INSERT = `
  INSERT INTO notices (user_id, kind, chat_id, seller_id, from_name, text, created_at)
  SELECT n.user_id, n.kind, n.chat_id, n.seller_id, n.from_name, left(n.text, $8::int), $7::timestamptz
    FROM unnest($1::text[], $2::text[], $3::uuid[], $4::uuid[], $5::text[], $6::text[])
         WITH ORDINALITY AS n (user_id, kind, chat_id, seller_id, from_name, text, place)
    JOIN users u ON u.id = n.user_id
   WHERE u.deactivated_at IS NULL
     AND (u.role <> 'operator'
       OR EXISTS (SELECT 1 FROM user_sellers us WHERE us.user_id = u.id AND us.seller_id = n.seller_id))
   ORDER BY n.place
  RETURNING id, seller_id AS "sellerId"`;

/** For the sweep: what was read is history after ninety days. Index notices_read. */
export async function forgetOldNotices(): Promise<void> {
  await db().$executeRaw`
    DELETE FROM notices WHERE read_at IS NOT NULL AND created_at < now() - interval '90 days'`;
}
