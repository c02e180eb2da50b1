import { z } from "zod";
import { FAULT_KINDS, type FaultSpec } from "./faults";
import { CHAT_TYPES, USER_TYPES } from "./model";

/** Bodies of the control API under `/_sandbox/`: validated by the server, typed for the client. */
export const accountBody = z.strictObject({
  client_id: z.string(),
  api_key: z.string(),
  dialect: z.enum(["v1", "v3"]),
  name: z.string(),
  premium_plus: z.boolean().optional(),
  key_expires_at: z.string().nullable().optional(),
  roles: z.array(z.strictObject({ name: z.string(), methods: z.array(z.string()) })).optional(),
  big_ids: z.boolean().optional(),
  webhook_secret: z.string().optional(),
  quirks: z
    .strictObject({
      filters_ignored: z.boolean(),
      has_next_text: z.boolean(),
      letter_case: z.enum(["capitals", "mixed", "both"]),
      cyrillic_customer: z.boolean(),
      rate_limit_headers: z.boolean(),
    })
    .partial()
    .optional(),
  lively: z.boolean().optional(),
  conversations: z.number().int().min(0).max(10_000).optional(),
  market: z
    .strictObject({
      products: z.number().int().min(0).max(20_000),
      warehouses: z.number().int().min(1).max(27),
      orders: z.number().int().min(0).max(100_000),
      days: z.number().int().min(1).max(400),
    })
    .partial()
    .optional(),
});

/** Changes what an account is without touching its chats; `roles: null` allows every method again. */
export const accountChange = accountBody
  .omit({ client_id: true, big_ids: true, conversations: true, market: true })
  .extend({ roles: accountBody.shape.roles.nullable() })
  .partial();

export const orderBody = z.strictObject({
  order_number: z.string(),
  posting_number: z.string().optional(),
  scheme: z.enum(["fbo", "fbs", "rfbs"]).default("fbs"),
  status: z.string().default("delivering"),
  sku: z.string().regex(/^\d+$/).default("160249683"),
  product_name: z.string().default("Товар"),
  /** What else is in the parcel. */
  more: z
    .array(
      z.strictObject({
        sku: z.string().regex(/^\d+$/),
        name: z.string(),
        price: z.string().default("990.00"),
        quantity: z.number().int().default(1),
      }),
    )
    .optional(),
  price: z.string().default("1990.00"),
  quantity: z.number().int().default(1),
  offer_id: z.string().optional(),
  customer_name: z.string().default(""),
  /** The marketplace's number of who ordered; without it one that goes with the chat. */
  customer_id: z.string().regex(/^\d+$/).optional(),
  city: z.string().default("Москва"),
  region: z.string().optional(),
  substatus: z.string().optional(),
  paid_at: z.iso.datetime().optional(),
  delivered_at: z.iso.datetime().optional(),
  deliver_by: z.iso.datetime().optional(),
});

/** A new order; the webhook rings (TYPE_NEW_POSTING) unless `quiet`. */
export const newOrderBody = z.strictObject({
  client_id: z.string(),
  /** Paid now and still to be packed, unless said otherwise. */
  order: orderBody.extend({ status: z.string().default("awaiting_packaging") }),
  /** The chat that speaks of it; without it the buyer has not written about it. */
  chat_id: z.string().optional(),
  quiet: z.boolean().optional(),
});

/** What becomes of an order; the webhook rings unless `quiet`. "delivered" without a time: now. */
export const orderChange = z.strictObject({
  client_id: z.string(),
  status: z.string().optional(),
  substatus: z.string().optional(),
  delivered_at: z.iso.datetime().optional(),
  deliver_by: z.iso.datetime().optional(),
  /** Until when it must be handed over. */
  ship_by: z.iso.datetime().optional(),
  /** When the status changed; default now. */
  changed_at: z.iso.datetime().optional(),
  quiet: z.boolean().optional(),
});

export const sayBody = z.strictObject({
  client_id: z.string(),
  /** Without it, or with an unknown one, a new chat is opened. */
  chat_id: z.string().optional(),
  chat_type: z.enum(CHAT_TYPES).optional(),
  buyer_name: z.string().optional(),
  order: orderBody.optional(),
  /** One message each. */
  texts: z.array(z.string()).optional(),
  /** v3: one message of several Markdown pieces, or of `[""]`. */
  parts: z.array(z.string()).optional(),
  /** That many messages "№1", "№2", ... instead of `texts`. */
  count: z.number().int().min(1).max(10_000).optional(),
  /** A picture with the (last) text. */
  image: z.boolean().optional(),
  /** A file with the (last) text; without bytes one is drawn. `url`: told instead of its own address. */
  file: z
    .strictObject({ name: z.string().min(1), base64: z.base64().optional(), url: z.url().optional() })
    .optional(),
  /** Who writes; default the buyer. "Seller": typed in the marketplace's own cabinet. */
  user_type: z.enum(USER_TYPES).optional(),
  /** ISO 8601, up to microseconds; default now. */
  created_at: z.string().optional(),
  /** Between two messages of one call (ms); 0 gives all of them one created_at. Default 1 with created_at. */
  step_ms: z.number().min(0).optional(),
  /** Becomes visible so much later, with its created_at unchanged. */
  visible_after_ms: z.number().min(0).optional(),
  /** For late ones: the id of the creation, or one given on appearing (default). */
  id_order: z.enum(["created", "visible"]).optional(),
  /** With `visible_after_ms`: the webhook rings at once, before list and history have the message. */
  early_webhook: z.boolean().optional(),
  /** No webhook. */
  quiet: z.boolean().optional(),
});

export const bulkBody = z.strictObject({
  client_id: z.string(),
  messages: z.number().int().min(1).max(1_000_000),
  chats: z.number().int().min(1).max(200_000),
  /** Text before the running number. */
  prefix: z.string().optional(),
  /** Spread over the time from here (default: the last 24 hours) to now; `same_timestamp` puts all on this instant. */
  created_from: z.string().optional(),
  same_timestamp: z.boolean().optional(),
  /** Share of messages that are the seller's own (typed in the cabinet). */
  seller_share: z.number().min(0).max(1).optional(),
  /** Ring webhooks for each; off by default. */
  announce: z.boolean().optional(),
});

export const chatChange = z.strictObject({
  client_id: z.string(),
  status: z.enum(["opened", "closed"]).optional(),
  disabled: z.boolean().optional(),
  /** Moves the buyer's last message: the 48 h window ends 48 h after it. */
  last_buyer_at: z.string().optional(),
});

export const faultBody: z.ZodType<FaultSpec> = z.strictObject({
  kind: z.enum(FAULT_KINDS),
  client_id: z.string().optional(),
  path: z.string().optional(),
  times: z.number().int().min(1).optional(),
  skip: z.number().int().min(0).optional(),
  probability: z.number().min(0).max(1).optional(),
  ms: z.number().min(0).optional(),
  status: z.number().int().min(200).max(599).optional(),
  body: z.unknown().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  field: z.string().optional(),
  calls: z.number().int().min(1).optional(),
  overlap: z.number().int().min(1).optional(),
  id_order: z.enum(["created", "visible"]).optional(),
  older_ms: z.number().min(0).optional(),
});

const limitBody = z.strictObject({ count: z.number().int().min(1), window_ms: z.number().min(1) });
export const limitsBody = z.strictObject({
  /** false: breaches are counted, but not answered 429. */
  enforced: z.boolean().optional(),
  v1_all: limitBody.optional(),
  v1_chat: limitBody.optional(),
  v1_updates: limitBody.optional(),
  v3_all: limitBody.optional(),
  messages_per_chat: limitBody.optional(),
  barcode_add: limitBody.optional(),
  barcode_generate: limitBody.optional(),
  stocks_set: limitBody.optional(),
  price_changes: limitBody.optional(),
  stock_changes: limitBody.optional(),
});

export const trafficBody = z.strictObject({
  mode: z.enum(["lively", "off"]),
  min_ms: z.number().min(10).optional(),
  max_ms: z.number().min(10).optional(),
  reaction_min_ms: z.number().min(10).optional(),
  reaction_max_ms: z.number().min(10).optional(),
});

export type SayInput = z.input<typeof sayBody>;
export type BulkInput = z.input<typeof bulkBody>;
export type AccountChange = z.input<typeof accountChange>;
export type ChatChange = z.input<typeof chatChange>;
export type LimitsInput = z.input<typeof limitsBody>;
export type TrafficInput = z.input<typeof trafficBody>;
export type NewOrderInput = z.input<typeof newOrderBody>;
export type OrderChange = z.input<typeof orderChange>;
export type OrderInput = z.input<typeof orderBody>;

export interface SayResult {
  chat_id: string;
  /** Empty for messages whose id is given when they become visible. */
  message_ids: string[];
  created_at: string[];
}

export interface BulkResult {
  chat_ids: string[];
  messages: number;
  first_id: string;
  last_id: string;
}

/** A message as the control API tells it. */
export interface SandboxMessage {
  id: string;
  chat_id: string;
  direction: "inbound" | "outbound";
  user_type: string;
  /** "api": sent by the system under test. */
  via: "buyer" | "api" | "cabinet" | "ozon";
  text: string;
  created_at: string;
  file: { name: string; size_bytes: number; content_type: string; path: string } | null;
}

export interface SandboxChat {
  chat_id: string;
  type: string;
  status: string;
  disabled: boolean;
  messages: number;
  unread_count: number;
  last_message_id: string;
  buyer_name: string;
  order_number: string | null;
  posting_number: string | null;
  writable_until: string | null;
}

/** An order as the control API tells it. */
export interface SandboxOrder {
  order_number: string;
  posting_number: string;
  status: string;
  substatus: string;
  customer_id: string;
  delivered_at: string | null;
  deliver_by: string;
  changed_at: string;
}

/** One request to the Seller API as it came in. */
export interface LoggedRequest {
  /** What was sent, while bodies are recorded (`recordBodies`). */
  body?: string;
  at: string;
  client_id: string;
  path: string;
  /** 0: the connection was cut without an answer. */
  status: number;
  duration_ms: number;
  fault: string | null;
}
