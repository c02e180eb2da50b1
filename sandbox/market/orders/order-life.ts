import type { Scheme } from "../../model";
import { diceOf } from "./stable-dice";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface LifeStep {
  status: string;
  substatus: string;
  atMs: number;
}

/** What becomes of an order in the end, and every step until then. */
export interface OrderLife {
  steps: LifeStep[];
  cancelled: { reasonId: number; initiator: Initiator; isAfterShip: boolean; atMs: number } | null;
  deliveredMs: number | null;
  shipByMs: number;
  deliverByMs: number;
}
export type Initiator = "buyer" | "seller" | "ozon";

/** The way of one posting from its payment on, the same every time for one number. */
export function lifeOf(postingNumber: string, scheme: Scheme, paidMs: number): OrderLife {
  const random = diceOf(`life:${postingNumber}`);
  const steps = wayOf(scheme, paidMs, random);
  const shipByMs = shipByOf(paidMs);
  const deliverByMs = paidMs + Math.round((3.5 + random() * 4) * DAY_MS);
  const end = endOf(scheme, random());
  if (end === null) {
    const delivered = steps.at(-1)?.atMs ?? null;
    return { steps, cancelled: null, deliveredMs: delivered, shipByMs, deliverByMs };
  }
  const kept = steps.slice(0, end.isAfterShip ? steps.length - 1 : 1 + Math.floor(random() * 2));
  const lastMs = kept.at(-1)?.atMs ?? paidMs;
  const atMs = lastMs + Math.round((end.isAfterShip ? 2 + random() * 6 : random() * 0.3) * DAY_MS);
  const substatus = "posting_canceled";
  return {
    steps: [...kept, { status: "cancelled", substatus, atMs }],
    cancelled: { ...end, atMs },
    deliveredMs: null,
    shipByMs,
    deliverByMs,
  };
}

/** Tomorrow at 12:00 in Moscow, or the day after for what is paid late. */
export function shipByOf(paidMs: number): number {
  const noon = Math.floor((paidMs + 8 * HOUR_MS) / DAY_MS) * DAY_MS + 9 * HOUR_MS;
  return noon + DAY_MS;
}

const NO_WAY: readonly Span[] = [];
type Span = readonly [status: string, substatus: string, fromHours: number, toHours: number];
/** Each step so many hours after the one before. */
const WAYS: Readonly<Record<Scheme, readonly Span[]>> = {
  fbs: [
    ["awaiting_deliver", "posting_transferring_to_delivery", 4, 30],
    ["driver_pickup", "posting_driver_pick_up", 4, 16],
    ["delivering", "posting_on_way_to_city", 3, 10],
    ["delivering", "posting_on_way_to_pickup_point", 24, 72],
    ["delivering", "posting_in_pickup_point", 6, 20],
    ["delivered", "posting_received", 5, 60],
  ],
  rfbs: [
    ["awaiting_deliver", "posting_transferring_to_delivery", 6, 32],
    ["delivering", "posting_on_way_to_city", 6, 24],
    ["delivering", "posting_transferred_to_courier_service", 36, 96],
    ["delivered", "posting_delivered", 4, 30],
  ],
  fbo: [
    ["awaiting_deliver", "posting_transferring_to_delivery", 1, 8],
    ["delivering", "posting_on_way_to_city", 2, 12],
    ["delivering", "posting_in_pickup_point", 16, 60],
    ["delivered", "posting_received", 4, 50],
  ],
};

function wayOf(scheme: Scheme, paidMs: number, random: () => number): LifeStep[] {
  const steps = [{ status: "awaiting_packaging", substatus: "posting_created", atMs: paidMs }];
  let atMs = paidMs;
  for (const [status, substatus, from, to] of WAYS[scheme] ?? NO_WAY) {
    atMs += Math.round((from + random() * (to - from)) * HOUR_MS);
    steps.push({ status, substatus, atMs });
  }
  return steps;
}

/** Nine in ten arrive. */
function endOf(
  scheme: Scheme,
  dice: number,
): { reasonId: number; initiator: Initiator; isAfterShip: boolean } | null {
  if (dice < 0.045) return { reasonId: 507, initiator: "buyer", isAfterShip: false };
  if (dice < 0.055 && scheme !== "fbo") return { reasonId: 352, initiator: "seller", isAfterShip: false };
  if (dice < 0.07) return { reasonId: 506, initiator: "buyer", isAfterShip: false };
  if (dice < 0.1) return { reasonId: 505, initiator: "buyer", isAfterShip: true };
  if (dice < 0.105) return { reasonId: 684, initiator: "ozon", isAfterShip: true };
  return null;
}
