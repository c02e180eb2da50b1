import { z } from "zod";
import { postingStage } from "./audience";
import { chat, postingState } from "./chats";
import { calendarDay, declareEndpoint, idParams, instant, listOf, pageQuery } from "./declare";
import { amount } from "./money";

export const orderScheme = z.enum(["fbs", "rfbs", "fbo"]);
export type OrderScheme = z.infer<typeof orderScheme>;

/** What may be done with a posting now, as the marketplace says. */
export const orderAct = z.enum(["assemble", "hand_over", "cancel", "label", "start_chat"]);
export type OrderAct = z.infer<typeof orderAct>;

export const orderProduct = z.object({
  name: z.string(),
  sku: z.string().nullable(),
  offer_id: z.string().nullable(),
  quantity: z.number().int(),
  price: amount.nullable(),
  currency: z.string().nullable(),
  /** Of the product's main picture, through our server. */
  picture: z.string().nullable(),
});

/** One posting: what goes to one buyer in one parcel. */
export const order = z.object({
  id: z.string(),
  seller_id: z.string(),
  marketplace: z.string(),
  posting_number: z.string(),
  order_number: z.string(),
  scheme: orderScheme,
  /** The marketplace's own words. */
  status: z.string(),
  substatus: z.string().nullable(),
  state: postingState,
  stage: postingStage,
  /** To be handed over, and the time for that has passed; or its promised day has. */
  is_late: z.boolean(),
  buyer_name: z.string().nullable(),
  city: z.string().nullable(),
  region: z.string().nullable(),
  warehouse: z.object({ id: z.string().nullable(), name: z.string().nullable() }).nullable(),
  delivery_method: z.string().nullable(),
  carrier: z.string().nullable(),
  tracking_number: z.string().nullable(),
  products: z.array(orderProduct),
  total: amount.nullable(),
  currency: z.string().nullable(),
  units: z.number().int(),
  actions: z.array(orderAct),
  cancelled: z.object({ reason: z.string().nullable(), by: z.string() }).nullable(),
  ordered_at: instant.nullable(),
  ship_by: instant.nullable(),
  handed_over_at: instant.nullable(),
  deliver_from: instant.nullable(),
  deliver_by: instant.nullable(),
  delivered_at: instant.nullable(),
  /** The newest chat about it at this seller. */
  chat_id: z.string().nullable(),
  checked_at: instant,
});
export type Order = z.infer<typeof order>;

/** A step on the way of a parcel; `at` null: it has not come there. */
export const orderStep = z.object({
  step: z.enum([
    "ordered",
    "packing",
    "handed_over",
    "on_way",
    "pick_up",
    "delivered",
    "cancelled",
    "returning",
  ]),
  at: instant.nullable(),
  /** Until when it is promised, where that is known. */
  by: instant.nullable(),
  state: z.enum(["done", "now", "next", "skipped"]),
});

/** What is left of a product, and where. */
export const orderStock = z.object({
  offer_id: z.string(),
  name: z.string(),
  picture: z.string().nullable(),
  free: z.number().int(),
  places: z.array(z.object({ name: z.string(), scheme: orderScheme, free: z.number().int() })),
  /** As of; null: not known. */
  seen_at: instant.nullable(),
});

export const orderReturn = z.object({
  id: z.string(),
  number: z.string().nullable(),
  kind: z.enum(["parcel", "request"]),
  state: z.string(),
  status_name: z.string().nullable(),
  reason: z.string().nullable(),
  product_name: z.string().nullable(),
  quantity: z.number().int(),
  changed_at: instant.nullable(),
  /** What may be done now: {id, name, needs}. */
  actions: z.array(z.object({ id: z.string(), name: z.string(), needs: z.array(z.string()) })),
});

export const orderDetails = order.extend({
  steps: z.array(orderStep),
  /** What the marketplace takes and pays, by product; empty: not told. */
  money: z.array(
    z.object({
      sku: z.string().nullable(),
      name: z.string().nullable(),
      price: amount.nullable(),
      commission: amount.nullable(),
      payout: amount.nullable(),
    }),
  ),
  stock: z.array(orderStock),
  returns: z.array(orderReturn),
});
export type OrderDetails = z.infer<typeof orderDetails>;

/** Lists that one looks at all day; the rest is filters. */
export const orderTab = z.enum([
  "all",
  "to_assemble",
  "to_hand_over",
  "on_way",
  "pick_up",
  "delivered",
  "cancelled",
  "disputed",
  "late",
]);
export type OrderTab = z.infer<typeof orderTab>;

/** A list in an address: a,b,c. */
const some = <T extends z.ZodType<string, string>>(item: T) =>
  z
    .string()
    .max(2000)
    .transform((text) => text.split(",").filter((part) => part !== ""))
    .pipe(z.array(item).max(50));

export const orderFilters = z.object({
  tab: orderTab.default("all"),
  seller_id: some(z.string()).optional(),
  scheme: some(orderScheme).optional(),
  stage: some(postingStage).optional(),
  warehouse_id: z.string().max(200).optional(),
  /** Part of a posting or order number, an article, a SKU, a name. */
  q: z.string().trim().max(200).optional(),
  /** Days of ordering, in the desk's own time zone (Europe/Moscow). */
  from: calendarDay.optional(),
  to: calendarDay.optional(),
  /** Only those with, or without, a chat. */
  has_chat: z.enum(["yes", "no"]).optional(),
});

export const listOrders = declareEndpoint({
  method: "GET",
  path: "/api/orders",
  access: "market.read",
  summary: "Postings of all sellers one may see",
  query: pageQuery.extend(orderFilters.shape).extend({
    /** newest: last ordered first; ship_by: what must leave first. */
    sort: z.enum(["newest", "ship_by"]).default("newest"),
  }),
  answer: listOf(order),
});

export const countOrders = declareEndpoint({
  method: "GET",
  path: "/api/order-counts",
  access: "market.read",
  summary: "How many postings stand in each tab, with the other filters; at most 1000 of each are counted",
  query: orderFilters.omit({ tab: true }),
  answer: z.object({ counts: z.record(orderTab, z.number().int()) }),
});

export const getOrder = declareEndpoint({
  method: "GET",
  path: "/api/orders/{id}",
  access: "market.read",
  summary: "A posting with its way, money, stock and returns",
  params: idParams,
  answer: z.object({
    order: orderDetails,
    /** Others of the same buyer at this seller, newest first. */
    same_buyer: z.array(order),
    chats: z.array(chat),
  }),
});

export const getChatOrders = declareEndpoint({
  method: "GET",
  path: "/api/chats/{id}/orders",
  access: "market.read",
  summary:
    "What stands beside a chat: its buyer's postings, stock of what is in them, returns, earlier orders and chats",
  params: idParams,
  answer: z.object({
    /** Of the chat's order, or the one its messages speak of. */
    orders: z.array(orderDetails),
    /** Others of the same buyer at this seller. */
    earlier: z.array(order),
    other_chats: z.array(chat),
    /** The product that the newest message speaks of (by SKU), with its stock; null: none. */
    asked_about: orderStock.extend({ price: amount.nullable(), currency: z.string().nullable() }).nullable(),
    /** Of the seller's orders; null: never taken in. */
    fresh_at: instant.nullable(),
  }),
});
