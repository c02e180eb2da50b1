import { bareNumber } from "../json";
import type { ItemOutcome, TaskState } from "../port-page";
import type { ProductPort } from "../product-port";
import type { OzonClient } from "./client";
import { isRefusalOfInput } from "./errors";
import { accepted, refused } from "./item-outcomes";
import { createCardChanges } from "./product-cards";
import { productPaths } from "./product-paths";
import {
  archived,
  changedPage,
  changedProduct,
  deletedPage,
  deletedProduct,
  taskItem,
  taskPage,
  theirError,
} from "./product-schemas";
import { readItems } from "./read-items";

type Changes = Pick<
  ProductPort,
  | "setPrices"
  | "archive"
  | "unarchive"
  | "deleteProducts"
  | "setPictures"
  | "setAttributes"
  | "addBarcodes"
  | "importBySku"
  | "readTask"
>;
type NewPrice = Parameters<ProductPort["setPrices"]>[0][number];
type Archived = Parameters<ProductPort["archive"]>[0][number];

/** Changes of products. Each request leaves once: it may have worked although its answer got lost. */
export function createProductChanges(client: OzonClient): Changes {
  return {
    setPrices: (items) => setPrices(client, items),
    archive: (products) => move(client, productPaths.archive, products),
    unarchive: (products) => move(client, productPaths.unarchive, products),
    deleteProducts: (offerIds) => deleteProducts(client, offerIds),
    readTask: (taskId) => readTask(client, taskId),
    ...createCardChanges(client),
  };
}

async function setPrices(client: OzonClient, items: readonly NewPrice[]): Promise<ItemOutcome[]> {
  const { body } = await client.post({
    path: productPaths.setPrices,
    body: {
      prices: items.map(({ offerId, price, oldPrice, minPrice, currency }) => ({
        offer_id: offerId,
        price,
        ...(oldPrice === null ? {} : { old_price: oldPrice }),
        ...(minPrice === null ? {} : { min_price: minPrice }),
        ...(currency === null ? {} : { currency_code: currency }),
      })),
    },
    schema: changedPage,
    isRepeatable: false,
  });
  const told = new Map(
    readItems(body.result, changedProduct, "result").items.map((item) => [item.offer_id, item]),
  );
  return items.map(({ offerId }) => {
    const item = told.get(offerId);
    // Neither taken nor refused: reading it back will tell.
    if (item === undefined) return accepted(offerId);
    const [error] = readItems(item.errors, theirError, "errors").items;
    if (error === undefined && item.updated !== false) return accepted(offerId);
    return refused(offerId, error?.code ?? null, error?.message ?? error?.description ?? null);
  });
}

/** One product that is refused refuses all of its request: each is then asked for by itself. */
async function move(
  client: OzonClient,
  path: string,
  products: readonly Archived[],
): Promise<readonly ItemOutcome[]> {
  try {
    const { body } = await client.post({
      path,
      body: { product_id: products.map(({ productId }) => bareNumber(productId)) },
      schema: archived,
      isRepeatable: false,
    });
    return products.map(({ offerId }) =>
      body.result === false ? refused(offerId, null, null) : accepted(offerId),
    );
  } catch (error) {
    if (!isRefusalOfInput(error)) throw error;
    const [only] = products;
    if (products.length === 1 && only !== undefined) return [refused(only.offerId, null, error.theirText)];
    const outcomes: ItemOutcome[] = [];
    for (const product of products) outcomes.push(...(await move(client, path, [product])));
    return outcomes;
  }
}

async function deleteProducts(client: OzonClient, offerIds: readonly string[]): Promise<ItemOutcome[]> {
  const { body } = await client.post({
    path: productPaths.delete,
    body: { products: offerIds.map((offer_id) => ({ offer_id })) },
    schema: deletedPage,
    isRepeatable: false,
  });
  const told = new Map(
    readItems(body.status, deletedProduct, "status").items.map((item) => [item.offer_id, item]),
  );
  return offerIds.map((offerId) => {
    const item = told.get(offerId);
    return item === undefined || item.is_deleted === true
      ? accepted(offerId)
      : refused(offerId, null, item.error);
  });
}

async function readTask(client: OzonClient, taskId: string): Promise<TaskState[]> {
  const { body } = await client.post({
    path: productPaths.task,
    body: { task_id: bareNumber(taskId) },
    schema: taskPage,
    isRepeatable: true,
  });
  return readItems(body.items, taskItem, "items").items.map((item) => {
    const errors = readItems(item.errors, theirError, "errors").items;
    const sentences = errors.flatMap((error) => error.description ?? error.message ?? error.code ?? []);
    return {
      subject: item.offer_id,
      state: TASK_STATES.get(item.status?.toLowerCase() ?? "") ?? "pending",
      theirText: sentences.length === 0 ? null : [...new Set(sentences)].join("; ").slice(0, 500),
    };
  });
}

/** `skipped`: nothing was to be changed. */
const TASK_STATES: ReadonlyMap<string, TaskState["state"]> = new Map([
  ["pending", "pending"],
  ["imported", "done"],
  ["skipped", "done"],
  ["failed", "failed"],
]);
