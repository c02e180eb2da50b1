import type { ActivityLog } from "./activity-log";
import type { Market, MarketSeed } from "./market/market-model";

/** Which face of the Seller API an account sees: the documents' one or production's. */
export type Dialect = "v1" | "v3";

/** Oddities seen in production answers (research 2.2, 2.3, 1.3), each switchable per account. */
export interface Quirks {
  /** v3/chat/list takes no notice of its filter. */
  filters_ignored: boolean;
  /** `has_next` of the list comes as the text "true" or "false". */
  has_next_text: boolean;
  /** How chat types and states are written: all in capitals, all mixed, or changing from chat to chat. */
  letter_case: "capitals" | "mixed" | "both";
  /** `Сustomer` with a Cyrillic capital Es, in every third buyer chat. */
  cyrillic_customer: boolean;
  /** 429 carries `retry-after` and `ratelimit-*` headers. */
  rate_limit_headers: boolean;
}

/** One seller's account as a test or the demo asks for it. */
export interface AccountSeed {
  client_id: string;
  api_key: string;
  dialect: Dialect;
  name: string;
  /** v3: without it chat methods answer 403 code 7. Default true. */
  premium_plus?: boolean;
  /** Told by /v1/roles; in the past: every call is refused as deactivated. */
  key_expires_at?: string | null;
  /** Default: one role "Admin" with every method. A method of no role: 403. */
  roles?: { name: string; methods: string[] }[];
  /** v1 message ids above 2^53 as well. */
  big_ids?: boolean;
  /** Key of the v1 webhook signature. */
  webhook_secret?: string;
  quirks?: Partial<Quirks>;
  /** Buyers answer what the seller writes, and new ones come by themselves. */
  lively?: boolean;
  /** How many scripted conversations of the last days it starts with. Default none. */
  conversations?: number;
  /** A catalogue with stocks, and orders of some time; without it the products of its conversations. */
  market?: MarketSeed;
}

export const CHAT_TYPES = [
  "Buyer_Seller",
  "Buyer_Seller_Select",
  "Seller_Support",
  "Seller_Notification",
  "Seller_API_Updates",
  "Seller_API_Notifications",
  "Seller_Notification_Logistics",
  "Seller_Personal_Manager_Unity_Crm",
  "Seller_Business_Development_Group",
  "Unspecified",
] as const;
export type ChatType = (typeof CHAT_TYPES)[number];

/** `user.type` as Ozon writes it. */
export const USER_TYPES = [
  "Customer",
  "Seller",
  "Support",
  "Crm",
  "Courier",
  "NotificationUser",
  "ChatBot",
] as const;
export type UserType = (typeof USER_TYPES)[number];

/** A file in a chat: bytes are kept for what sellers sent, generated for what buyers sent. */
export interface ChatFile {
  path: string;
  name: string;
  sizeBytes: number;
  contentType: string;
  bytes: Buffer | null;
  /** Told instead of the address it has here: links that lead elsewhere. */
  elsewhere?: string;
}

export interface Message {
  id: bigint;
  chat: Chat;
  /** Microseconds since 1970: Ozon's instants carry them, and a double holds them exactly. */
  atMicros: number;
  userType: UserType;
  /** Markdown pieces of v3; v1 joins them with a line break. */
  parts: string[];
  file: ChatFile | null;
  /** How it came to be: "api" marks what our own side sent through the API. */
  via: "buyer" | "api" | "cabinet" | "ozon";
  orderNumber: string;
  sku: string;
}

export type Scheme = "fbo" | "fbs" | "rfbs";

export interface Chat {
  id: string;
  type: ChatType;
  status: "opened" | "closed";
  /** Ozon switched writing off: a send is refused as "disabled". */
  disabled: boolean;
  createdMicros: number;
  buyerId: string;
  buyerName: string;
  order: Order | null;
  /** Every visible message in the order of ids. */
  messages: Message[];
  /** The seller has read up to here; the buyer up to there. */
  sellerReadId: bigint;
  buyerReadId: bigint;
  unreadCount: number;
  lastBuyerMs: number;
  /** Place in the account's activity log; the newest is the highest. */
  activity: number;
  ordinal: number;
  /** Next line of the scripted dialogue, when a script drives this chat. */
  script: { topic: string; next: number } | null;
  /** Newest messages that the history does not show yet although the list announces them. */
  lag: { id: bigint; untilMs: number; calls: number }[];
}

export interface Order {
  orderNumber: string;
  postingNumber: string;
  scheme: Scheme;
  status: string;
  sku: string;
  productName: string;
  offerId: string;
  price: string;
  quantity: number;
  /** What else is in the parcel. */
  more?: { sku: string; offerId: string; name: string; price: string; quantity: number }[];
  customerName: string;
  /** Without it one that follows from the chat's buyer. */
  customerId?: string;
  city: string;
  /** Without it the one that the city lies in. */
  region?: string;
  /** Without it what goes with the status. */
  substatus?: string;
  paidMs: number;
  deliveredMs: number | null;
  /** When the status last changed; without it when it was paid or delivered. */
  changedMs?: number;
  /** The promised day; without it three and a half days after paying. */
  deliverByMs?: number;
  /** Until when it must be handed over; without it a day after paying. */
  shipByMs?: number;
  /** When it was handed over. */
  shippedMs?: number;
  /** Where it is packed; without it the one warehouse there always was. */
  warehouse?: { id: string; name: string };
  delivery?: { methodId: string; name: string; carrierId: number; carrier: string };
  /** Why and by whom, when it is cancelled. */
  cancellation?: {
    reasonId: number;
    initiator: "buyer" | "seller" | "ozon";
    isAfterShip: boolean;
    atMs: number;
    message?: string;
  };
  /** The posting this one was split from. */
  parentPostingNumber?: string;
  /** Differs from what its account started with: kept over a restart. */
  isChanged?: boolean;
}

export interface Subscription {
  id: number;
  url: string;
  /** v1 event names or v3 TYPE_* names. */
  events: string[];
  enabled: boolean;
  createdMs: number;
  /** Rings no more although it is enabled (fault webhook_mute); ends when it is set, updated or enabled anew. */
  muted?: boolean;
}

export interface Account {
  clientId: string;
  apiKey: string;
  dialect: Dialect;
  name: string;
  premiumPlus: boolean;
  keyExpiresAt: string | null;
  roles: { name: string; methods: string[] }[] | null;
  bigIds: boolean;
  webhookSecret: string;
  quirks: Quirks;
  lively: boolean;
  chats: Map<string, Chat>;
  activity: ActivityLog<Chat>;
  /** v1: every visible message of the account by creation time. */
  feed: Message[];
  /** What was sent through the API, in the order it was accepted. */
  outbound: Message[];
  orders: Map<string, Order>;
  files: Map<string, ChatFile>;
  subscriptions: Subscription[];
  /** Bytes of sent files that are held in memory. */
  keptFileBytes: number;
  nextSmallId: bigint;
  nextSubscriptionId: number;
  unreadTotal: number;
  /** What it sells and where it lies; `marketOf` fills it. */
  market: Market;
}

/** True for the two kinds of chat that have a buyer in them. */
export function isBuyerChat(chat: Chat): boolean {
  return chat.type === "Buyer_Seller" || chat.type === "Buyer_Seller_Select";
}
