import type { Order } from "../../model";
import { deliverByOf, regionOf, shipByOf, substatusOf } from "../../orders";
import type { WireValue } from "../../wire-json";
import { reasonOf } from "./cancel-reasons";
import { linesOf, toDouble } from "./order-money";

const DAY_MS = 86_400_000;

/** Which generation of a method words an answer: the newer has money as an object where the older has text. */
export type Wording = "newer" | "older";

/** What the caller asked for beside the posting itself. */
export interface With {
  analytics_data?: boolean | null;
  barcodes?: boolean | null;
  financial_data?: boolean | null;
}

/** An FBS or rFBS posting as lists and `get` tell it. */
export function toPosting(order: Order, wording: Wording, ask: With): Record<string, WireValue> {
  return {
    ...placeOf(order),
    ...wayOf(order),
    ...peopleOf(order),
    cancellation: cancellationOf(order),
    products: productsOf(order, wording),
    analytics_data: ask.analytics_data === true ? toAnalytics(order) : undefined,
    financial_data: ask.financial_data === true ? toFinancial(order, wording) : undefined,
    barcodes: ask.barcodes === true ? barcodesOf(order) : undefined,
    requirements: {
      products_requiring_gtd: [],
      products_requiring_country: [],
      products_requiring_mandatory_mark: [],
      products_requiring_rnpt: [],
    },
  };
}

function placeOf(order: Order): Record<string, WireValue> {
  return {
    posting_number: order.postingNumber,
    order_id: orderIdOf(order),
    order_number: order.orderNumber,
    parent_posting_number: order.parentPostingNumber ?? "",
    status: order.status,
    substatus: substatusOf(order),
    tpl_integration_type: order.scheme === "rfbs" ? "non_integrated" : "ozon",
    available_actions: actionsOf(order),
    is_express: false,
    is_multibox: false,
    multi_box_qty: 1,
    delivery_method: methodOf(order),
  };
}

/** The number of the whole order, the same for each of its postings. */
export function orderIdOf(order: Order): number {
  return Number(order.orderNumber.replace(/\D/g, "").slice(0, 12));
}

function wayOf(order: Order): Record<string, WireValue> {
  const isAtSeller = AT_SELLER.has(order.status) || (order.status === "cancelled" && !wasShipped(order));
  const shipped = new Date(order.shippedMs ?? order.paidMs + DAY_MS).toISOString();
  const shipBy = new Date(shipByOf(order)).toISOString();
  return {
    in_process_at: new Date(order.paidMs).toISOString(),
    shipment_date: shipBy,
    shipment_date_without_delay: shipBy,
    delivering_date: isAtSeller ? undefined : shipped,
    tracking_number: isAtSeller ? "" : trackingNumberOf(order),
  };
}

function wasShipped(order: Order): boolean {
  return order.cancellation?.isAfterShip === true && order.shippedMs !== undefined;
}

function peopleOf(order: Order): Record<string, WireValue> {
  return {
    customer: {
      customer_id: BigInt(order.customerId ?? 0),
      name: order.customerName,
      phone: "",
      address: { city: order.city, region: regionOf(order), country: "Россия" },
    },
    addressee: { name: order.customerName },
  };
}

const AT_SELLER = new Set(["awaiting_registration", "awaiting_packaging", "awaiting_deliver"]);
/** As the post's numbers look: 14 digits, the same for one posting every time. */
function trackingNumberOf(order: Order): string {
  return `80${order.postingNumber.replace(/\D/g, "").padEnd(12, "7").slice(0, 12)}`;
}

/** The documents' words for what can be done; a chat may be opened before it is sent. */
function actionsOf(order: Order): string[] {
  const byStatus: Record<string, string[]> = {
    awaiting_packaging: ["ship", "cancel", "can_create_chat"],
    awaiting_deliver: ["label_download_big", "label_download_small", "cancel"],
    arbitration: ["awaiting_delivery", "cancel"],
    delivering: ["click_track_number"],
  };
  return byStatus[order.status] ?? [];
}

function methodOf({ delivery, warehouse }: Order): Record<string, WireValue> {
  return {
    id: BigInt(delivery?.methodId ?? 1_020_000_000_001),
    name: delivery?.name ?? "Доставка Ozon",
    warehouse: warehouse?.name ?? "Основной склад",
    warehouse_id: BigInt(warehouse?.id ?? 22_000_000_001),
    tpl_provider: delivery?.carrier ?? "Доставка Ozon",
    tpl_provider_id: delivery?.carrierId ?? 24,
  };
}

const TYPES = { seller: "seller", buyer: "client", ozon: "ozon" } as const;
const INITIATORS = { seller: "Продавец", buyer: "Клиент", ozon: "Ozon" } as const;

/** Why it was cancelled; empty for all others, as Ozon has it. */
export function cancellationOf(order: Order): Record<string, WireValue> {
  const end = order.status === "cancelled" ? (order.cancellation ?? NO_REASON) : null;
  return {
    cancel_reason_id: end?.reasonId ?? 0,
    cancel_reason: end === null ? "" : (end.message ?? reasonOf(end.reasonId).title),
    cancellation_type: end === null ? "" : TYPES[end.initiator],
    cancelled_after_ship: end?.isAfterShip ?? false,
    affect_cancellation_rating: end?.initiator === "seller",
    cancellation_initiator: end === null ? "" : INITIATORS[end.initiator],
  };
}
const NO_REASON: NonNullable<Order["cancellation"]> = {
  reasonId: 507,
  initiator: "buyer",
  isAfterShip: false,
  atMs: 0,
};

/** When and how it is to arrive. */
function toAnalytics(order: Order): Record<string, WireValue> {
  return {
    city: order.city,
    region: regionOf(order),
    delivery_type: order.scheme === "rfbs" ? "Курьер" : "PVZ",
    payment_type_group_name: "Карты оплаты",
    is_premium: false,
    is_legal: false,
    tpl_provider: order.delivery?.carrier ?? "Доставка Ozon",
    tpl_provider_id: order.delivery?.carrierId ?? 24,
    warehouse: order.warehouse?.name ?? "Основной склад",
    warehouse_id: BigInt(order.warehouse?.id ?? 22_000_000_001),
    delivery_date_begin: new Date(order.paidMs + 3 * DAY_MS).toISOString(),
    delivery_date_end: new Date(deliverByOf(order)).toISOString(),
  };
}

/** What Ozon keeps of it and pays for it. */
export function toFinancial(order: Order, wording: Wording): Record<string, WireValue> {
  const products = linesOf(order).map((line) => {
    const old = Math.round((line.price * 1.25) / 100) * 100;
    const shared = {
      product_id: BigInt(line.sku),
      quantity: line.quantity,
      price: toDouble(line.price),
      old_price: toDouble(old),
      payout: toDouble(line.price * line.quantity - line.commission),
      total_discount_value: toDouble(old - line.price),
      total_discount_percent: Math.round(((old - line.price) * 10_000) / old) / 100,
      actions: ["Скидка продавца"],
    };
    const amount = toDouble(line.commission);
    if (wording === "newer")
      return { ...shared, commission: { amount, percent: line.percent, currency: "RUB" } };
    return {
      ...shared,
      currency_code: "RUB",
      customer_currency_code: "RUB",
      commission_amount: amount,
      commission_percent: line.percent,
      commissions_currency_code: "RUB",
    };
  });
  return { products, cluster_from: "Москва, МО и Дальние регионы", cluster_to: regionOf(order) };
}

function barcodesOf(order: Order): Record<string, WireValue> {
  const digits = order.postingNumber.replace(/\D/g, "").padStart(13, "0").slice(0, 13);
  return { upper_barcode: `%101%${digits}`, lower_barcode: digits };
}

/** What is in the parcel. */
export function productsOf(order: Order, wording: Wording): Record<string, WireValue>[] {
  const { sku, offerId, productName: name, quantity, price, more = [] } = order;
  return [{ sku, offerId, name, quantity, price }, ...more].map((product) => ({
    sku: BigInt(product.sku),
    offer_id: product.offerId,
    name: product.name,
    quantity: product.quantity,
    ...(wording === "newer"
      ? { price: { amount: product.price, currency: "RUB" } }
      : { price: product.price, currency_code: "RUB" }),
  }));
}
