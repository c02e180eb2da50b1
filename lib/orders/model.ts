import { z } from "zod";
import { Prisma } from "@/generated/prisma/client";
import { type Order, order, orderAct } from "../wire/orders";

/** One posting as lists read it. */
export interface OrderRow {
  readonly id: string;
  readonly sellerId: string;
  readonly marketplace: string;
  readonly postingNumber: string;
  readonly orderNumber: string;
  readonly scheme: string;
  readonly status: string;
  readonly substatus: string | null;
  readonly state: string;
  readonly stage: string;
  readonly isLate: boolean;
  readonly buyerName: string | null;
  readonly buyerKey: string | null;
  readonly city: string | null;
  readonly region: string | null;
  readonly warehouseId: string | null;
  readonly warehouseName: string | null;
  readonly deliveryMethod: string | null;
  readonly carrier: string | null;
  readonly trackingNumber: string | null;
  readonly products: unknown;
  readonly total: string | null;
  readonly currency: string | null;
  readonly units: number;
  readonly actions: readonly string[];
  readonly cancelReason: string | null;
  readonly cancelledBy: string | null;
  readonly orderedAt: Date | null;
  readonly shipBy: Date | null;
  readonly handedOverAt: Date | null;
  readonly deliverFrom: Date | null;
  readonly deliverBy: Date | null;
  readonly deliveredAt: Date | null;
  readonly stageAt: Date | null;
  readonly stages: unknown;
  readonly money: unknown;
  readonly chatId: string | null;
  readonly checkedAt: Date;
}

/** To be handed over, and the time for that has passed; or its promised day has. Over `postings p`. */
export const isLate = Prisma.sql`coalesce(
  p.stage IN ('awaiting', 'packing') AND p.scheme <> 'fbo' AND p.ship_by < now()
  OR p.stage IN ('awaiting', 'packing', 'shipped') AND p.deliver_by < now(), false)`;

/** Columns of `postings p` under the names of OrderRow. The chat: indexes chats_of_order, chats_by_posting. */
export const orderColumns = Prisma.sql`
  p.id, p.seller_id AS "sellerId", p.posting_number AS "postingNumber", p.order_number AS "orderNumber", p.scheme,
  (SELECT s.marketplace FROM sellers s WHERE s.id = p.seller_id) AS marketplace,
  p.status, p.substatus, p.state, p.stage, ${isLate} AS "isLate", p.buyer_name AS "buyerName",
  p.buyer_key AS "buyerKey", p.city, p.region, p.warehouse_id AS "warehouseId", p.warehouse_name AS "warehouseName",
  p.delivery_method AS "deliveryMethod", p.carrier, p.tracking_number AS "trackingNumber", p.products,
  p.total::text AS total, p.currency, p.units, p.actions, p.cancel_reason AS "cancelReason",
  p.cancelled_by AS "cancelledBy", p.ordered_at AS "orderedAt", p.ship_by AS "shipBy",
  p.handed_over_at AS "handedOverAt", p.deliver_from AS "deliverFrom", p.deliver_by AS "deliverBy",
  p.delivered_at AS "deliveredAt", p.stage_at AS "stageAt", p.stages, p.money, p.checked_at AS "checkedAt",
  (SELECT c.id FROM (
     SELECT o.id, o.last_message_at FROM chats o
      WHERE o.seller_id = p.seller_id AND o.order_number = p.order_number AND o.kind = 'buyer'
     UNION ALL
     SELECT o.id, o.last_message_at FROM chats o
      WHERE o.posting_number = p.posting_number AND o.seller_id = p.seller_id AND o.kind = 'buyer') c
    ORDER BY c.last_message_at DESC NULLS LAST LIMIT 1) AS "chatId"`;

const storedProduct = z.object({
  name: z.string(),
  sku: z.string().nullish(),
  offer_id: z.string().nullish(),
  quantity: z.number().int(),
  price: z.string().nullish(),
  currency: z.string().nullish(),
});
export type StoredProduct = z.infer<typeof storedProduct>;

/** What is in a parcel; what an older version wrote otherwise is left out. */
export function readProducts(stored: unknown): StoredProduct[] {
  const list = z.array(z.unknown()).safeParse(stored).data ?? [];
  return list.flatMap((raw) => storedProduct.safeParse(raw).data ?? []);
}

/** The public form. `pictures`: addresses by article, of this row's seller. */
export function toWireOrder(row: OrderRow, pictures: ReadonlyMap<string, string>): Order {
  const { shape } = order;
  const instant = (at: Date | null) => at?.toISOString() ?? null;
  const hasWarehouse = row.warehouseId !== null || row.warehouseName !== null;
  const isCancelled = row.cancelReason !== null || row.cancelledBy !== null;
  return {
    id: row.id,
    seller_id: row.sellerId,
    marketplace: row.marketplace,
    posting_number: row.postingNumber,
    order_number: row.orderNumber,
    scheme: shape.scheme.catch("fbs").parse(row.scheme),
    status: row.status,
    substatus: row.substatus,
    state: shape.state.catch("unknown").parse(row.state),
    stage: shape.stage.catch("unknown").parse(row.stage),
    is_late: row.isLate,
    buyer_name: row.buyerName,
    city: row.city,
    region: row.region,
    warehouse: hasWarehouse ? { id: row.warehouseId, name: row.warehouseName } : null,
    delivery_method: row.deliveryMethod,
    carrier: row.carrier,
    tracking_number: row.trackingNumber,
    products: readProducts(row.products).map((product) => ({
      name: product.name,
      sku: product.sku ?? null,
      offer_id: product.offer_id ?? null,
      quantity: product.quantity,
      price: product.price ?? null,
      currency: product.currency ?? null,
      picture: pictures.get(product.offer_id ?? "") ?? null,
    })),
    total: row.total,
    currency: row.currency,
    units: row.units,
    actions: row.actions.flatMap((act) => orderAct.safeParse(act).data ?? []),
    cancelled: isCancelled ? { reason: row.cancelReason, by: row.cancelledBy ?? "unknown" } : null,
    ordered_at: instant(row.orderedAt),
    ship_by: instant(row.shipBy),
    handed_over_at: instant(row.handedOverAt),
    deliver_from: instant(row.deliverFrom),
    deliver_by: instant(row.deliverBy),
    delivered_at: instant(row.deliveredAt),
    chat_id: row.chatId,
    checked_at: row.checkedAt.toISOString(),
  };
}
