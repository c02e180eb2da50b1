import { z } from "zod";
import type { Actor } from "../access/actor";
import { decodeCursor, encodeCursor } from "../db/page";
import { AppError } from "../errors";
import { MarketplaceError } from "../marketplaces/errors";
import type { ProductPort } from "../marketplaces/product-port";
import type { CategoryAttribute } from "../wire/products";
import { askProducts, requireSellerOf } from "./ask-marketplace";
import { findFact, readFact } from "./market-facts";

const attributes = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    group: z.string().nullable(),
    isRequired: z.boolean(),
    isCollection: z.boolean(),
    type: z.string(),
    dictionaryId: z.string().nullable(),
  }),
);

export interface KindOfProduct {
  readonly categoryId: string;
  readonly typeId: string;
}

const attributesKey = ({ categoryId, typeId }: KindOfProduct) => `attributes:${categoryId}:${typeId}`;

/** Asks; what the marketplace does not know itself is not there, and no failure of its. */
async function askKnown<T>(sellerId: string, ask: (products: ProductPort) => Promise<T>): Promise<T> {
  try {
    return await askProducts({ sellerId }, ask);
  } catch (error) {
    const { cause } = error instanceof AppError ? error : { cause: null };
    const isAbsent = cause instanceof MarketplaceError && cause.kind === "not_found";
    throw isAbsent ? new AppError("not_found", { cause: error }) : error;
  }
}

/**
 * What is to be said of products of a kind, required things first. Throws `not_found` also for a kind that the
 * marketplace does not have, `section_not_offered` and why the
 * marketplace does not tell.
 */
export async function listCategoryAttributes(input: {
  actor: Actor;
  sellerId: string;
  kind: KindOfProduct;
  q?: string | undefined;
}): Promise<{ items: CategoryAttribute[]; fetched_at: string }> {
  const seller = await requireSellerOf(input.actor, input.sellerId);
  const known = await readFact({
    marketplace: seller.marketplace,
    key: attributesKey(input.kind),
    schema: attributes,
    ask: () =>
      askKnown(seller.id, async (products) => attributes.parse(await products.readAttributes(input.kind))),
  });
  const q = (input.q ?? "").toLowerCase();
  const found = known.value.filter(({ name }) => name.toLowerCase().includes(q));
  return {
    items: found.sort((a, b) => Number(b.isRequired) - Number(a.isRequired)).map(toWire),
    fetched_at: known.fetchedAt.toISOString(),
  };
}

function toWire(one: z.output<typeof attributes>[number]): CategoryAttribute {
  return {
    ...{ id: one.id, name: one.name, description: one.description, group: one.group, type: one.type },
    is_required: one.isRequired,
    is_collection: one.isCollection,
    dictionary_id: one.dictionaryId,
  };
}

/** Names of attributes by id, as far as they are here; nobody is asked. */
export async function findAttributeNames(
  marketplace: string,
  kind: KindOfProduct,
): Promise<ReadonlyMap<string, string>> {
  const known = await findFact({ marketplace, key: attributesKey(kind), schema: attributes });
  return new Map(known?.value.map(({ id, name }) => [id, name]));
}

const valuePage = z.object({
  items: z.array(z.object({ id: z.string(), value: z.string(), info: z.string().nullable() })),
  cursor: z.record(z.string(), z.unknown()).nullable(),
});
const valuePosition = z.strictObject({ at: z.record(z.string(), z.unknown()) });

/**
 * Values of an attribute's dictionary: all of them a page at a time, or those that words find. Throws `not_found`,
 * `invalid_cursor`, `section_not_offered` and why the marketplace does not tell.
 */
export async function listAttributeValues(input: {
  actor: Actor;
  sellerId: string;
  kind: KindOfProduct;
  attributeId: string;
  q?: string | undefined;
  cursor?: string | undefined;
}): Promise<{ items: z.output<typeof valuePage>["items"]; next_cursor: string | null }> {
  const { kind, attributeId } = input;
  const at = input.cursor === undefined ? null : decodeCursor(valuePosition, input.cursor).at;
  const seller = await requireSellerOf(input.actor, input.sellerId);
  const words = input.q === undefined || input.q === "" ? null : input.q.toLowerCase();
  const { value } = await readFact({
    marketplace: seller.marketplace,
    key: `values:${kind.categoryId}:${kind.typeId}:${attributeId}:${JSON.stringify([words, at])}`,
    schema: valuePage,
    ask: () =>
      askKnown(seller.id, async (products) =>
        valuePage.parse(await products.findValues({ ...kind, attributeId, words, cursor: at })),
      ),
  });
  return {
    items: value.items,
    next_cursor: value.cursor === null ? null : encodeCursor({ at: value.cursor }),
  };
}
