import type { Cursor } from "./cursor";
import type { ItemOutcome, MadeFile, PortPage } from "./port-page";

/** Where a posting stands, in our words; `packing`: to be packed or handed over by the seller. */
export type PostingState =
  | "awaiting"
  | "packing"
  | "shipped"
  | "delivering"
  | "delivered"
  | "cancelled"
  | "disputed"
  | "unknown";

/** Where it is for the buyer. */
export type PostingStage =
  | "awaiting"
  | "packing"
  | "shipped"
  | "pick_up"
  | "delivered"
  | "cancelled"
  | "returning"
  | "disputed"
  | "unknown";

export interface PostingProduct {
  readonly name: string;
  readonly sku: string | null;
  readonly offerId: string | null;
  readonly quantity: number;
  /** As the marketplace writes it: a decimal number. */
  readonly price: string | null;
  readonly currency: string | null;
}

/** What a chat wants to know of the order it speaks of. Null: not told. */
export interface PostingFacts {
  readonly orderNumber: string;
  readonly postingNumber: string;
  readonly buyerName: string | null;
  /** The marketplace's id of who ordered. */
  readonly buyerKey: string | null;
  /** Paid and not yet delivered, cancelled or returned. */
  readonly isOpen: boolean;
  /** The marketplace's own word, and its finer one where it has one. */
  readonly status: string;
  readonly substatus: string | null;
  readonly state: PostingState;
  readonly stage: PostingStage;
  /** IANA name of where it goes. */
  readonly timeZone: string | null;
  readonly products: readonly PostingProduct[];
  readonly trackingNumber: string | null;
  readonly orderedAt: Date | null;
  /** Until when the seller must hand it over. */
  readonly shipBy: Date | null;
  readonly deliverFrom: Date | null;
  readonly deliverBy: Date | null;
  readonly deliveredAt: Date | null;
  /** From whose warehouse it goes, and who carries it. */
  readonly scheme: "fbs" | "rfbs" | "fbo";
  readonly orderId: string | null;
  readonly warehouseId: string | null;
  readonly warehouseName: string | null;
  readonly carrier: string | null;
  readonly deliveryMethod: string | null;
  readonly city: string | null;
  readonly region: string | null;
  /** Empty: not told. */
  readonly money: readonly PostingMoney[];
  readonly acts: readonly PostingAct[];
  readonly cancelReason: string | null;
  /** Null: not cancelled. */
  readonly cancelledBy: "buyer" | "seller" | "marketplace" | "unknown" | null;
  readonly handedOverAt: Date | null;
}

/** Postings that changed. `until`: everything up to this moment has been told; null: more pages follow. */
export interface ChangedPostings {
  readonly postings: readonly PostingFacts[];
  readonly until: Date | null;
}

/** What the seller may do with a posting now. */
export type PostingAct = "assemble" | "hand_over" | "cancel" | "label" | "start_chat";

/** What the marketplace takes and pays for one product of a posting: decimal text, null where it is not told. */
export interface PostingMoney {
  readonly sku: string | null;
  readonly price: string | null;
  readonly oldPrice: string | null;
  readonly commission: string | null;
  readonly payout: string | null;
}

export interface CancelReason {
  readonly id: string;
  readonly name: string;
  readonly needsText: boolean;
}

/** Documents for printing: made at once (`file`) or later (`taskId`, to be asked for). */
export type StartedDocument = { readonly taskId: string } | { readonly file: MadeFile };

/**
 * Orders and what is done with them. Writes are sent once (never repeated here after they may have left) and throw
 * MarketplaceError for the request as a whole; what concerns single postings is in their outcomes.
 */
export interface OrderPort {
  /**
   * One page of all postings ordered in a time, newest first. `own`: FBS and rFBS; `fbo`: from the marketplace's own
   * warehouses (no buyer is told). `cursor` null: from the top.
   */
  listPostings(input: {
    kind: "own" | "fbo";
    since: Date;
    to: Date;
    cursor: Cursor | null;
  }): Promise<PortPage<PostingFacts>>;
  /** Assembles one posting: everything in it as one parcel. */
  assemble(input: { postingNumber: string; products: readonly PostingProduct[] }): Promise<ItemOutcome>;
  /** Hands postings over to the carrier, at most 100. */
  handOver(postingNumbers: readonly string[]): Promise<readonly ItemOutcome[]>;
  cancelReasons(postingNumber: string): Promise<readonly CancelReason[]>;
  cancel(input: { postingNumber: string; reasonId: string; text: string | null }): Promise<ItemOutcome>;
  /** Has labels made for at most 20 postings. */
  startLabels(postingNumbers: readonly string[]): Promise<StartedDocument>;
  readLabels(taskId: string): Promise<MadeFile>;
  /** Has a hand-over act made for postings that are ready to leave. */
  startAct(postingNumbers: readonly string[]): Promise<StartedDocument>;
  readAct(taskId: string): Promise<MadeFile>;
  /** Postings of these orders; an order the marketplace does not show to this seller is absent. */
  findPostings(orderNumbers: readonly string[]): Promise<readonly PostingFacts[]>;
  /** One posting, told more fully than lists do (when it was delivered); null: there is none for this seller. */
  findPosting(postingNumber: string): Promise<PostingFacts | null>;
  /** Pages of what changed its state since then, also what was told before: taking it in twice changes nothing. */
  listChanged(input: { since: Date }): AsyncGenerator<ChangedPostings>;
}
