import type { Posting } from "@/lib/wire/chats";

export type StepId =
  | "awaiting"
  | "packing"
  | "shipped"
  | "delivering"
  | "delivered"
  | "cancelled"
  | "disputed";

export interface OrderStep {
  readonly id: StepId;
  /** failed: the order's way ended here, not as planned. */
  readonly state: "done" | "now" | "ahead" | "failed";
  /** When it happened. */
  readonly at: string | null;
  /** What was promised: until when, or from when until when. */
  readonly promise: { readonly from: string | null; readonly to: string } | null;
}

const way = ["awaiting", "packing", "shipped", "delivering", "delivered"] as const;
type WayStep = (typeof way)[number];

function promiseOf(posting: Posting, id: StepId): OrderStep["promise"] {
  if (id === "shipped" && posting.ship_by !== null) return { from: null, to: posting.ship_by };
  if (id === "delivered" && posting.deliver_by !== null)
    return { from: posting.deliver_from, to: posting.deliver_by };
  return null;
}

function happenedAt(posting: Posting, id: StepId): string | null {
  if (id === "awaiting") return posting.ordered_at;
  return id === "delivered" ? posting.delivered_at : null;
}

function stepsUpTo(posting: Posting, current: WayStep): OrderStep[] {
  const place = way.indexOf(current);
  return way.map((id, index) => {
    const isDone = index < place || (index === place && current === "delivered");
    const state = isDone ? "done" : index === place ? "now" : "ahead";
    return {
      id,
      state,
      at: isDone ? happenedAt(posting, id) : null,
      promise: isDone ? null : promiseOf(posting, id),
    };
  });
}

/** The way of a shipment, step by step; empty when the marketplace's word for its state is not known. */
export function toOrderSteps(posting: Posting): readonly OrderStep[] {
  const ending = (id: "cancelled" | "disputed"): OrderStep => ({
    id,
    state: "failed",
    at: null,
    promise: null,
  });
  const ordered: OrderStep = { id: "awaiting", state: "done", at: posting.ordered_at, promise: null };
  switch (posting.state) {
    case "unknown":
      return [];
    case "cancelled":
      return [ordered, ending("cancelled")];
    case "disputed":
      return [ordered, { ...ordered, id: "shipped", at: null }, ending("disputed")];
    default:
      return stepsUpTo(posting, posting.state);
  }
}

/** The amount of a price that came as text; null when it is no number. */
export function parsePrice(price: string | null): number | null {
  if (price === null || price.trim() === "") return null;
  const amount = Number(price.replace(",", "."));
  return Number.isFinite(amount) ? amount : null;
}
