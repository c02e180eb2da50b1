import type { PostingFacts, PostingMoney, PostingProduct, PostingStage, PostingState } from "../order-port";
import { isNothing } from "./decimal";
import type { NoteUnknown } from "./map";
import { actsOf } from "./posting-acts";
import { type Posting, postingMoney, postingProduct } from "./posting-schemas";
import { timeZoneOf } from "./region-zones";

/** Ozon's states of FBS and rFBS postings (/v4/posting/fbs/list) and ours. */
const STATES: Readonly<Record<string, PostingState>> = {
  awaiting_registration: "awaiting",
  acceptance_in_progress: "awaiting",
  awaiting_approve: "awaiting",
  awaiting_verification: "awaiting",
  awaiting_packaging: "packing",
  awaiting_deliver: "packing",
  driver_pickup: "shipped",
  sent_by_seller: "shipped",
  delivering: "delivering",
  delivered: "delivered",
  cancelled: "cancelled",
  cancelled_from_split_pending: "cancelled",
  not_accepted: "unknown",
  arbitration: "disputed",
  client_arbitration: "disputed",
};

/** Finer words that say that the buyer has it, whatever the coarse one says: the list's own states end with `delivering`. */
const HAS_IT: ReadonlySet<string> = new Set(["posting_delivered", "posting_received"]);
const ON_ITS_WAY: ReadonlySet<PostingState> = new Set(["shipped", "delivering"]);

const STAGES: Readonly<Record<PostingState, PostingStage>> = {
  awaiting: "awaiting",
  packing: "packing",
  shipped: "shipped",
  delivering: "shipped",
  delivered: "delivered",
  cancelled: "cancelled",
  disputed: "disputed",
  unknown: "unknown",
};

/** From payment until the buyer has it: the seller may write in all of them (Ozon's rules for FBS and rFBS). */
const OPEN: ReadonlySet<PostingState> = new Set(["awaiting", "packing", "shipped", "delivering", "disputed"]);

const MAX_PRODUCTS = 100;

/**
 * What a posting says, in our words. A state that is not known is noted, and lets nobody write for longer. `kind`: from
 * whose warehouse it goes; Ozon shows them by methods of their own.
 */
export function toPostingFacts(item: Posting, note: NoteUnknown, kind: "own" | "fbo" = "own"): PostingFacts {
  const substatus = item.substatus === "" ? null : item.substatus.toLowerCase();
  const state = stateOf(item.status, substatus, note);
  return {
    orderNumber: item.order_number,
    postingNumber: item.posting_number,
    buyerName: item.customer?.name ?? item.addressee?.name ?? null,
    buyerKey: item.customer?.customer_id ?? null,
    isOpen: OPEN.has(state),
    status: item.status,
    substatus,
    state,
    stage: stageOf(state, substatus),
    timeZone: zoneOf(item),
    products: (item.products ?? []).slice(0, MAX_PRODUCTS).flatMap(toProduct),
    trackingNumber: item.tracking_number,
    orderedAt: item.in_process_at ?? item.created_at,
    shipBy: item.shipment_date,
    ...datesOf(item),
    deliveredAt: state === "delivered" ? toDeliveredAt(item) : null,
    scheme: schemeOf(item, kind),
    orderId: item.order_id,
    ...placesOf(item),
    money: (item.financial_data?.products ?? []).slice(0, MAX_PRODUCTS).flatMap(toMoney),
    acts: kind === "fbo" ? [] : actsOf(item, state),
    cancelReason: state === "cancelled" ? (item.cancellation?.cancel_reason ?? null) : null,
    cancelledBy: state === "cancelled" ? cancellerOf(item) : null,
    handedOverAt: item.delivering_date,
  };
}

function datesOf({ analytics_data }: Posting) {
  return {
    deliverFrom: analytics_data?.delivery_date_begin ?? analytics_data?.client_delivery_date_begin ?? null,
    deliverBy: analytics_data?.delivery_date_end ?? analytics_data?.client_delivery_date_end ?? null,
  };
}

/** Ozon's own logistics is FBS; every other carrier is the seller's affair. */
function schemeOf({ tpl_integration_type: type }: Posting, kind: "own" | "fbo"): PostingFacts["scheme"] {
  if (kind === "fbo") return "fbo";
  return type === null || type.toLowerCase() === "ozon" ? "fbs" : "rfbs";
}

function placesOf({ delivery_method: method, analytics_data, customer }: Posting) {
  return {
    warehouseId: method?.warehouse_id ?? analytics_data?.warehouse_id ?? null,
    warehouseName: method?.warehouse ?? analytics_data?.warehouse ?? analytics_data?.warehouse_name ?? null,
    carrier: method?.tpl_provider ?? analytics_data?.tpl_provider ?? null,
    deliveryMethod: method?.name ?? null,
    city: analytics_data?.city ?? customer?.address?.city ?? null,
    region: analytics_data?.region ?? customer?.address?.region ?? null,
  };
}

const CANCELLERS: Readonly<Record<string, PostingFacts["cancelledBy"]>> = {
  seller: "seller",
  client: "buyer",
  customer: "buyer",
  buyer: "buyer",
  ozon: "marketplace",
  system: "marketplace",
  delivery: "marketplace",
};

function cancellerOf({ cancellation }: Posting): PostingFacts["cancelledBy"] {
  const word = cancellation?.cancellation_type?.toLowerCase() ?? "";
  return (Object.hasOwn(CANCELLERS, word) ? CANCELLERS[word] : undefined) ?? "unknown";
}

/** A commission is what is taken: Ozon prints it as a positive number in most lists, as a negative one in some. */
function toMoney(raw: unknown): PostingMoney[] {
  const parsed = postingMoney.safeParse(raw);
  if (!parsed.success) return [];
  const { product_id: sku, price, old_price, payout, commission, commission_amount } = parsed.data;
  const taken = (commission ?? commission_amount)?.replace(/^-/, "") ?? null;
  // Before the goods are handed over both stand at 0: nothing is reckoned yet, which is no commission of nothing.
  const isReckoned = !isNothing(payout) || !isNothing(taken);
  return [
    {
      sku,
      price,
      oldPrice: isNothing(old_price) ? null : old_price,
      commission: isReckoned ? taken : null,
      payout: isReckoned ? payout : null,
    },
  ];
}

function stateOf(status: string, substatus: string | null, note: NoteUnknown): PostingState {
  const word = status.toLowerCase();
  const state = Object.hasOwn(STATES, word) ? STATES[word] : undefined;
  if (state === undefined) note("ozon.posting_status", status);
  if (state !== undefined && ON_ITS_WAY.has(state) && substatus !== null && HAS_IT.has(substatus))
    return "delivered";
  return state ?? "unknown";
}

function stageOf(state: PostingState, substatus: string | null): PostingStage {
  if (state !== "delivered" && substatus === "posting_returned_to_warehouse") return "returning";
  if (ON_ITS_WAY.has(state) && substatus === "posting_in_pickup_point") return "pick_up";
  return STAGES[state];
}

/**
 * Ozon's own description of `fact_delivery_date` speaks of handing the parcel over to the carrier, which has a field of
 * its own (`delivering_date`); a moment that is not later than that one says nothing of the buyer.
 */
function toDeliveredAt({ fact_delivery_date, delivering_date }: Posting): Date | null {
  const isJustHandedOver =
    fact_delivery_date !== null && delivering_date !== null && fact_delivery_date <= delivering_date;
  return isJustHandedOver ? null : fact_delivery_date;
}

/** Region and city are told for some schemes only, and the address for fewer. */
function zoneOf({ analytics_data, customer }: Posting): string | null {
  const { address } = customer ?? {};
  const places = [analytics_data?.region, address?.region, analytics_data?.city, address?.city];
  for (const place of places) {
    const zone = place ? timeZoneOf(place) : null;
    if (zone !== null) return zone;
  }
  return null;
}

/** One product that cannot be read never hides the others. */
function toProduct(raw: unknown): PostingProduct[] {
  const parsed = postingProduct.safeParse(raw);
  if (!parsed.success) return [];
  const { name, sku, offer_id, quantity, price, currency_code } = parsed.data;
  const known = name ?? offer_id ?? sku;
  if (known === null) return [];
  return [
    {
      name: known,
      sku,
      offerId: offer_id,
      quantity: quantity ?? 1,
      price: price.amount,
      currency: price.currency ?? currency_code,
    },
  ];
}
