import { db } from "../db/client";
import type { Tx } from "../db/transaction";
import type { BroadcastValues } from "../text/broadcast-template";
import { firstNameOf } from "../text/first-name";

export interface TextRecipient {
  readonly chatId: string;
  /** For messages about an order: the posting that called for it. Null: what the chat itself speaks of. */
  readonly postingNumber: string | null;
}

/** Under which a recipient's values are found. */
export function valuesKey(chatId: string, postingNumber: string | null): string {
  return `${chatId} ${postingNumber ?? ""}`;
}

/** What is known of these recipients, for their texts. A chat that is gone, or another seller's, is absent. */
export async function readTextValues(
  input: { sellerId: string; recipients: readonly TextRecipient[] },
  sql: Pick<Tx["sql"], "$queryRaw"> = db(),
): Promise<Map<string, BroadcastValues>> {
  const { sellerId, recipients } = input;
  if (recipients.length === 0) return new Map();
  const rows = await sql.$queryRaw<ValuesRow[]>`
    SELECT c.id AS "chatId", wanted.posting_number AS "postingNumber", s.name AS seller_name,
           coalesce(c.buyer_name, p.buyer_name) AS buyer_name,
           coalesce(CASE WHEN wanted.posting_number IS NULL THEN c.order_number END, p.order_number) AS order_number,
           coalesce(wanted.posting_number, c.posting_number, p.posting_number) AS posting_number,
           p.products -> 0 ->> 'name' AS product, product.category, p.tracking_number AS tracking,
           to_char(p.ordered_at AT TIME ZONE zone.name, 'DD.MM') AS order_date,
           to_char(coalesce(p.delivered_at, p.deliver_by, p.deliver_from) AT TIME ZONE zone.name, 'DD.MM')
             AS delivery_date
      FROM unnest(${recipients.map((one) => one.chatId)}::uuid[],
                  ${recipients.map((one) => one.postingNumber)}::text[]) AS wanted (chat_id, posting_number)
      JOIN chats c ON c.id = wanted.chat_id AND c.seller_id = ${sellerId}::uuid
      JOIN sellers s ON s.id = c.seller_id
      LEFT JOIN seller_service service ON service.seller_id = c.seller_id
      LEFT JOIN LATERAL (
        SELECT p.* FROM postings p
         WHERE p.seller_id = c.seller_id
           AND (p.posting_number = coalesce(wanted.posting_number, c.posting_number)
                OR (wanted.posting_number IS NULL AND p.order_number = c.order_number))
         ORDER BY p.posting_number IS NOT DISTINCT FROM c.posting_number DESC, p.ordered_at DESC NULLS LAST,
                  p.posting_number DESC
         LIMIT 1) p ON true
      LEFT JOIN products product
        ON product.seller_id = c.seller_id AND product.offer_id = p.products -> 0 ->> 'offer_id'
      CROSS JOIN LATERAL (
        SELECT coalesce(p.time_zone, service.time_zone, 'Europe/Moscow') AS name) zone`;
  return new Map(
    rows.map(({ chatId, postingNumber, ...values }) => [
      valuesKey(chatId, postingNumber),
      { ...values, buyer_name: firstNameOf(values.buyer_name) },
    ]),
  );
}

interface ValuesRow extends BroadcastValues {
  readonly chatId: string;
  readonly postingNumber: string | null;
}
