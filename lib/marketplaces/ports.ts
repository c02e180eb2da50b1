/**
 * What the product needs from a marketplace, in the product's words. Adapters live in folders of their own
 * and get everything as arguments (credentials, permits, clock, log); nothing of a marketplace's vocabulary
 * leaves them. Split by capability: a marketplace that lacks one simply does not have the member.
 * Glossary: external id = the marketplace's id, always text; cursor = a value of the adapter's own kind that the
 * product stores and gives back untouched; permit = leave to make one request now, given by `lib/limits`.
 */

import type { AccountFacts } from "./account-facts";
import type { Cursor, UnreadableItem } from "./cursor";
import type { MoneyPort } from "./money-port";
import type { OpenedFile } from "./opened-file";
import type { OrderPort } from "./order-port";
import type { LimitRule, ReportOutcome, ReportThrottled, TakePermit } from "./permits";
import type { ProductPort } from "./product-port";
import type { ReturnPort } from "./return-port";
import type { StockPort } from "./stock-port";

/** Secrets of one seller at one marketplace, opaque to everyone but its adapter (Ozon: clientId, apiKey). */
export type Credentials = Readonly<Record<string, string>>;

export type ChatKind = "buyer" | "marketplace";
export type ChatStatus = "open" | "closed";

/** A chat as a list shows it. Null: the marketplace does not say; stored values are then kept. */
export interface ChatSnapshot {
  readonly externalId: string;
  readonly kind: ChatKind;
  /** The marketplace's own word for the type, for diagnosis. */
  readonly externalType: string;
  readonly status: ChatStatus;
  readonly createdAt: Date | null;
  readonly buyerName: string | null;
  readonly orderNumber: string | null;
  readonly postingNumber: string | null;
  readonly unreadCount: number | null;
  /** Id of the newest message the list announces; null when the list does not tell. */
  readonly lastMessageExternalId: string | null;
  readonly lastMessageAt: Date | null;
  /** A per-chat credential that sending needs (Wildberries' reply sign); stored encrypted. */
  readonly chatSecret: string | null;
}

export interface IncomingAttachment {
  readonly type: "image" | "document" | "video" | "other";
  /** Address at the marketplace; needs the seller's key, never shown to a browser. */
  readonly remoteUrl: string;
  readonly fileName: string | null;
  readonly sizeBytes: number | null;
}

export interface IncomingMessage {
  readonly chatExternalId: string;
  readonly externalId: string;
  readonly author: {
    readonly type: "buyer" | "seller" | "support" | "system";
    readonly externalId: string | null;
    readonly name: string | null;
  };
  /** Plain text or the marketplace's Markdown; NUL characters already removed (Postgres text cannot hold them). */
  readonly text: string;
  readonly createdAt: Date;
  /** Whether the other side has read it; null when unknown. */
  readonly isRead: boolean | null;
  readonly attachments: readonly IncomingAttachment[];
  readonly orderNumber: string | null;
  readonly sku: string | null;
}

/** One page of "what is new". The product commits rows and `cursor` together, then asks for the next page. */
export interface ChangePage {
  readonly chats: readonly ChatSnapshot[];
  /** Messages that came along (feeds); may be incomplete when the chat is also in `chatsToRead`. */
  readonly messages: readonly IncomingMessage[];
  /** External ids of chats whose history must be read before the change counts as taken in. */
  readonly chatsToRead: readonly string[];
  /** Of `chatsToRead` those in which everything new that is shown here is the seller's own writing. */
  readonly ownOnly?: readonly string[];
  readonly cursor: Cursor;
  readonly unreadable: readonly UnreadableItem[];
}

export interface ChatListPage {
  readonly chats: readonly ChatSnapshot[];
  /** Null: the list ends here. */
  readonly nextCursor: Cursor | null;
  /** How many chats there are in all, when the marketplace tells. */
  readonly total: number | null;
  readonly unreadable: readonly UnreadableItem[];
}

export interface HistoryPage {
  readonly messages: readonly IncomingMessage[];
  /** True when this was the newest page: nothing after it at the moment of asking. */
  readonly isLast: boolean;
  readonly unreadable: readonly UnreadableItem[];
}

/** What the product knows of a chat, so that the adapter can tell what moved without storing anything itself. */
export interface KnownChat {
  readonly announcedExternalId: string | null;
  readonly lastMessageAt: Date | null;
  readonly unreadCount: number;
  readonly status: ChatStatus;
}

export type FindKnownChats = (externalIds: readonly string[]) => Promise<ReadonlyMap<string, KnownChat>>;

export interface SendResult {
  /** Null where the marketplace does not tell (Ozon production): history brings it later. */
  readonly externalId: string | null;
  readonly sentAt: Date | null;
}

/** A file that an operator sends. `name` has an extension that fits `mimeType`. */
export interface OutgoingFile {
  readonly name: string;
  readonly mimeType: string;
  readonly bytes: Uint8Array;
}

export interface ChatPort {
  /**
   * Pages of what is new since `cursor` (null: from now on; the past belongs to the backfill).
   * Ends by itself. Honours the marketplace's own limits on how often it may be asked: with nothing due it yields nothing.
   * `deep`: walk everything the marketplace still shows instead of stopping at the first unchanged page (hourly repair).
   */
  changes(input: {
    cursor: Cursor | null;
    findKnownChats: FindKnownChats;
    deep: boolean;
  }): AsyncGenerator<ChangePage>;
  /** One page of the list of all chats, for the backfill. `cursor` null: from the top. Throws `cursor_refused`. */
  listChats(input: { cursor: Cursor | null; limit?: number }): Promise<ChatListPage>;
  /** Snapshots of these chats where the marketplace can be asked for them; a chat not found is absent. */
  findChats(externalIds: readonly string[]): Promise<readonly ChatSnapshot[]>;
  /**
   * Messages of one chat, oldest first, page by page, after `afterExternalId` (null: from the beginning).
   * The anchor itself may be repeated by the marketplace; it is dropped here. Throws `not_found`, `cursor_refused`.
   */
  history(input: { chatExternalId: string; afterExternalId: string | null }): AsyncGenerator<HistoryPage>;
  /** Sends once: never repeated here after it may have left. `text`: 1..capabilities.textMaxChars UTF-16 units. */
  sendText(input: { chatExternalId: string; text: string; chatSecret: string | null }): Promise<SendResult>;
  /**
   * Sends a file as a message of its own, once, by the rules of `sendText`. Within `capabilities.file`; absent where the
   * marketplace takes no files.
   */
  sendFile?(input: {
    chatExternalId: string;
    file: OutgoingFile;
    chatSecret: string | null;
  }): Promise<SendResult>;
  /**
   * Opens a file of a message at the address that the message gave, with the seller's key where its host is to see one.
   * Nothing is fetched from a host that is not the marketplace's (`not_found`), whatever a message or a redirect says.
   */
  openFile(remoteUrl: string): Promise<OpenedFile>;
  /** Tells the marketplace that the seller has read up to this message. Absent where it cannot be told. */
  markRead?(input: { chatExternalId: string; upToExternalId: string }): Promise<void>;
  /** Orders two external message ids of one chat: negative when `a` is older. */
  compareMessageIds(a: string, b: string): number;
}

/** How the marketplace itself scores a seller's chats, over the days it counts itself; null: not told. */
export interface ChatScores {
  /** Average wait for the first answer, seconds. */
  readonly reactionSeconds: number | null;
  /** Average wait for any answer, seconds. */
  readonly averageResponseSeconds: number | null;
  /** Share of conversations answered within 24 h, 0-1. */
  readonly within24h: number | null;
}

export interface ScorePort {
  /** The newest scores the marketplace shows. */
  readChatScores(): Promise<ChatScores>;
}

/** Kinds of things that a webhook can ring for, by the names of what is taken in. */
export type RungSection = "orders" | "fbo_orders" | "products" | "stocks" | "warehouse_stocks" | "own_stocks";

/** One way in which a webhook call is understood. The content is a doorbell: it names what to fetch. */
export type WebhookRing =
  | { readonly kind: "ping" }
  | {
      readonly kind: "chat_changed";
      readonly chatExternalId: string;
      readonly messageExternalId: string | null;
      readonly dedupeKey: string;
    }
  | { readonly kind: "posting_changed"; readonly postingNumber: string; readonly dedupeKey: string }
  /** Something else that is taken in changed: these sections are looked at anew. */
  | {
      readonly kind: "section_changed";
      readonly sections: readonly RungSection[];
      readonly dedupeKey: string;
    }
  | { readonly kind: "known_elsewhere"; readonly type: string; readonly dedupeKey: string } // what nobody here waits for
  | { readonly kind: "unknown_type"; readonly type: string; readonly dedupeKey: string };

export type WebhookVerdict =
  | { readonly outcome: "accepted"; readonly ring: WebhookRing }
  | { readonly outcome: "invalid_signature" }
  | { readonly outcome: "malformed"; readonly problem: string }
  | { readonly outcome: "foreign_account" }
  /** The call came from a network that is not on the seller's list; said by the product, answered by the adapter. */
  | { readonly outcome: "foreign_network" };

/** An HTTP answer in the marketplace's own form. */
export interface WebhookAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export type WebhookMode = "signed" | "push";

/** Pure: no request leaves here; secrets are arguments. */
export interface WebhookPort {
  readonly modes: readonly WebhookMode[];
  /** Networks (CIDR) that the marketplace says it calls from. */
  readonly knownNetworks: readonly string[];
  read(input: {
    mode: WebhookMode;
    rawBody: Uint8Array;
    header: (name: string) => string | null;
    secret: string | null;
    /** The seller's id at the marketplace (Ozon Client-Id), to refuse calls meant for another seller. */
    accountId: string;
  }): WebhookVerdict;
  /** The answer this marketplace expects for what became of the call. */
  answer(input: { mode: WebhookMode; verdict: WebhookVerdict; now: Date }): WebhookAnswer;
}

/** What came of the test call that a marketplace made; `isReached` null: it has no such test. */
export interface WebhookCheck {
  readonly isReached: boolean | null;
  /** The marketplace's own words. */
  readonly problem: string | null;
}

/** Tells a marketplace where to ring. Every method may be repeated; all throw MarketplaceError. */
export interface WebhookRegistrationPort {
  /**
   * Makes `url` rung for new messages, however often it is called: what is registered under this address, under
   * `remoteId` or under `formerUrl` is changed, never a second one made; addresses of others stay as they are.
   * `isRevival`: the marketplace claims that all is well and rings no more, so it is told all of it again.
   */
  register(input: {
    url: string;
    formerUrl: string | null;
    remoteId: string | null;
    isRevival: boolean;
  }): Promise<{ remoteId: string | null }>;
  /** Has the marketplace ring for a test. */
  check(url: string): Promise<WebhookCheck>;
  /** Ends the ringing; fine when nothing is registered. */
  unregister(input: { url: string; remoteId: string | null }): Promise<void>;
}

/** What a marketplace can and cannot do, as data: the desk draws itself from it. */
export interface Capabilities {
  readonly textMaxChars: number;
  readonly file: { readonly maxBytes: number; readonly types: readonly string[] } | null;
  readonly canMarkRead: boolean;
  readonly canStartChat: boolean;
  /** Hours after the buyer's last message in which the seller may write; null: no such window. */
  readonly replyWindowHours: number | null;
  /** Hours after the delivery of the chat's order in which the seller may write all the same; null: no such rule. */
  readonly writableAfterDeliveryHours: number | null;
  readonly webhookModes: readonly WebhookMode[];
  /** Those of them that can be registered at the marketplace by its API. */
  readonly registrableWebhookModes: readonly WebhookMode[];
}

export interface AdapterLog {
  debug(fields: Record<string, unknown>, message: string): void;
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
}

/** Everything an adapter may use. */
export interface AdapterContext {
  readonly credentials: Credentials;
  readonly baseUrl: string;
  /** What the product stored of the adapter's own settings for this seller (Ozon: dialect). */
  readonly dialect: string | null;
  readonly takePermit: TakePermit;
  readonly reportThrottled: ReportThrottled;
  /** Absent: nobody counts. */
  readonly reportOutcome?: ReportOutcome;
  readonly now: () => Date;
  readonly log: AdapterLog;
}

/** One seller's connection to a marketplace. */
export interface Marketplace {
  readonly name: string;
  readonly dialect: string;
  readonly capabilities: Capabilities;
  readonly chats: ChatPort;
  /** Absent where chats themselves tell buyer and order, or nothing does. */
  readonly orders?: OrderPort;
  /** Absent where products cannot be asked for. */
  readonly products?: ProductPort;
  readonly stocks?: StockPort;
  readonly returns?: ReturnPort;
  readonly money?: MoneyPort;
  /** Absent where the marketplace scores no chats. */
  readonly scores?: ScorePort;
  /** Absent where a webhook can only be set up by hand. */
  readonly webhookRegistration?: WebhookRegistrationPort;
}

/** A marketplace as the registry knows it: how to probe a key, connect, and read webhooks. */
export interface MarketplaceAdapter {
  readonly name: string;
  /**
   * First contact: is the key good, which dialect does the account speak, when does the key end.
   * `context.dialect` null: find out. Throws MarketplaceError (`credentials_rejected`, `unavailable`, ...).
   */
  probe(context: AdapterContext): Promise<AccountFacts>;
  /** `context.dialect` must be known (from `probe`). */
  connect(context: AdapterContext): Marketplace;
  /**
   * After a 403 on one call: is it the key, or only this method? Asks the cheapest harmless method.
   * `rejected`: the key is bad; `limited`: the key works elsewhere; `unknown`: could not find out now.
   */
  diagnoseRefusal(context: AdapterContext): Promise<"rejected" | "limited" | "unknown">;
  readonly webhooks: WebhookPort | null;
  /** What a stored dialect can and cannot do, without asking anyone. */
  capabilitiesOf(dialect: string): Capabilities;
  /** The limits that hold for a seller as a whole, so that what is left of them can be shown. */
  limitsOf(dialect: string): readonly LimitRule[];
}
