import { MarketplaceError } from "../errors";
import type { PictureFacts, ProductExtras, ProductLimits, ProductPort, UsedLimit } from "../product-port";
import type { OzonClient } from "./client";
import { toAttributes } from "./product-facts";
import { productPaths } from "./product-paths";
import {
  attributePage,
  describedProduct,
  namedAttribute,
  picturedProduct,
  pictureError,
  picturePage,
  productLimits,
  productText,
  ratedProduct,
  ratingCondition,
  ratingGroup,
  ratingPage,
  relatedPage,
  relatedSku,
  subscription,
  subscriptionPage,
} from "./product-schemas";
import { readItems } from "./read-items";

type Details = Pick<ProductPort, "findExtras" | "readDescription" | "readPictures" | "readLimits">;
type Asked = Parameters<ProductPort["findExtras"]>[0];

/** Ozon's most of a page of attributes. */
const ATTRIBUTES_A_REQUEST = 1000;

/** What is told about products beside the list. */
export function createProductDetails(client: OzonClient): Details {
  return {
    findExtras: (products) => findExtras(client, products),
    readDescription: (offerId) => readDescription(client, offerId),
    readPictures: (productId) => readPictures(client, productId),
    readLimits: () => readLimits(client),
  };
}

async function findExtras(client: OzonClient, products: Asked): Promise<ProductExtras[]> {
  if (products.length === 0) return [];
  const skus = products.flatMap(({ sku }) => sku ?? []);
  const attributes = await unlessRefused(() => readAttributes(client, products));
  const hasSkus = skus.length > 0;
  const ratings = hasSkus ? await unlessRefused(() => readRatings(client, skus)) : null;
  const subscribers = hasSkus ? await unlessRefused(() => readSubscribers(client, skus)) : null;
  const related = hasSkus ? await unlessRefused(() => readRelated(client, skus)) : null;
  return products.map(({ offerId, productId, sku }) => {
    const rated = sku === null ? undefined : ratings?.get(sku);
    const numbers = productId === null ? undefined : related?.get(productId);
    return {
      offerId,
      attributes: attributes?.get(offerId) ?? null,
      rating: rated?.rating ?? null,
      ratingGroups: rated?.groups ?? null,
      subscribers: (sku === null ? undefined : subscribers?.get(sku)) ?? null,
      relatedSkus: numbers?.filter((number) => number !== sku) ?? null,
    };
  });
}

/** A key that may not ask for one thing, or an account that does not have it, is told all the others. */
async function unlessRefused<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof MarketplaceError && REFUSALS.has(error.kind)) return null;
    throw error;
  }
}

const REFUSALS: ReadonlySet<string> = new Set([
  "role_missing",
  "subscription_missing",
  "not_found",
  "unexpected_answer",
]);

async function readAttributes(client: OzonClient, products: Asked) {
  const { body } = await client.post({
    path: productPaths.attributes,
    body: {
      filter: { offer_id: products.map(({ offerId }) => offerId), visibility: "ALL" },
      last_id: "",
      limit: ATTRIBUTES_A_REQUEST,
    },
    schema: attributePage,
    isRepeatable: true,
  });
  const { items } = readItems(body.result, describedProduct, "result");
  return new Map(items.map((item) => [item.offer_id, toAttributes(item)]));
}

async function readRatings(client: OzonClient, skus: readonly string[]) {
  const { body } = await client.post({
    path: productPaths.rating,
    body: { skus },
    schema: ratingPage,
    isRepeatable: true,
  });
  const { items } = readItems(body.products, ratedProduct, "products");
  return new Map(
    items.map(({ sku, rating, groups }) => [
      sku,
      { rating, groups: readItems(groups, ratingGroup, "groups").items.map(toRatingGroup) },
    ]),
  );
}

function toRatingGroup(group: ReturnType<typeof ratingGroup.parse>) {
  const named = readItems(group.improve_attributes, namedAttribute, "attributes").items;
  const unmet = readItems(group.conditions, ratingCondition, "conditions").items.filter(
    ({ fulfilled }) => fulfilled === false,
  );
  const improve = [...named.map(({ name }) => name), ...unmet.map(({ description }) => description)];
  return {
    name: group.name ?? "",
    rating: group.rating ?? 0,
    improve: [...new Set(improve.flatMap((one) => one ?? []))],
  };
}

async function readSubscribers(client: OzonClient, skus: readonly string[]) {
  const { body } = await client.post({
    path: productPaths.subscription,
    body: { skus },
    schema: subscriptionPage,
    isRepeatable: true,
  });
  const { items } = readItems(body.result, subscription, "result");
  return new Map(items.map(({ sku, count }) => [sku, count]));
}

/** The answer does not say which number was asked about: what belongs together has one product id. */
async function readRelated(client: OzonClient, skus: readonly string[]) {
  const { body } = await client.post({
    path: productPaths.related,
    body: { sku: skus },
    schema: relatedPage,
    isRepeatable: true,
  });
  const byProduct = new Map<string, string[]>();
  for (const item of readItems(body.items, relatedSku, "items").items) {
    if (item.product_id === null) continue;
    byProduct.set(item.product_id, [...(byProduct.get(item.product_id) ?? []), item.sku]);
  }
  return byProduct;
}

async function readDescription(client: OzonClient, offerId: string): Promise<string | null> {
  const { body } = await client.post({
    path: productPaths.description,
    body: { offer_id: offerId },
    schema: productText,
    isRepeatable: true,
  });
  return body.description;
}

async function readPictures(client: OzonClient, productId: string): Promise<PictureFacts> {
  const { body } = await client.post({
    path: productPaths.pictureInfo,
    body: { product_id: [productId] },
    schema: picturePage,
    isRepeatable: true,
  });
  const shown = readItems(body.items, picturedProduct, "items").items.filter(
    ({ product_id }) => product_id === productId,
  );
  return {
    pictures: [...new Set(shown.flatMap((one) => [...one.primary_photo, ...one.photo]))],
    problems: shown
      .flatMap((one) => readItems(one.errors, pictureError, "errors").items)
      .flatMap(({ message, url }) => message ?? url ?? []),
  };
}

async function readLimits(client: OzonClient): Promise<ProductLimits> {
  const { body } = await client.post({
    path: productPaths.limits,
    body: {},
    schema: productLimits,
    isRepeatable: true,
  });
  return {
    all: toUsed(body.total),
    madeToday: toUsed(body.daily_create),
    changedToday: toUsed(body.daily_update),
  };
}

/** -1 says that there is no limit. */
function toUsed(told: ReturnType<typeof productLimits.parse>["total"]): UsedLimit | null {
  const limit = told?.limit ?? null;
  if (told === null || told === undefined || limit === null || limit < 0) return null;
  return { limit, used: told.usage ?? 0, resetsAt: told.reset_at };
}
