import { z } from "zod";
import { Prisma } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { isVisible, type VisibleSellers, visibleSellers } from "../access/scope";
import { now } from "../clock";
import { db } from "../db/client";
import { isUuid } from "../db/uuid";
import { AppError } from "../errors";
import { log } from "../log";
import type { ProductDetails } from "../wire/products";
import { askProducts } from "./ask-marketplace";
import { findAttributeNames, listCategoryAttributes } from "./category-attributes";
import { type ProductRow, toWireProduct } from "./model";
import { pictureAddress, pictureOf } from "./picture-address";
import { PRODUCT_COLUMNS, PRODUCTS_WITH_STOCK } from "./product-rows";

/** Somebody who opens a product waits no longer for what is asked for beside it, in milliseconds. */
const PATIENCE_MS = 3_000;
/** A product's text changes seldom. */
const TEXT_LASTS_MS = 24 * 3600_000;

type Row = ProductRow & {
  readonly description: string | null;
  readonly describedAt: Date | null;
  readonly detailedAt: Date | null;
  readonly vat: string | null;
  readonly modelId: string | null;
  readonly attributes: unknown;
  readonly ratingDetails: unknown;
  readonly relatedSkus: string[];
};

/**
 * A product with all that is known of it. Its text and the names of its attributes are asked for when they are not here;
 * where that fails, what is known is shown. Throws `not_found`, also for a product of others.
 */
export async function getProduct(input: { actor: Actor; productId: string }): Promise<ProductDetails> {
  const { actor } = input;
  const row = await requireRow(visibleSellers(actor), input.productId);
  const [description, names, related, stocks] = await Promise.all([
    readDescription(row),
    readNames(actor, row),
    listRelated(row),
    listStocks(row),
  ]);
  return {
    ...toWireProduct(row),
    pictures: row.pictures.map((_, n) => pictureAddress(row.id, n)),
    picture_sources: row.pictures,
    description,
    vat: row.vat,
    attributes: storedAttributes.parse(row.attributes).map(({ id, complexId, values }) => ({
      id,
      complex_id: complexId,
      name: names.get(id) ?? null,
      values: values.map((one) => ({ value: one.value, dictionary_value_id: one.dictionaryValueId })),
    })),
    rating_groups: storedGroups.parse(row.ratingDetails),
    related,
    stocks,
    detailed_at: row.detailedAt?.toISOString() ?? null,
  };
}

export const storedAttributes = z
  .array(
    z.object({
      id: z.string(),
      complexId: z.string(),
      values: z.array(z.object({ value: z.string(), dictionaryValueId: z.string().nullable() })),
    }),
  )
  .catch([]);
const storedGroups = z
  .array(z.object({ name: z.string(), rating: z.number(), improve: z.array(z.string()) }))
  .catch([]);

async function requireRow(scope: VisibleSellers, productId: string): Promise<Row> {
  const rows = isUuid(productId)
    ? await db().$queryRaw<Row[]>`
        SELECT ${PRODUCT_COLUMNS}, p.description, p.described_at AS "describedAt", p.detailed_at AS "detailedAt", p.vat,
               p.model_id AS "modelId", p.attributes, p.rating_details AS "ratingDetails",
               p.related_skus AS "relatedSkus"
          FROM ${PRODUCTS_WITH_STOCK}
         WHERE p.id = ${productId}::uuid AND ${isVisible(scope, Prisma.sql`p.seller_id`)}`
    : [];
  const [row] = rows;
  if (row === undefined) throw new AppError("not_found");
  return row;
}

/** Asked for when somebody looks: the marketplace tells one text at a time. */
async function readDescription(row: Row): Promise<string | null> {
  const isFresh = row.describedAt !== null && now().getTime() - row.describedAt.getTime() < TEXT_LASTS_MS;
  if (isFresh || row.productId === null || row.goneAt !== null) return row.description;
  const ask = () =>
    askProducts({ sellerId: row.sellerId, maxWaitMs: PATIENCE_MS }, (products) =>
      products.readDescription(row.offerId),
    );
  return unlessRefused(row, row.description, async () => {
    const description = (await ask()) ?? row.description;
    // What was looked up for a reader; told to nobody, and audited nowhere.
    await db().product.update({ where: { id: row.id }, data: { description, describedAt: now() } });
    return description;
  });
}

async function readNames(actor: Actor, row: Row): Promise<ReadonlyMap<string, string>> {
  const { categoryId, typeId, sellerId } = row;
  if (categoryId === null || typeId === null) return new Map();
  const kind = { categoryId, typeId };
  const known = await findAttributeNames(row.marketplace, kind);
  if (known.size > 0) return known;
  return unlessRefused(row, known, async () => {
    const { items } = await listCategoryAttributes({ actor, sellerId, kind });
    return new Map(items.map(({ id, name }) => [id, name]));
  });
}

/** What is asked for, or what is known where that is refused or takes too long; it is then there for the next look. */
async function unlessRefused<T>(row: Row, otherwise: T, ask: () => Promise<T>): Promise<T> {
  const asking = ask().catch((error: unknown) => {
    log().info({ seller_id: row.sellerId, err: error }, "a product is shown with what is known of it");
    return otherwise;
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), PATIENCE_MS);
  });
  return Promise.race([asking, late]).finally(() => clearTimeout(timer));
}

const MOST_RELATED = 50;

/** Indexes products_by_model, products_pkey. */
async function listRelated(row: Row): Promise<ProductDetails["related"]> {
  const isSameCard: Prisma.ProductWhereInput[] = row.modelId === null ? [] : [{ modelId: row.modelId }];
  const rows = await db().product.findMany({
    where: {
      sellerId: row.sellerId,
      goneAt: null,
      id: { not: row.id },
      OR: [...isSameCard, { sku: { in: row.relatedSkus } }],
    },
    select: { id: true, offerId: true, sku: true, name: true, pictures: true },
    orderBy: { offerId: "asc" },
    take: MOST_RELATED,
  });
  return rows.map(({ id, offerId, sku, name, pictures }) => ({
    ...{ id, sku, name },
    offer_id: offerId,
    picture: pictureOf(id, pictures),
  }));
}

/** Index stocks_pkey. */
function listStocks(row: Row): Promise<ProductDetails["stocks"]> {
  return db().$queryRaw<ProductDetails["stocks"]>`
    SELECT t.warehouse_id, coalesce(w.name, t.warehouse_id) AS warehouse, t.scheme, t.free, t.reserved, t.promised
      FROM stocks t
      LEFT JOIN warehouses w ON w.seller_id = t.seller_id AND w.warehouse_id = t.warehouse_id
           AND w.kind = CASE t.source WHEN 'own' THEN 'own' ELSE 'fbo' END
     WHERE t.seller_id = ${row.sellerId}::uuid AND t.source IN ('warehouses', 'own') AND t.offer_id = ${row.offerId}
       AND t.scheme IN ('fbo', 'fbs', 'rfbs')
     ORDER BY t.scheme, warehouse`;
}
