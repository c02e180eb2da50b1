import { randomUUID } from "node:crypto";
import { toMillisText } from "../../instants";
import type { Order } from "../../model";
import { changedAtOf, deliverByOf, shipByOf, substatusOf } from "../../orders";
import type { WireValue } from "../../wire-json";
import type { OrderEvent } from "../../world";
import { reasonOf } from "./cancel-reasons";

type Push = { readonly [key: string]: WireValue };
type Changed = Extract<OrderEvent, { kind: "order_changed" }>;

const DAY_MS = 86_400_000;

/**
 * Production's push of an order (research 3.7). States are named as the list's finer words are. What Ozon itself sends
 * has types of its own since August 2026, with a `uuid` and the order's number.
 */
export function orderPush(event: OrderEvent): Push | null {
  const { order } = event;
  const isFbo = order.scheme === "fbo";
  const shared = { posting_number: order.postingNumber, ...(isFbo ? fboFields(order) : {}) };
  const seller_id = sellerIdOf(event.account.clientId);
  const place = { ...shared, warehouse_id: BigInt(order.warehouse?.id ?? 22_000_000_001) };
  if (event.kind === "order_new")
    return {
      message_type: isFbo ? "TYPE_FBO_POSTING_NEW" : "TYPE_NEW_POSTING",
      ...place,
      ...newFields(order),
      seller_id,
    };
  const told = changeOf(event, isFbo);
  return told === null ? null : { ...told, ...place, seller_id };
}

function fboFields(order: Order): Push {
  return { uuid: randomUUID(), order_number: order.orderNumber };
}

function sellerIdOf(id: string): WireValue {
  return /^\d+$/.test(id) ? BigInt(id) : id;
}

function newFields(order: Order): Push {
  const promised = {
    delivery_date_begin: text(order.paidMs + 3 * DAY_MS),
    delivery_date_end: text(deliverByOf(order)),
  };
  const shared = { products: productsOf(order), in_process_at: text(order.paidMs) };
  if (order.scheme === "fbo") return { ...shared, ...promised };
  return {
    ...shared,
    shipment_date: text(shipByOf(order)),
    tpl_integration_type: order.scheme === "rfbs" ? "non_integrated" : "ozon",
    is_express: false,
    tracking_number: "",
    ...promised,
  };
}

/** A status before a promise; the seller's own deadline last. */
function changeOf({ order, was }: Changed, isFbo: boolean): Push | null {
  const type = (name: string) => (isFbo ? `TYPE_FBO_POSTING_${name}` : `TYPE_${name}`);
  const state = { new_state: substatusOf(order), changed_state_date: text(changedAtOf(order)) };
  if (was.substatus !== state.new_state && order.status === "cancelled") {
    const end = order.cancellation;
    const message = end?.message ?? reasonOf(end?.reasonId ?? 507).title;
    return {
      message_type: isFbo ? "TYPE_FBO_POSTING_CANCELLED" : "TYPE_POSTING_CANCELLED",
      products: productsOf(order),
      old_state: was.substatus,
      ...state,
      reason: { id: end?.reasonId ?? 507, message },
    };
  }
  if (was.substatus !== state.new_state) return { message_type: type("STATE_CHANGED"), ...state };
  if (was.deliverByMs !== deliverByOf(order))
    return {
      message_type: type("DELIVERY_DATE_CHANGED"),
      old_delivery_date_begin: text(was.deliverByMs - DAY_MS / 2),
      old_delivery_date_end: text(was.deliverByMs),
      new_delivery_date_begin: text(deliverByOf(order) - DAY_MS / 2),
      new_delivery_date_end: text(deliverByOf(order)),
    };
  if (isFbo || was.shipByMs === shipByOf(order)) return null;
  return {
    message_type: "TYPE_CUTOFF_DATE_CHANGED",
    old_cutoff_date: text(was.shipByMs),
    new_cutoff_date: text(shipByOf(order)),
  };
}

function productsOf({ sku, offerId, quantity, more = [] }: Order): Push[] {
  return [{ sku, offerId, quantity }, ...more].map((line) => ({
    sku: BigInt(line.sku),
    offer_id: line.offerId,
    quantity: line.quantity,
  }));
}

function text(ms: number): string {
  return toMillisText(ms * 1000);
}
