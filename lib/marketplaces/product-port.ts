/** A product as the marketplace names it. Null: not told. */
export interface ProductFacts {
  /** The seller's own article. */
  readonly offerId: string;
  readonly sku: string | null;
  readonly name: string | null;
  /** What the marketplace calls the kind of thing it is, in Russian. */
  readonly category: string | null;
  readonly categoryId: string | null;
}

export interface ProductPort {
  /** These articles of the seller, at most 100; one the marketplace does not know is absent. */
  findProducts(offerIds: readonly string[]): Promise<readonly ProductFacts[]>;
}
