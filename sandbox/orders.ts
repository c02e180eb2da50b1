import type { z } from "zod";
import type { orderBody, orderChange, SandboxOrder } from "./control-protocol";
import { REGIONS } from "./conversations/people";
import type { Order } from "./model";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const SUBSTATUSES: Readonly<Record<string, string>> = {
  awaiting_packaging: "posting_created",
  awaiting_deliver: "posting_awaiting_passport_data",
  sent_by_seller: "sent_by_seller",
  driver_pickup: "posting_driver_pick_up",
  delivered: "posting_received",
  cancelled: "posting_canceled",
  arbitration: "posting_in_arbitration",
};

/** An order as the control API was told it. */
export function toOrder(input: z.output<typeof orderBody>): Order {
  const paidMs = input.paid_at === undefined ? Date.now() - DAY_MS : Date.parse(input.paid_at);
  return {
    orderNumber: input.order_number,
    postingNumber: input.posting_number ?? `${input.order_number}-1`,
    scheme: input.scheme,
    status: input.delivered_at === undefined ? input.status : "delivered",
    sku: input.sku,
    productName: input.product_name,
    offerId: input.offer_id ?? `ART-${input.sku}`,
    price: input.price,
    quantity: input.quantity,
    more: input.more?.map((product) => ({ ...product, offerId: `ART-${product.sku}` })),
    customerName: input.customer_name,
    customerId: input.customer_id,
    city: input.city,
    region: input.region,
    substatus: input.substatus,
    paidMs,
    deliveredMs: input.delivered_at === undefined ? null : Date.parse(input.delivered_at),
    changedMs: Date.now(),
    deliverByMs: input.deliver_by === undefined ? undefined : Date.parse(input.deliver_by),
  };
}

/** What becomes of an order. */
export type OrderMove = Omit<z.output<typeof orderChange>, "client_id" | "quiet">;

const ON_ITS_WAY = new Set(["driver_pickup", "delivering", "sent_by_seller", "delivered"]);

/** Moves an order; a new status without a finer word has the one that goes with it. */
export function moveOrder(order: Order, change: OrderMove): void {
  const changedMs = change.changed_at === undefined ? Date.now() : Date.parse(change.changed_at);
  if (change.status !== undefined || change.substatus !== undefined) {
    // What was on its way before had been handed over a day after it was paid, as its dates say.
    const handedOverMs = ON_ITS_WAY.has(order.status)
      ? Math.min(order.paidMs + DAY_MS, changedMs)
      : changedMs;
    order.status = change.status ?? order.status;
    order.substatus = change.substatus;
    // The promised day alone is no change of status.
    order.changedMs = changedMs;
    if (ON_ITS_WAY.has(order.status)) order.shippedMs ??= handedOverMs;
    if (order.status === "cancelled") order.cancellation ??= cancelledNow(order, changedMs);
    else order.cancellation = undefined;
  }
  if (change.delivered_at !== undefined) order.deliveredMs = Date.parse(change.delivered_at);
  else if (change.status === "delivered") order.deliveredMs = changedMs;
  if (change.ship_by !== undefined) order.shipByMs = Date.parse(change.ship_by);
  if (change.deliver_by !== undefined) order.deliverByMs = Date.parse(change.deliver_by);
}

/** Nobody said why: the buyer thought better of it, or did not fetch it. */
function cancelledNow({ shippedMs }: Order, atMs: number): NonNullable<Order["cancellation"]> {
  const isAfterShip = shippedMs !== undefined;
  return { reasonId: isAfterShip ? 505 : 507, initiator: "buyer", isAfterShip, atMs };
}

/** The finer word for where it is. */
export function substatusOf(order: Order): string {
  return order.substatus ?? SUBSTATUSES[order.status] ?? "posting_on_way_to_city";
}

/** The end of the promised delivery (ms). */
export function deliverByOf(order: Order): number {
  return order.deliverByMs ?? order.paidMs + 3 * DAY_MS + 12 * HOUR_MS;
}

/** Until when it must be handed over (ms). */
export function shipByOf(order: Order): number {
  return order.shipByMs ?? order.paidMs + DAY_MS;
}

/** When the status last changed (ms). */
export function changedAtOf(order: Order): number {
  return order.changedMs ?? order.deliveredMs ?? order.paidMs;
}

/** The region that is told of an order. */
export function regionOf(order: Order): string {
  return order.region ?? REGIONS[order.city] ?? order.city;
}

/** An order for the control API. */
export function tellOrder(order: Order): SandboxOrder {
  const instant = (ms: number) => new Date(ms).toISOString();
  return {
    order_number: order.orderNumber,
    posting_number: order.postingNumber,
    status: order.status,
    substatus: substatusOf(order),
    customer_id: order.customerId ?? "0",
    delivered_at: order.deliveredMs === null ? null : instant(order.deliveredMs),
    deliver_by: instant(deliverByOf(order)),
    changed_at: instant(changedAtOf(order)),
  };
}
