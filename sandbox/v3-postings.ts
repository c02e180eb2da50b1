import { z } from "zod";
import type { Method } from "./api-method";
import type { Order } from "./model";
import { changedAtOf, deliverByOf, regionOf, substatusOf } from "./orders";
import { GRPC, Refusal } from "./refusal";
import { inRange, readBody } from "./request-fields";
import type { WireValue } from "./wire-json";

const DAY_MS = 86_400_000;
const instantField = z.iso.datetime({ offset: true });

const listRequest = z.object({
  filter: z.object({
    since: instantField,
    to: instantField,
    last_changed_status_date: z
      .object({ from: instantField.nullish(), to: instantField.nullish() })
      .nullish(),
    statuses: z.array(z.string()).nullish(),
    order_numbers: z.array(z.string()).max(100).nullish(),
  }),
  limit: z.number(inRange(0, 100)).int().min(1, inRange(0, 100)).max(100, inRange(0, 100)).default(100),
  cursor: z.string().nullish(),
  sort_dir: z.enum(["ASC", "DESC"]).nullish(),
  with: z.object({ analytics_data: z.boolean().nullish() }).nullish(),
});

const listPostings: Method = (call) => {
  const request = readBody(call, listRequest, "PostingFbsListRequest");
  const { filter, limit } = request;
  const since = Date.parse(filter.since);
  const to = Date.parse(filter.to);
  const matching = [...call.account.orders.values()].filter(
    (order) =>
      order.scheme !== "fbo" &&
      order.paidMs >= since &&
      order.paidMs <= to &&
      ((filter.order_numbers ?? []).length === 0 || filter.order_numbers?.includes(order.orderNumber)) &&
      ((filter.statuses ?? []).length === 0 || filter.statuses?.includes(order.status)) &&
      isWithin(changedAtOf(order), filter.last_changed_status_date),
  );
  const sign = request.sort_dir === "ASC" ? 1 : -1;
  matching.sort((a, b) => sign * (a.paidMs - b.paidMs));
  const start = Number(request.cursor === "" ? 0 : (request.cursor ?? 0)) || 0;
  const hasNext = start + limit < matching.length;
  const postings = matching.slice(start, start + limit);
  return {
    postings: postings.map((order) => ({
      ...toPosting(order),
      analytics_data: request.with?.analytics_data === true ? toAnalytics(order) : undefined,
      products: productsOf(order).map(({ price, ...product }) => ({
        ...product,
        price: { amount: price, currency: "RUB" },
      })),
    })),
    cursor: hasNext ? String(start + limit) : "",
    has_next: hasNext,
  };
};

function isWithin(
  ms: number,
  period: { from?: string | null; to?: string | null } | null | undefined,
): boolean {
  const from = period?.from ? Date.parse(period.from) : Number.NEGATIVE_INFINITY;
  const to = period?.to ? Date.parse(period.to) : Number.POSITIVE_INFINITY;
  return ms >= from && ms <= to;
}

const getRequest = z.object({ posting_number: z.string().min(1) });

const getPosting: Method = (call) => {
  const { posting_number } = readBody(call, getRequest, "PostingFbsGetRequest");
  const order = call.account.orders.get(posting_number);
  if (order === undefined || order.scheme === "fbo")
    throw new Refusal(404, GRPC.notFound, "Posting not found");
  const products = productsOf(order).map((product) => ({ ...product, currency_code: "RUB" }));
  const delivered = order.deliveredMs === null ? undefined : new Date(order.deliveredMs).toISOString();
  const posting = { ...toPosting(order), analytics_data: toAnalytics(order), products };
  return { result: { ...posting, fact_delivery_date: delivered } };
};

function toPosting(order: Order): Record<string, WireValue> {
  const paid = new Date(order.paidMs).toISOString();
  const shipped = new Date(order.paidMs + DAY_MS).toISOString();
  const isAtSeller = AT_SELLER.has(order.status);
  return {
    posting_number: order.postingNumber,
    order_id: Number(order.orderNumber.replace(/\D/g, "").slice(0, 10)),
    order_number: order.orderNumber,
    parent_posting_number: "",
    status: order.status,
    substatus: substatusOf(order),
    in_process_at: paid,
    shipment_date: shipped,
    delivering_date: isAtSeller ? undefined : shipped,
    tracking_number: isAtSeller ? "" : trackingNumberOf(order),
    tpl_integration_type: order.scheme === "rfbs" ? "non_integrated" : "ozon",
    available_actions: order.status === "awaiting_packaging" ? ["can_create_chat"] : [],
    customer: {
      customer_id: BigInt(order.customerId ?? 0),
      name: order.customerName,
      phone: "",
      address: { city: order.city, region: regionOf(order), country: "Россия" },
    },
    addressee: { name: order.customerName },
    delivery_method: {
      id: 1020000000001,
      name: "Доставка Ozon",
      warehouse: "Основной склад",
      warehouse_id: 22000000001,
    },
  };
}

const AT_SELLER = new Set(["awaiting_registration", "awaiting_packaging", "awaiting_deliver", "cancelled"]);
/** As the post's numbers look: 14 digits, the same for one posting every time. */
function trackingNumberOf(order: Order): string {
  return `80${order.postingNumber.replace(/\D/g, "").padEnd(12, "7").slice(0, 12)}`;
}

function toAnalytics(order: Order): Record<string, WireValue> {
  return {
    city: order.city,
    region: regionOf(order),
    delivery_type: "PVZ",
    payment_type_group_name: "Карты оплаты",
    delivery_date_begin: new Date(order.paidMs + 3 * DAY_MS).toISOString(),
    delivery_date_end: new Date(deliverByOf(order)).toISOString(),
  };
}

function productsOf(order: Order) {
  const { sku, offerId, productName: name, quantity, price, more = [] } = order;
  return [{ sku, offerId, name, quantity, price }, ...more].map((product) => ({
    sku: BigInt(product.sku),
    offer_id: product.offerId,
    name: product.name,
    quantity: product.quantity,
    price: product.price,
  }));
}

export const v3PostingMethods: Record<string, Method> = {
  "/v4/posting/fbs/list": listPostings,
  "/v3/posting/fbs/get": getPosting,
};
