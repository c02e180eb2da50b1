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
  /** Paid and not yet delivered, cancelled or returned. */
  readonly isOpen: boolean;
  /** The marketplace's own word. */
  readonly status: string;
  readonly state: PostingState;
  readonly products: readonly PostingProduct[];
  readonly trackingNumber: string | null;
  readonly orderedAt: Date | null;
  /** Until when the seller must hand it over. */
  readonly shipBy: Date | null;
  readonly deliverFrom: Date | null;
  readonly deliverBy: Date | null;
  readonly deliveredAt: Date | null;
}

export interface OrderPort {
  /** Postings of these orders; an order the marketplace does not show to this seller is absent. */
  findPostings(orderNumbers: readonly string[]): Promise<readonly PostingFacts[]>;
}
