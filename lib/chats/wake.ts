import { visibleSellers } from "../access/scope";
import { now } from "../clock";
import { db } from "../db/client";
import { inTransaction } from "../db/transaction";
import { appendNotices } from "../team/notices";
import { changeRows, lockChats } from "./change-rows";

/** Chats woken in one transaction. */
const BATCH = 100;

/** What acts by itself sees every seller that is not removed. */
const everySeller = visibleSellers({ userId: "", role: "admin" });

/** Wakes snoozed chats whose time has come and tells whom the open ones are assigned to. Answers how many. */
export async function wakeChats(): Promise<number> {
  let woken = 0;
  for (;;) {
    const batch = await wakeSome();
    woken += batch;
    if (batch < BATCH) return woken;
  }
}

/** Index chats_snoozed. */
async function wakeSome(): Promise<number> {
  const due = await db().$queryRaw<Array<{ id: string }>>`
    SELECT c.id FROM chats c JOIN sellers s ON s.id = c.seller_id AND s.deleted_at IS NULL
     WHERE c.snoozed_until <= ${now()} ORDER BY c.snoozed_until LIMIT ${BATCH}`;
  if (due.length === 0) return 0;
  // no audit: here, for changeRows writes the record of what really changed.
  await inTransaction(async (tx) => {
    const locked = await lockChats(tx, { scope: everySeller, chatIds: due.map((chat) => chat.id) });
    // Behind the lock again: put off anew, or woken by another process.
    const chats = locked.filter((chat) => chat.snoozedUntil !== null && chat.snoozedUntil <= now());
    const by = { author: { type: "system", id: null, name: null }, requestId: null } as const;
    await changeRows(tx, { chats, change: { snoozedUntil: null }, by });
    await appendNotices(
      tx,
      chats.flatMap(({ id, sellerId, assigneeId, preview, status }) =>
        assigneeId === null || status === "closed"
          ? []
          : [
              {
                userId: assigneeId,
                kind: "snooze_over",
                chatId: id,
                sellerId,
                fromName: null,
                text: preview ?? "",
              },
            ],
      ),
    );
  });
  return due.length;
}
