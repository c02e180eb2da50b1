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
}

/** Postings that changed. `until`: everything up to this moment has been told; null: more pages follow. */
export interface ChangedPostings {
  readonly postings: readonly PostingFacts[];
  readonly until: Date | null;
}

export interface OrderPort {
  /** Postings of these orders; an order the marketplace does not show to this seller is absent. */
  findPostings(orderNumbers: readonly string[]): Promise<readonly PostingFacts[]>;
  /** One posting, told more fully than lists do (when it was delivered); null: there is none for this seller. */
  findPosting(postingNumber: string): Promise<PostingFacts | null>;
  /** Pages of what changed its state since then, also what was told before: taking it in twice changes nothing. */
  listChanged(input: { since: Date }): AsyncGenerator<ChangedPostings>;
}
