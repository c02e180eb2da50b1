import { z } from "zod";
import type { Method } from "./api-method";
import type { Order } from "./model";
import { GRPC, Refusal } from "./refusal";
import { inRange, readBody } from "./request-fields";
import type { WireValue } from "./wire-json";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const listRequest = z.object({
  filter: z.object({
    since: z.iso.datetime({ offset: true }),
    to: z.iso.datetime({ offset: true }),
    statuses: z.array(z.string()).nullish(),
    order_numbers: z.array(z.string()).max(100).nullish(),
  }),
  limit: z.number(inRange(0, 100)).int().min(1, inRange(0, 100)).max(100, inRange(0, 100)).default(100),
  cursor: z.string().nullish(),
  sort_dir: z.enum(["ASC", "DESC"]).nullish(),
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
      ((filter.statuses ?? []).length === 0 || filter.statuses?.includes(order.status)),
  );
  const sign = request.sort_dir === "ASC" ? 1 : -1;
  matching.sort((a, b) => sign * (a.paidMs - b.paidMs));
  const start = Number(request.cursor === "" ? 0 : (request.cursor ?? 0)) || 0;
  const hasNext = start + limit < matching.length;
  const postings = matching.slice(start, start + limit);
  return {
    postings: postings.map((order) => ({
      ...toPosting(order),
      products: [{ ...toProduct(order), price: { amount: order.price, currency: "RUB" } }],
    })),
    cursor: hasNext ? String(start + limit) : "",
    has_next: hasNext,
  };
};

const getRequest = z.object({ posting_number: z.string().min(1) });

const getPosting: Method = (call) => {
  const { posting_number } = readBody(call, getRequest, "PostingFbsGetRequest");
  const order = call.account.orders.get(posting_number);
  if (order === undefined || order.scheme === "fbo")
    throw new Refusal(404, GRPC.notFound, "Posting not found");
  const product = { ...toProduct(order), price: order.price, currency_code: "RUB" };
  const delivered = order.deliveredMs === null ? undefined : new Date(order.deliveredMs).toISOString();
  return { result: { ...toPosting(order), products: [product], fact_delivery_date: delivered } };
};

function toPosting(order: Order): Record<string, WireValue> {
  const paid = new Date(order.paidMs).toISOString();
  const shipped = new Date(order.paidMs + DAY_MS).toISOString();
  const begin = new Date(order.paidMs + 3 * DAY_MS).toISOString();
  const end = new Date(order.paidMs + 3 * DAY_MS + 12 * HOUR_MS).toISOString();
  return {
    posting_number: order.postingNumber,
    order_id: Number(order.orderNumber.replace(/\D/g, "").slice(0, 10)),
    order_number: order.orderNumber,
    parent_posting_number: "",
    status: order.status,
    substatus: order.status === "delivered" ? "posting_received" : "posting_on_way_to_city",
    in_process_at: paid,
    shipment_date: shipped,
    delivering_date: order.status === "awaiting_packaging" ? undefined : shipped,
    tracking_number: order.status === "awaiting_packaging" ? "" : `RU${order.sku.padEnd(9, "4").slice(0, 9)}`,
    tpl_integration_type: order.scheme === "rfbs" ? "non_integrated" : "ozon",
    available_actions: order.status === "awaiting_packaging" ? ["can_create_chat"] : [],
    customer: { name: order.customerName, phone: "", address: { city: order.city, country: "Россия" } },
    addressee: { name: order.customerName },
    analytics_data: {
      city: order.city,
      region: order.city,
      delivery_type: "PVZ",
      payment_type_group_name: "Карты оплаты",
      delivery_date_begin: begin,
      delivery_date_end: end,
    },
    delivery_method: {
      id: 1020000000001,
      name: "Доставка Ozon",
      warehouse: "Основной склад",
      warehouse_id: 22000000001,
    },
  };
}

function toProduct(order: Order): Record<string, WireValue> {
  return {
    sku: BigInt(order.sku),
    offer_id: order.offerId,
    name: order.productName,
    quantity: order.quantity,
  };
}

export const v3PostingMethods: Record<string, Method> = {
  "/v4/posting/fbs/list": listPostings,
  "/v3/posting/fbs/get": getPosting,
};
