import { type Product, product } from "../wire/products";
import { pictureOf } from "./picture-address";

/** A product as lists read it: amounts as text, stock summed. */
export interface ProductRow {
  readonly id: string;
  readonly sellerId: string;
  readonly marketplace: string;
  readonly productId: string | null;
  readonly offerId: string;
  readonly sku: string | null;
  readonly name: string;
  readonly category: string | null;
  readonly categoryId: string | null;
  readonly typeId: string | null;
  readonly pictures: string[];
  readonly barcodes: string[];
  readonly price: string | null;
  readonly oldPrice: string | null;
  readonly minPrice: string | null;
  readonly currency: string | null;
  readonly status: string | null;
  readonly statusName: string | null;
  readonly isArchived: boolean;
  readonly goneAt: Date | null;
  readonly problems: unknown;
  readonly rating: number | null;
  readonly subscribers: number | null;
  readonly checkedAt: Date;
  /** Null: not known. */
  readonly free: number | null;
  readonly reserved: number | null;
  readonly fbo: number | null;
  readonly fbs: number | null;
}

const sentences = product.shape.problems.catch([]);

/** The public form of a product. */
export function toWireProduct(row: ProductRow): Product {
  return {
    id: row.id,
    seller_id: row.sellerId,
    marketplace: row.marketplace,
    product_id: row.productId,
    offer_id: row.offerId,
    sku: row.sku,
    name: row.name,
    category: row.category,
    category_id: row.categoryId,
    type_id: row.typeId,
    picture: pictureOf(row.id, row.pictures),
    price: row.price,
    old_price: row.oldPrice,
    min_price: row.minPrice,
    currency: row.currency,
    status: row.status,
    status_name: row.statusName,
    is_archived: row.isArchived,
    is_gone: row.goneAt !== null,
    problems: sentences.parse(row.problems),
    barcodes: row.barcodes,
    stock:
      row.free === null
        ? null
        : { free: row.free, reserved: row.reserved ?? 0, fbo: row.fbo ?? 0, fbs: row.fbs ?? 0 },
    rating: row.rating,
    subscribers: row.subscribers,
    checked_at: row.checkedAt.toISOString(),
  };
}
