import { z } from "zod";
import { Prisma, type Return as ReturnRow } from "@/generated/prisma/client";
import { type ReturnDetails, type Returned, returnDetails, returned } from "../wire/returns";

export type { ReturnRow };

/** A row with what stands in other tables. */
export interface ListedReturn extends Omit<ReturnRow, "price"> {
  readonly price: string | null;
  readonly marketplace: string;
  readonly chatId: string | null;
  readonly pictureOf: string | null;
  /** By which lists are ordered. */
  readonly at: Date;
}

/** When it last changed, as far as is known. Indexes returns_by_change, returns_of_seller_by_change. */
export const lastChange = Prisma.sql`coalesce(r.changed_at, r.created_at, r.seen_at)`;

/** Columns of `returns r`; the chat is the newest of the posting's or order's that is there. */
export const returnColumns = Prisma.sql`
  r.id, r.seller_id AS "sellerId", r.kind, r.external_id AS "externalId", r.number, r.scheme,
  r.posting_number AS "postingNumber", r.order_number AS "orderNumber", r.buyer_name AS "buyerName", r.state, r.status,
  r.status_name AS "statusName", r.money_state AS "moneyState", r.type, r.reason, r.comment, r.offer_id AS "offerId",
  r.sku, r.product_name AS "productName", r.quantity, r.price::text AS price, r.currency, r.place,
  r.target_place AS "targetPlace", r.compensation, r.photos, r.actions, r.rejections, r.is_open AS "isOpen",
  r.is_anonymous AS "isAnonymous", r.created_at AS "createdAt", r.changed_at AS "changedAt",
  r.detailed_at AS "detailedAt", r.seen_at AS "seenAt", ${lastChange} AS at,
  (SELECT s.marketplace FROM sellers s WHERE s.id = r.seller_id) AS marketplace,
  (SELECT c.id FROM chats c WHERE c.seller_id = r.seller_id AND c.order_number = r.order_number
    ORDER BY c.last_message_at DESC NULLS LAST LIMIT 1) AS "chatId",
  (SELECT p.id FROM products p WHERE p.seller_id = r.seller_id AND p.offer_id = r.offer_id
      AND cardinality(p.pictures) > 0) AS "pictureOf"`;

/** An act as it is kept; `means` is ours and does not cross the wire. */
const storedAct = z.object({
  id: z.string(),
  name: z.string(),
  needs: z.array(z.enum(["text", "amount", "reason"])),
  means: z.enum(["accept", "reject", "compensate", "refund", "receive", "other"]),
});
export type StoredAct = z.infer<typeof storedAct>;

const storedRejection = z.object({ id: z.string(), name: z.string(), needsText: z.boolean() });

/** What was offered when the return was last asked for. */
export function actsOf(row: Pick<ReturnRow, "actions">): StoredAct[] {
  return z.array(storedAct).catch([]).parse(row.actions);
}

/** Why it may be rejected. */
export function rejectionsOf(row: Pick<ReturnRow, "rejections">) {
  return z.array(storedRejection).catch([]).parse(row.rejections);
}

/** The public form in lists. */
export function toWireReturn(row: ListedReturn): Returned {
  return {
    id: row.id,
    seller_id: row.sellerId,
    marketplace: row.marketplace,
    kind: returned.shape.kind.parse(row.kind),
    external_id: row.externalId,
    number: row.number,
    scheme: returned.shape.scheme.parse(row.scheme),
    posting_number: row.postingNumber,
    order_number: row.orderNumber,
    buyer_name: row.buyerName,
    state: returned.shape.state.catch("unknown").parse(row.state),
    status: row.status,
    status_name: row.statusName,
    money_state: row.moneyState,
    type: row.type,
    reason: row.reason,
    offer_id: row.offerId,
    sku: row.sku,
    product_name: row.productName,
    picture: row.pictureOf === null ? null : `/api/products/${row.pictureOf}/picture`,
    quantity: row.quantity,
    price: row.price,
    currency: row.currency,
    place: row.place,
    target_place: row.targetPlace,
    compensation: row.compensation,
    is_open: row.isOpen,
    chat_id: row.chatId,
    created_at: row.createdAt?.toISOString() ?? null,
    changed_at: row.changedAt?.toISOString() ?? null,
  };
}

/** The public form of one. */
export function toWireDetails(row: ListedReturn): ReturnDetails {
  return returnDetails.parse({
    ...toWireReturn(row),
    comment: row.comment,
    photos: row.photos.map((_, position) => `/api/returns/${row.id}/photos/${position}`),
    actions: actsOf(row).map(({ id, name, needs }) => ({ id, name, needs })),
    rejections: rejectionsOf(row).map(({ id, name, needsText }) => ({ id, name, needs_text: needsText })),
    detailed_at: row.detailedAt?.toISOString() ?? null,
  });
}
