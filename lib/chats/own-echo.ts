import { now } from "../clock";
import type { Tx } from "../db/transaction";
import type { ChangePage } from "../marketplaces/ports";

/** A chat that moved only because we wrote into it is read so much later, in milliseconds. */
const LATER_MS = 10 * 60_000;
/** A broadcast's message may be the cause for so long after it left. */
const CAUSE_HOURS = 1;

/**
 * Chats of a page that moved, as far as can be told, only by our own broadcast's message: ten thousand of them would
 * otherwise cost ten thousand histories at once, before everything else. Their histories are read in a while, for what
 * they tell about our message. Only chats with no more unread than we know of, or of which nothing but the seller's own
 * words is shown; never one that is marked already.
 */
export async function findOwnEchoes(
  tx: Tx,
  { sellerId, page }: { sellerId: string; page: ChangePage },
): Promise<Set<string>> {
  const own = new Set(page.ownOnly ?? []);
  const told = new Map(page.chats.map((chat) => [chat.externalId, chat.unreadCount]));
  const candidates = page.chatsToRead.flatMap((id) => {
    const unread = own.has(id) ? 0 : (told.get(id) ?? null);
    return unread === null ? [] : [{ id, unread }];
  });
  if (candidates.length === 0) return new Set();
  // index messages_of_broadcasts
  const rows = await tx.sql.$queryRaw<Array<{ externalId: string }>>`
    SELECT c.external_id AS "externalId"
      FROM unnest(${candidates.map(({ id }) => id)}::text[], ${candidates.map(({ unread }) => unread)}::int[])
             AS moved (external_id, unread)
      JOIN chats c ON c.seller_id = ${sellerId}::uuid AND c.external_id = moved.external_id
     WHERE NOT c.needs_sync AND moved.unread <= c.unread_count
       AND EXISTS (
         SELECT 1 FROM messages m
          WHERE m.chat_id = c.id AND m.broadcast_id IS NOT NULL AND m.status IN ('sending', 'sent')
            AND m.created_at > ${now()}::timestamptz - make_interval(hours => ${CAUSE_HOURS}::int))`;
  return new Set(rows.map((row) => row.externalId));
}

/** Marks these chats to be read later. */
export async function readLater(
  tx: Tx,
  { sellerId, externalIds }: { sellerId: string; externalIds: ReadonlySet<string> },
): Promise<void> {
  if (externalIds.size === 0) return;
  await tx.sql.chat.updateMany({
    where: { sellerId, externalId: { in: [...externalIds] } },
    data: { needsSync: true, syncDueAt: new Date(now().getTime() + LATER_MS), syncAttempts: 0 },
  });
}
