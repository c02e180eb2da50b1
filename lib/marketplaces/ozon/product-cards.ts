import { MarketplaceError } from "../errors";
import { bareNumber } from "../json";
import type { ItemOutcome } from "../port-page";
import type { ProductPort } from "../product-port";
import type { OzonClient } from "./client";
import { accepted, refused } from "./item-outcomes";
import { productPaths } from "./product-paths";
import { barcodeError, barcodeErrors, picturesTaken, startedTask, takenPicture } from "./product-schemas";
import { readItems } from "./read-items";

type CardChanges = Pick<ProductPort, "setPictures" | "setAttributes" | "addBarcodes" | "importBySku">;
type Given<Verb extends keyof CardChanges> = Parameters<ProductPort[Verb]>[0];

/** Changes of what a product's card shows, and new cards. */
export function createCardChanges(client: OzonClient): CardChanges {
  return {
    setPictures: (input) => setPictures(client, input),
    setAttributes: (items) => setAttributes(client, items),
    addBarcodes: (items) => addBarcodes(client, items),
    importBySku: (items) => importBySku(client, items),
  };
}

async function setPictures(client: OzonClient, input: Given<"setPictures">): Promise<ItemOutcome> {
  const { body } = await client.post({
    path: productPaths.setPictures,
    body: { product_id: bareNumber(input.productId), images: input.pictures },
    schema: picturesTaken,
    isRepeatable: false,
  });
  const { items } = readItems(body.pictures, takenPicture, "pictures");
  const isRefused = items.length > 0 && items.every(({ state }) => state === "failed");
  return isRefused ? refused(input.offerId, null, null) : accepted(input.offerId);
}

async function setAttributes(client: OzonClient, items: Given<"setAttributes">): Promise<ItemOutcome[]> {
  const { body } = await client.post({
    path: productPaths.setAttributes,
    body: {
      items: items.map(({ offerId, attributes }) => ({
        offer_id: offerId,
        attributes: attributes.map(({ id, complexId, values }) => ({
          id: bareNumber(id),
          complex_id: bareNumber(complexId),
          values: values.map(({ value, dictionaryValueId }) => ({
            ...(dictionaryValueId === null ? {} : { dictionary_value_id: bareNumber(dictionaryValueId) }),
            value,
          })),
        })),
      })),
    },
    schema: startedTask,
    isRepeatable: false,
  });
  return items.map(({ offerId }) => accepted(offerId, body.task_id));
}

/** Two methods for what is given and what is to be made: the second's failure does not undo the first. */
async function addBarcodes(client: OzonClient, items: Given<"addBarcodes">): Promise<ItemOutcome[]> {
  const given = await addGiven(client, items);
  const toMake = items.filter(({ barcode }) => barcode === null);
  if (given.length === 0) return makeNew(client, toMake);
  try {
    return [...given, ...(await makeNew(client, toMake))];
  } catch (error) {
    if (!(error instanceof MarketplaceError)) throw error;
    // Nobody knows what came of these: what no outcome speaks of is looked for.
    if (error.effect === "unknown") return given;
    const isPassing = error.kind === "rate_limited" || error.kind === "unavailable";
    const outcome = isPassing ? "later" : "refused";
    const failed = toMake.map(
      ({ offerId }) => ({ ...refused(offerId, null, error.theirText), outcome }) as const,
    );
    return [...given, ...failed];
  }
}

async function addGiven(client: OzonClient, items: Given<"addBarcodes">): Promise<ItemOutcome[]> {
  const given = items.flatMap(({ offerId, sku, barcode }) =>
    barcode === null ? [] : [{ offerId, sku, barcode }],
  );
  if (given.length === 0) return [];
  const { body } = await client.post({
    path: productPaths.addBarcodes,
    body: { barcodes: given.map(({ sku, barcode }) => ({ sku: bareNumber(sku), barcode })) },
    schema: barcodeErrors,
    isRepeatable: false,
  });
  const { items: errors } = readItems(body.errors, barcodeError, "errors");
  return given.map(({ offerId, sku, barcode }) => {
    const error = errors.find((one) => one.barcode === barcode && (one.sku === null || one.sku === sku));
    return error === undefined ? accepted(offerId) : refused(offerId, error.code, error.error);
  });
}

async function makeNew(client: OzonClient, items: Given<"addBarcodes">): Promise<ItemOutcome[]> {
  if (items.length === 0) return [];
  const { body } = await client.post({
    path: productPaths.makeBarcodes,
    body: { product_ids: items.map(({ productId }) => productId) },
    schema: barcodeErrors,
    isRepeatable: false,
  });
  const { items: errors } = readItems(body.errors, barcodeError, "errors");
  return items.map(({ offerId, productId }) => {
    const error = errors.find((one) => one.product_id === productId);
    return error === undefined ? accepted(offerId) : refused(offerId, error.code, error.error);
  });
}

async function importBySku(client: OzonClient, items: Given<"importBySku">): Promise<ItemOutcome[]> {
  const { body } = await client.post({
    path: productPaths.importBySku,
    body: {
      items: items.map(({ sku, offerId, name, price, oldPrice, vat }) => ({
        sku: bareNumber(sku),
        offer_id: offerId,
        price,
        vat,
        ...(name === null ? {} : { name }),
        ...(oldPrice === null ? {} : { old_price: oldPrice }),
      })),
    },
    schema: startedTask,
    isRepeatable: false,
  });
  const unmatched = new Set(body.unmatched_sku_list);
  return items.map(({ offerId, sku }) =>
    unmatched.has(sku) ? refused(offerId, "unmatched_sku", null) : accepted(offerId, body.task_id),
  );
}
