import type { Order, OrderAct } from "@/lib/wire/orders";

/** What an order is for the person at the desk: its stage, told apart by what is to be done with it. */
export type OrderFace = "to_assemble" | "to_hand_over" | Order["stage"];

export function faceOf({ actions, stage }: Pick<Order, "actions" | "stage">): OrderFace {
  if (actions.includes("assemble")) return "to_assemble";
  if (actions.includes("hand_over")) return "to_hand_over";
  return stage;
}

/** Which time of an order matters now, and how it stands with it. */
export interface OrderTime {
  readonly kind: "ship_by" | "deliver_by" | "delivered" | "ordered";
  readonly at: string;
  /** late: it has passed; soon: hardly anything is left. */
  readonly urgency: "calm" | "soon" | "late";
  /** How much of the time to send it is used up, 0 to 1; null: nothing is to be sent. */
  readonly share: number | null;
}

/** From here on there is hardly any time left: as with waiting buyers. */
const SOON_SHARE = 0.75;
/** Counts where the moment of ordering is not known. */
const USUAL_TIME_MS = 24 * 3_600_000;

const isToBeSent = ({ stage }: Order) => stage === "packing" || stage === "awaiting";
const isOnItsWay = ({ stage }: Order) => stage === "shipped" || stage === "pick_up";

/** The time that matters: until when it must leave, when it is promised, when it was received; null: none is known. */
export function timeOf(order: Order, nowMs: number): OrderTime | null {
  if (isToBeSent(order) && order.ship_by !== null) {
    const share = shareOf(order.ordered_at, Date.parse(order.ship_by), nowMs);
    const urgency = share >= 1 ? "late" : share >= SOON_SHARE ? "soon" : "calm";
    return { kind: "ship_by", at: order.ship_by, urgency, share };
  }
  if (isOnItsWay(order) && order.deliver_by !== null) {
    return {
      kind: "deliver_by",
      at: order.deliver_by,
      urgency: order.is_late ? "late" : "calm",
      share: null,
    };
  }
  if (order.delivered_at !== null)
    return { kind: "delivered", at: order.delivered_at, urgency: "calm", share: null };
  if (order.ordered_at !== null)
    return { kind: "ordered", at: order.ordered_at, urgency: "calm", share: null };
  return null;
}

function shareOf(orderedAt: string | null, endMs: number, nowMs: number): number {
  const beganMs = orderedAt === null ? endMs - USUAL_TIME_MS : Date.parse(orderedAt);
  if (nowMs >= endMs) return 1;
  return Math.max(0, Math.min(1, (nowMs - beganMs) / Math.max(1, endMs - beganMs)));
}

/** What is asked of the marketplace by one press for many orders. */
export type BulkAct = Extract<OrderAct, "assemble" | "hand_over" | "cancel">;

/** Those of the orders that an act is open for. */
export function openFor(orders: readonly Order[], act: OrderAct): readonly Order[] {
  return orders.filter(({ actions }) => actions.includes(act));
}

/** Orders by seller: the marketplace is asked for one seller at a time. */
export function bySeller<Item extends { readonly seller_id: string }>(
  orders: readonly Item[],
): ReadonlyMap<string, readonly Item[]> {
  const found = new Map<string, Item[]>();
  for (const order of orders) found.set(order.seller_id, [...(found.get(order.seller_id) ?? []), order]);
  return found;
}

/** Parts of a list, none longer than `size`: labels are printed so many at a time. */
export function inParts<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) =>
    items.slice(at * size, (at + 1) * size),
  );
}
