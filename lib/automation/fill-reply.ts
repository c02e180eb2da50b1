import type { Tx } from "../db/transaction";
import { fillTemplate } from "../text/template";

/** A reply's text for a chat, from what is known of its buyer and order. Nobody speaks: no operator's name. */
export async function fillReply(
  sql: Pick<Tx["sql"], "$queryRaw">,
  { chatId, template }: { chatId: string; template: string },
): Promise<string> {
  const [values] = await sql.$queryRaw<
    Array<{
      buyer_name: string | null;
      order_number: string | null;
      posting_number: string | null;
      product: string | null;
      tracking: string | null;
      seller_name: string;
    }>
  >`
    SELECT coalesce(c.buyer_name, p.buyer_name) AS buyer_name, coalesce(c.order_number, p.order_number) AS order_number,
           coalesce(c.posting_number, p.posting_number) AS posting_number, p.products -> 0 ->> 'name' AS product,
           p.tracking_number AS tracking, s.name AS seller_name
      FROM chats c JOIN sellers s ON s.id = c.seller_id
      LEFT JOIN LATERAL (
        SELECT p.* FROM postings p
         WHERE p.seller_id = c.seller_id AND (p.posting_number = c.posting_number OR p.order_number = c.order_number)
         ORDER BY p.posting_number IS NOT DISTINCT FROM c.posting_number DESC, p.ordered_at DESC NULLS LAST,
                  p.posting_number DESC
         LIMIT 1) p ON true
     WHERE c.id = ${chatId}::uuid`;
  return fillTemplate(template, values ?? {}).text.trim();
}
