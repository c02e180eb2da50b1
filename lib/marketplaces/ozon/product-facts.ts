import type { z } from "zod";
import type { PriceFacts, ProductAttribute, ProductFacts } from "../product-port";
import { type decimalText, isNothing } from "./decimal";
import {
  attribute,
  attributeGroup,
  attributeValue,
  type describedProduct,
  type ListedProduct,
  type Product,
  type pricedProduct,
  productProblem,
  productSource,
} from "./product-schemas";
import { readItems } from "./read-items";

/** What a product is, in our words. `names`: of categories by id. */
export function toProductFacts(item: Product, names: ReadonlyMap<string, string>): ProductFacts {
  const categoryId = item.description_category_id;
  return {
    offerId: item.offer_id,
    // Older accounts have one number for each way of selling; the first is the one its card is found by.
    sku: item.sku ?? readItems(item.sources, productSource, "sources").items[0]?.sku ?? null,
    name: item.name,
    category: categoryId === null ? null : (names.get(categoryId) ?? null),
    categoryId,
    productId: item.id,
    typeId: item.type_id,
    modelId: item.model_info?.model_id ?? null,
    pictures: [...new Set([...item.primary_image, ...item.images])],
    barcodes: [...new Set(item.barcodes)],
    price: item.price,
    oldPrice: unlessNothing(item.old_price),
    minPrice: unlessNothing(item.min_price),
    currency: item.currency_code,
    vat: item.vat,
    status: item.statuses?.status ?? null,
    statusName: item.statuses?.status_name ?? null,
    problems: problemsOf(item.errors),
    isArchived: item.is_archived === true || item.is_autoarchived === true,
    isDiscounted: item.is_discounted === true,
  };
}

/** What the list alone tells, of a product that the details leave out. */
export function toBareFacts(item: ListedProduct): ProductFacts {
  const untold = {
    sku: null,
    name: null,
    category: null,
    categoryId: null,
    typeId: null,
    modelId: null,
    price: null,
    oldPrice: null,
    minPrice: null,
    currency: null,
    vat: null,
    status: null,
    statusName: null,
  };
  return {
    ...untold,
    offerId: item.offer_id,
    productId: item.product_id,
    pictures: [],
    barcodes: [],
    problems: [],
    isArchived: item.archived === true,
    isDiscounted: item.is_discounted === true,
  };
}

/** Prices of a product as they are now. */
export function toPriceFacts(item: z.output<typeof pricedProduct>): PriceFacts {
  const { price } = item;
  return {
    offerId: item.offer_id,
    price: price?.price ?? null,
    oldPrice: unlessNothing(price?.old_price ?? null),
    minPrice: unlessNothing(price?.min_price ?? null),
    currency: price?.currency_code ?? null,
  };
}

/** Zero stands for "there is none" in crossed-out and lowest prices. */
function unlessNothing(amount: z.output<typeof decimalText>): string | null {
  return isNothing(amount) ? null : amount;
}

/** Sentences, each once; what concerns only Ozon itself is left out. */
function problemsOf(raw: readonly unknown[]): string[] {
  const sentences = readItems(raw, productProblem, "errors").items.flatMap(({ code, level, texts }) => {
    if (level === "ERROR_LEVEL_INTERNAL") return [];
    const sentence = texts?.short_description ?? texts?.message ?? texts?.description ?? code;
    return sentence === null ? [] : [sentence];
  });
  return [...new Set(sentences)];
}

/** Attributes of a product, those of groups beside the plain ones. */
export function toAttributes(item: z.output<typeof describedProduct>): ProductAttribute[] {
  const complex = item.complex_attributes.flatMap((raw) => {
    const group = attributeGroup.safeParse(raw);
    return group.success ? group.data.attributes : [raw];
  });
  const { items } = readItems([...item.attributes, ...complex], attribute, "attributes");
  return items.map(({ id, complex_id, values }) => ({
    id,
    complexId: complex_id ?? "0",
    values: readItems(values, attributeValue, "values").items.map((value) => ({
      value: value.value ?? "",
      dictionaryValueId: value.dictionary_value_id ?? value.dictionaryValueId,
    })),
  }));
}
