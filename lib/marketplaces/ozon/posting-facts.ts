import type { PostingFacts, PostingProduct, PostingState } from "../order-port";
import type { NoteUnknown } from "./map";
import { type Posting, postingProduct } from "./schemas";

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

/** From payment until the buyer has it: the seller may write in all of them (Ozon's rules for FBS and rFBS). */
const OPEN: ReadonlySet<PostingState> = new Set(["awaiting", "packing", "shipped", "delivering", "disputed"]);

const MAX_PRODUCTS = 100;

/** What a posting says, in our words. A state that is not known is noted, and lets nobody write for longer. */
export function toPostingFacts(item: Posting, note: NoteUnknown): PostingFacts {
  const state = stateOf(item.status, note);
  return {
    orderNumber: item.order_number,
    postingNumber: item.posting_number,
    buyerName: item.customer?.name ?? item.addressee?.name ?? null,
    isOpen: OPEN.has(state),
    status: item.status,
    state,
    products: (item.products ?? []).slice(0, MAX_PRODUCTS).flatMap(toProduct),
    trackingNumber: item.tracking_number,
    orderedAt: item.in_process_at,
    shipBy: item.shipment_date,
    deliverFrom: item.analytics_data?.delivery_date_begin ?? null,
    deliverBy: item.analytics_data?.delivery_date_end ?? null,
    deliveredAt: item.fact_delivery_date,
  };
}

function stateOf(status: string, note: NoteUnknown): PostingState {
  const word = status.toLowerCase();
  const state = Object.hasOwn(STATES, word) ? STATES[word] : undefined;
  if (state === undefined) note("ozon.posting_status", status);
  return state ?? "unknown";
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
