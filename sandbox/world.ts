import { ActivityLog } from "./activity-log";
import { customerIdFor } from "./customer-id";
import { emptyMarket, type MarketProduct } from "./market/market-model";
import { firstCreatedAfter, lowerBound } from "./message-order";
import {
  type Account,
  type AccountSeed,
  type Chat,
  type ChatFile,
  type ChatType,
  isBuyerChat,
  type Message,
  type Order,
  type UserType,
} from "./model";
import { createRandom, uuid } from "./random";

export type WorldEvent =
  | { kind: "message"; account: Account; chat: Chat; message: Message }
  | { kind: "message_updated"; account: Account; chat: Chat; message: Message }
  | { kind: "chat_created"; account: Account; chat: Chat }
  | { kind: "chat_status"; account: Account; chat: Chat }
  | { kind: "read_by_buyer"; account: Account; chat: Chat; lastReadId: bigint }
  | OrderEvent
  | MarketEvent;

/** Something about what is sold. `offerIds`: whose stocks in the seller's own warehouses are others now. */
export type MarketEvent =
  | { kind: "product_changed"; account: Account; product: MarketProduct; isError: boolean }
  | { kind: "stocks_changed"; account: Account; offerIds: readonly string[] };

/** Something about an order, whether or not its buyer has written. `was`: how it stood before. */
export type OrderEvent =
  | { kind: "order_new"; account: Account; order: Order }
  | {
      kind: "order_changed";
      account: Account;
      order: Order;
      was: { substatus: string; deliverByMs: number; shipByMs: number };
    };

/** What a new message is made of; `atMicros` defaults to now, never twice the same by itself. */
export interface NewMessage {
  userType: UserType;
  parts: string[];
  file?: ChatFile | null;
  via: Message["via"];
  atMicros?: number;
  /** Leave the chat's place in the list and the webhooks alone (bulk loading). */
  quiet?: boolean;
}

// Production's ids are about 3·10^18 and neighbours differ in the last digits only: a client that passes
// them through a double merges them.
const FIRST_LONG_ID = 3_000_000_000_817_031_942n;

/** The marketplace's state: accounts, chats, messages, and those who want to know of a change. */
export class World {
  readonly accounts = new Map<string, Account>();
  readonly listeners = new Set<(event: WorldEvent) => void>();
  readonly random: () => number;
  /** Counts changes, so that a snapshot is written only when there is something new. */
  revision = 0;
  nextLongId = FIRST_LONG_ID;
  private lastMicros = 0;

  constructor(seed: number) {
    this.random = createRandom(seed);
  }

  /** Adds an account, replacing one with the same client id. */
  addAccount(seed: AccountSeed): Account {
    const account: Account = {
      clientId: seed.client_id,
      apiKey: seed.api_key,
      dialect: seed.dialect,
      name: seed.name,
      premiumPlus: seed.premium_plus ?? true,
      keyExpiresAt: seed.key_expires_at ?? null,
      roles: seed.roles ?? null,
      bigIds: seed.big_ids ?? false,
      webhookSecret: seed.webhook_secret ?? "",
      quirks: {
        filters_ignored: false,
        has_next_text: false,
        letter_case: "capitals",
        cyrillic_customer: false,
        rate_limit_headers: false,
        ...seed.quirks,
      },
      lively: seed.lively ?? false,
      chats: new Map(),
      activity: new ActivityLog(),
      feed: [],
      outbound: [],
      orders: new Map(),
      files: new Map(),
      subscriptions: [],
      keptFileBytes: 0,
      nextSmallId: 1001n,
      nextSubscriptionId: 1,
      unreadTotal: 0,
      market: emptyMarket(seed.market ?? null),
    };
    this.accounts.set(account.clientId, account);
    this.revision += 1;
    return account;
  }

  /** Opens a chat; it appears in the list with its first message. */
  addChat(
    account: Account,
    chat: {
      id?: string;
      type?: ChatType;
      buyerId?: string;
      buyerName?: string;
      order?: Order | null;
      createdMicros?: number;
    },
  ): Chat {
    const ordinal = account.chats.size;
    const id = chat.id ?? this.newChatId(account);
    const created: Chat = {
      id,
      type: chat.type ?? "Buyer_Seller",
      status: "opened",
      disabled: false,
      createdMicros: chat.createdMicros ?? this.nowMicros(),
      buyerId: chat.buyerId ?? this.newBuyerId(),
      buyerName: chat.buyerName ?? "",
      order: chat.order ?? null,
      messages: [],
      sellerReadId: 0n,
      buyerReadId: 0n,
      unreadCount: 0,
      lastBuyerMs: 0,
      activity: 0,
      ordinal,
      script: null,
      lag: [],
    };
    account.chats.set(id, created);
    if (created.order !== null) this.putOrder(account, created.order, created);
    this.revision += 1;
    this.emit({ kind: "chat_created", account, chat: created });
    return created;
  }

  /** Makes an order known, in place of one with its posting number; `chat`: the one that speaks of it from now on. */
  putOrder(account: Account, order: Order, chat: Chat | null): void {
    const before = account.orders.get(order.postingNumber);
    order.customerId ??= before?.customerId ?? customerIdFor(chat?.buyerId ?? this.newBuyerId());
    account.orders.set(order.postingNumber, order);
    if (chat !== null) chat.order = order;
    this.revision += 1;
  }

  /** Tells the webhooks of a product or of stocks. */
  announceMarket(event: MarketEvent): void {
    this.revision += 1;
    this.emit(event);
  }

  /** Tells the webhooks of an order. */
  announceOrder(event: OrderEvent): void {
    this.revision += 1;
    this.emit(event);
  }

  /** The next message id of an account: small in v1 as in the documents, 64-bit otherwise. */
  nextId(account: Account): bigint {
    if (account.dialect === "v1" && !account.bigIds) {
      account.nextSmallId += 1n;
      return account.nextSmallId - 1n;
    }
    this.nextLongId += 1n;
    return this.nextLongId - 1n;
  }

  /** Puts a message into its chat, visible at once everywhere. */
  addMessage(account: Account, chat: Chat, input: NewMessage, id: bigint = this.nextId(account)): Message {
    const message = this.makeMessage(account, chat, input, id);
    insertById(chat.messages, message);
    if (account.dialect === "v1") insertByTime(account.feed, message, input.quiet === true);
    if (message.via === "api") account.outbound.push(message);
    if (message.file !== null) account.files.set(message.file.path, message.file);
    this.countRead(account, chat, message);
    account.activity.touch(chat);
    this.revision += 1;
    if (input.quiet !== true) this.emit({ kind: "message", account, chat, message });
    return message;
  }

  /** Tells the webhooks of a message that neither list nor history has yet. */
  announceEarly(account: Account, chat: Chat, input: NewMessage, id: bigint): void {
    this.emit({ kind: "message", account, chat, message: this.makeMessage(account, chat, input, id) });
  }

  /** Changes the words of a message that is there. */
  editMessage(account: Account, message: Message, parts: string[]): void {
    message.parts = parts;
    this.revision += 1;
    this.emit({ kind: "message_updated", account, chat: message.chat, message });
  }

  private makeMessage(account: Account, chat: Chat, input: NewMessage, id: bigint): Message {
    return {
      id,
      chat,
      atMicros: this.fitInstant(account, input.atMicros ?? this.nowMicros()),
      userType: input.userType,
      parts: input.parts,
      file: input.file ?? null,
      via: input.via,
      orderNumber: contextOf(chat, input.userType)?.orderNumber ?? "",
      sku: contextOf(chat, input.userType)?.sku ?? "",
    };
  }

  /** Ends quiet loading: puts the feed in order. */
  finishLoading(account: Account): void {
    account.feed.sort((a, b) => a.atMicros - b.atMicros || (a.id < b.id ? -1 : 1));
  }

  /** Marks everything up to `id` as read by the seller; answers how many stay unread. */
  markRead(account: Account, chat: Chat, id: bigint): number {
    if (id > chat.sellerReadId) chat.sellerReadId = id;
    let unread = 0;
    for (let index = chat.messages.length - 1; index >= 0; index -= 1) {
      const message = chat.messages[index];
      if (message === undefined || message.id <= chat.sellerReadId) break;
      if (message.userType !== "Seller") unread += 1;
    }
    account.unreadTotal += unread - chat.unreadCount;
    chat.unreadCount = unread;
    this.revision += 1;
    return unread;
  }

  setStatus(account: Account, chat: Chat, status: Chat["status"]): void {
    if (chat.status === status) return;
    chat.status = status;
    this.revision += 1;
    this.emit({ kind: "chat_status", account, chat });
  }

  /** Now in microseconds, later than every answer before. */
  nowMicros(): number {
    this.lastMicros = Math.max(this.lastMicros + 1, Date.now() * 1000);
    return this.lastMicros;
  }

  private newBuyerId(): string {
    return String(115_000 + Math.floor(this.random() * 9_000_000));
  }

  // A restored world begins with the same dice that made its chats: an id that is taken is thrown again.
  private newChatId(account: Account): string {
    for (;;) {
      const dice = uuid(this.random);
      const id = account.dialect === "v3" ? dice : `chat-${dice.slice(0, 8)}${dice.slice(9, 13)}`;
      if (!account.chats.has(id)) return id;
    }
  }

  private countRead(account: Account, chat: Chat, message: Message): void {
    if (message.userType === "Seller") return;
    chat.unreadCount += 1;
    account.unreadTotal += 1;
    if (message.userType !== "Customer") return;
    chat.lastBuyerMs = Math.max(chat.lastBuyerMs, Math.floor(message.atMicros / 1000));
    const before = chat.messages.at(-2);
    if (before?.userType === "Seller" && before.id > chat.buyerReadId) {
      chat.buyerReadId = before.id;
      this.emit({ kind: "read_by_buyer", account, chat, lastReadId: before.id });
    }
  }

  // v1 shows no microseconds, so it must not order by what nobody can see.
  private fitInstant(account: Account, atMicros: number): number {
    return account.dialect === "v1" ? Math.floor(atMicros / 1000) * 1000 : atMicros;
  }

  private emit(event: WorldEvent): void {
    for (const listener of this.listeners) listener(event);
  }
}

// Research 2.3: the context is often empty; here in every third chat, and never on a seller's own message.
function contextOf(chat: Chat, userType: UserType): Order | null {
  return isBuyerChat(chat) && userType === "Customer" && chat.ordinal % 3 !== 2 ? chat.order : null;
}

function insertById(messages: Message[], message: Message): void {
  const last = messages.at(-1);
  if (last === undefined || last.id < message.id) messages.push(message);
  else messages.splice(lowerBound(messages, message.id), 0, message);
}

function insertByTime(feed: Message[], message: Message, unsorted: boolean): void {
  const last = feed.at(-1);
  if (unsorted || last === undefined || last.atMicros <= message.atMicros) feed.push(message);
  else feed.splice(firstCreatedAfter(feed, message.atMicros), 0, message);
}
