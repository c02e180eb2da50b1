import type { Cursor } from "./cursor";
import type { OpenedFile } from "./opened-file";
import type { ItemOutcome, PortPage, TaskState } from "./port-page";

/** A product as the marketplace names it. Null: not told. */
export interface ProductFacts {
  /** The seller's own article. */
  readonly offerId: string;
  readonly sku: string | null;
  readonly name: string | null;
  /** What the marketplace calls the kind of thing it is, in Russian. */
  readonly category: string | null;
  readonly categoryId: string | null;
  readonly productId: string | null;
  readonly typeId: string | null;
  /** Products of one model are colours and sizes of one card. */
  readonly modelId: string | null;
  /** Addresses, the main one first. */
  readonly pictures: readonly string[];
  readonly barcodes: readonly string[];
  /** Decimal text. */
  readonly price: string | null;
  readonly oldPrice: string | null;
  readonly minPrice: string | null;
  readonly currency: string | null;
  readonly vat: string | null;
  /** The marketplace's own word and sentence. */
  readonly status: string | null;
  readonly statusName: string | null;
  readonly problems: readonly string[];
  readonly isArchived: boolean;
  readonly isDiscounted: boolean;
}

export interface PriceFacts {
  readonly offerId: string;
  readonly price: string | null;
  readonly oldPrice: string | null;
  readonly minPrice: string | null;
  readonly currency: string | null;
}

export interface AttributeValue {
  readonly value: string;
  readonly dictionaryValueId: string | null;
}

export interface ProductAttribute {
  readonly id: string;
  readonly complexId: string;
  readonly values: readonly AttributeValue[];
}

/** What is told about a product beside the list. Null: not told. */
export interface ProductExtras {
  readonly offerId: string;
  readonly attributes: readonly ProductAttribute[] | null;
  readonly rating: number | null;
  readonly ratingGroups:
    | readonly { readonly name: string; readonly rating: number; readonly improve: readonly string[] }[]
    | null;
  readonly subscribers: number | null;
  /** Other numbers that the marketplace keeps for it. */
  readonly relatedSkus: readonly string[] | null;
}

/** Pictures as the marketplace has them now, the main one first, and what it says of those it could not take. */
export interface PictureFacts {
  readonly pictures: readonly string[];
  readonly problems: readonly string[];
}

export interface UsedLimit {
  readonly limit: number;
  readonly used: number;
  readonly resetsAt: Date | null;
}

export interface ProductLimits {
  readonly all: UsedLimit | null;
  readonly madeToday: UsedLimit | null;
  readonly changedToday: UsedLimit | null;
}

/** A node of the marketplace's tree; `typeId` set: a kind of product one can sell. */
export interface CategoryNode {
  readonly categoryId: string;
  readonly typeId: string | null;
  readonly name: string;
  readonly path: readonly string[];
  readonly parentId: string | null;
}

export interface CategoryAttribute {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly group: string | null;
  readonly isRequired: boolean;
  readonly isCollection: boolean;
  readonly type: string;
  readonly dictionaryId: string | null;
}

export interface CategoryKey {
  readonly categoryId: string;
  readonly typeId: string;
}

/** Writes are sent once and throw MarketplaceError for the request as a whole; the rest is in the outcomes. */
export interface ProductPort {
  /** These articles of the seller, at most 1000; one the marketplace does not know is absent. */
  findProducts(offerIds: readonly string[]): Promise<readonly ProductFacts[]>;
  /** One page of everything the seller has, with archived ones. */
  listProducts(cursor: Cursor | null): Promise<PortPage<ProductFacts>>;
  /** Prices as they are now, at most 1000 articles. */
  findPrices(offerIds: readonly string[]): Promise<readonly PriceFacts[]>;
  /** Attributes, rating, subscribers, relatives of at most 100 products. What the key may not ask stays null. */
  findExtras(
    products: readonly {
      readonly offerId: string;
      readonly productId: string | null;
      readonly sku: string | null;
    }[],
  ): Promise<readonly ProductExtras[]>;
  /** Its text for buyers; one request a product, hence apart. */
  readDescription(offerId: string): Promise<string | null>;
  readPictures(productId: string): Promise<PictureFacts>;
  readLimits(): Promise<ProductLimits>;
  readCategories(): Promise<readonly CategoryNode[]>;
  readAttributes(category: CategoryKey): Promise<readonly CategoryAttribute[]>;
  /** `words` null: all, page by page. */
  findValues(
    input: CategoryKey & { attributeId: string; words: string | null; cursor: Cursor | null },
  ): Promise<PortPage<{ readonly id: string; readonly value: string; readonly info: string | null }>>;
  /** Opens a picture at an address that the marketplace gave; nothing is fetched from elsewhere (`not_found`). */
  openPicture(address: string): Promise<OpenedFile>;

  /** At most 1000. What is null stays as it is. */
  setPrices(
    items: readonly {
      readonly offerId: string;
      readonly price: string;
      readonly oldPrice: string | null;
      readonly minPrice: string | null;
      readonly currency: string | null;
    }[],
  ): Promise<readonly ItemOutcome[]>;
  /** At most 100. */
  archive(
    products: readonly { readonly offerId: string; readonly productId: string }[],
  ): Promise<readonly ItemOutcome[]>;
  /** At most 100. */
  unarchive(
    products: readonly { readonly offerId: string; readonly productId: string }[],
  ): Promise<readonly ItemOutcome[]>;
  /** Archived products without a SKU alone, at most 500. */
  deleteProducts(offerIds: readonly string[]): Promise<readonly ItemOutcome[]>;
  setPictures(input: {
    offerId: string;
    productId: string;
    pictures: readonly string[];
  }): Promise<ItemOutcome>;
  /** Accepted with a task; at most 100 products. Attributes that are not named stay. */
  setAttributes(
    items: readonly { readonly offerId: string; readonly attributes: readonly ProductAttribute[] }[],
  ): Promise<readonly ItemOutcome[]>;
  /** `barcode` null: the marketplace makes one. At most 100. */
  addBarcodes(
    items: readonly {
      readonly offerId: string;
      readonly sku: string;
      readonly productId: string;
      readonly barcode: string | null;
    }[],
  ): Promise<readonly ItemOutcome[]>;
  /** Accepted with a task; at most 100. */
  importBySku(
    items: readonly {
      readonly sku: string;
      readonly offerId: string;
      readonly name: string | null;
      readonly price: string;
      readonly oldPrice: string | null;
      readonly vat: string;
    }[],
  ): Promise<readonly ItemOutcome[]>;
  /** How far a task is, by article. */
  readTask(taskId: string): Promise<readonly TaskState[]>;
}
