import { Prisma } from "@/generated/prisma/client";
import { now } from "../clock";
import type { Tx } from "../db/transaction";
import { isBusinessTime } from "./match-conditions";
import type { Outcome } from "./model";
import { speak } from "./perform-actions";

/**
 * Tells a buyer who writes while nobody works what the seller wants told then: once a chat on a day of the seller's own
 * calendar. Null when there is nothing to say. The caller holds the chat's lock. Index automation_runs_chat_id_created_at_idx.
 */
export async function answerOutsideHours(
  tx: Tx,
  { chatId, sellerId }: { chatId: string; sellerId: string },
): Promise<Outcome | null> {
  const at = Prisma.sql`${now()}::timestamptz`;
  const [service] = await tx.sql.$queryRaw<Array<{ text: string }>>`
    SELECT service.auto_reply_text AS text FROM seller_service service
     WHERE service.seller_id = ${sellerId}::uuid AND service.auto_reply_text IS NOT NULL AND NOT ${isBusinessTime(at)}
       AND NOT EXISTS (
         SELECT 1 FROM automation_runs r
          WHERE r.chat_id = ${chatId}::uuid AND r.kind = 'auto_reply'
            AND (r.created_at AT TIME ZONE service.time_zone)::date = (${at} AT TIME ZONE service.time_zone)::date)`;
  if (service === undefined) return null;
  const author = { id: null, name: null, requestId: null, details: { by: "auto_reply" } };
  const activityAuthor = { type: "system", id: null, name: null } as const;
  const said = await speak(tx, { chatId, template: service.text, author, activityAuthor });
  // A chat that takes no message is no news: told neither to the buyer nor to the list of runs.
  return said === "done" ? { do: "reply" } : null;
}
