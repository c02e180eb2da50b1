import { z } from "zod";
import type { ActionHandler, ItemSight, WorkItem } from "../actions/handler";
import { inTransaction } from "../db/transaction";
import type { ItemOutcome } from "../marketplaces/port-page";
import { lookAtProducts, productsOf, readTasks, sight } from "./look-at-products";
import { isSameAmount } from "./price-change";
import { markMissing, storeExtras, storePrices } from "./store-products";

/** Ozon's most for each request. */
const PRICES_A_REQUEST = 1000;
const PRODUCTS_A_REQUEST = 100;

const amountOf = (item: WorkItem, name: string) => {
  const amount = item.wanted[name];
  return typeof amount === "string" ? amount : null;
};

/** Prices are set to what they are to be: sending them again changes nothing more. */
export const pricesHandler: ActionHandler = {
  kind: "update_prices",
  batch: PRICES_A_REQUEST,
  isAbsolute: true,
  send: (work) =>
    productsOf(work).setPrices(
      work.items.map((item) => ({
        offerId: item.subject,
        price: amountOf(item, "price") ?? "0",
        oldPrice: amountOf(item, "old_price"),
        minPrice: amountOf(item, "min_price"),
        currency: amountOf(item, "currency"),
      })),
    ),
  look: async (work) => {
    const { sellerId } = work;
    const prices = await productsOf(work).findPrices(work.items.map(({ subject }) => subject));
    // no audit: what the marketplace shows is nobody's act here.
    await inTransaction((tx) => storePrices(tx, { sellerId, prices }));
    const shown = new Map(prices.map((one) => [one.offerId, one]));
    return work.items.map((item): ItemSight => {
      const one = shown.get(item.subject);
      if (one === undefined) return sight(item, "pending", null);
      const seen = { price: one.price, old_price: one.oldPrice, min_price: one.minPrice };
      const isThere = (["price", "old_price", "min_price"] as const).every((name) => {
        const wanted = amountOf(item, name);
        return wanted === null || isSameAmount(seen[name], wanted);
      });
      return sight(item, isThere ? "done" : "pending", seen);
    });
  },
};

const moved = z.object({ productId: z.string() });

/** Into the archive and out of it: doing it twice changes nothing more. */
function moveHandler(
  kind: "archive_products" | "unarchive_products",
  verb: "archive" | "unarchive",
): ActionHandler {
  return {
    kind,
    batch: PRODUCTS_A_REQUEST,
    isAbsolute: true,
    send: (work) =>
      productsOf(work)[verb](
        work.items.map((item) => ({
          offerId: item.subject,
          productId: moved.parse(item.payload).productId,
        })),
      ),
    look: async (work) => {
      const shown = await lookAtProducts(work);
      return work.items.map((item) => {
        const product = shown.get(item.subject);
        if (product === undefined) return sight(item, "pending", null);
        const seen = { archived: product.isArchived ? 1 : 0 };
        return sight(item, seen.archived === item.wanted.archived ? "done" : "pending", seen);
      });
    },
  };
}

export const archiveHandler = moveHandler("archive_products", "archive");
export const unarchiveHandler = moveHandler("unarchive_products", "unarchive");

/** A second request would be refused for what the first has done: its fate is looked up instead. */
export const deleteHandler: ActionHandler = {
  kind: "delete_products",
  batch: PRODUCTS_A_REQUEST,
  isAbsolute: false,
  send: (work) => productsOf(work).deleteProducts(work.items.map(({ subject }) => subject)),
  look: async (work) => {
    const { sellerId } = work;
    const shown = await lookAtProducts(work);
    const offerIds = work.items.flatMap(({ subject }) => (shown.has(subject) ? [] : [subject]));
    // no audit: what was asked for is audited; this is what came of it.
    await inTransaction((tx) => markMissing(tx, { sellerId, offerIds }));
    return work.items.map((item) =>
      shown.has(item.subject) ? sight(item, "pending", { deleted: 0 }) : sight(item, "done", { deleted: 1 }),
    );
  },
};

const barcoded = z.object({ productId: z.string(), sku: z.string(), known: z.array(z.string()) });

/** A barcode that was made twice is two: its fate is looked up. */
export const barcodesHandler: ActionHandler = {
  kind: "add_barcodes",
  batch: PRODUCTS_A_REQUEST,
  isAbsolute: false,
  send: (work) =>
    productsOf(work).addBarcodes(
      work.items.map((item) => ({
        offerId: item.subject,
        barcode: amountOf(item, "barcode"),
        ...barcoded.parse(item.payload),
      })),
    ),
  look: async (work) => {
    const shown = await lookAtProducts(work);
    return work.items.map((item) => {
      const product = shown.get(item.subject);
      if (product === undefined) return sight(item, "pending", null);
      const wanted = amountOf(item, "barcode");
      const { known } = barcoded.parse(item.payload);
      const isThere =
        wanted === null
          ? product.barcodes.some((barcode) => !known.includes(barcode))
          : product.barcodes.includes(wanted);
      return sight(item, isThere ? "done" : "pending", { barcodes: product.barcodes.join(", ") });
    });
  },
};

const copied = z.object({ name: z.string().nullable(), vat: z.string() });

/** The marketplace copies a card in its own time, under a task's number; made once. */
export const importHandler: ActionHandler = {
  kind: "import_by_sku",
  batch: PRODUCTS_A_REQUEST,
  isAbsolute: false,
  send: (work): Promise<readonly ItemOutcome[]> =>
    productsOf(work).importBySku(
      work.items.map((item) => ({
        sku: amountOf(item, "sku") ?? "",
        offerId: item.subject,
        price: amountOf(item, "price") ?? "0",
        oldPrice: amountOf(item, "old_price"),
        ...copied.parse(item.payload),
      })),
    ),
  look: async (work) => {
    const tasks = await readTasks(work);
    const shown = await lookAtProducts(work);
    return work.items.map((item) => {
      const product = shown.get(item.subject);
      const seen = product === undefined ? null : { sku: product.sku, price: product.price };
      const task = tasks.get(item.subject);
      if (task?.state === "failed") return { ...sight(item, "not_done", seen), theirText: task.theirText };
      // Without a task (its answer was lost) the product itself is the proof.
      const isDone = product !== undefined && (item.taskId === null || task?.state === "done");
      return sight(item, isDone ? "done" : "pending", seen);
    });
  },
};

const pictured = z.object({
  productId: z.string(),
  pictures: z.array(z.string()),
  before: z.array(z.string()),
});

/** All pictures of a card at once, hence one product a request; the same again changes nothing more. */
export const picturesHandler: ActionHandler = {
  kind: "update_pictures",
  batch: 1,
  isAbsolute: true,
  send: (work) =>
    Promise.all(
      work.items.map((item) =>
        productsOf(work).setPictures({ offerId: item.subject, ...pictured.parse(item.payload) }),
      ),
    ),
  look: async (work) => {
    await lookAtProducts(work);
    return Promise.all(
      work.items.map(async (item) => {
        const { productId, pictures: wanted, before } = pictured.parse(item.payload);
        const { pictures, problems } = await productsOf(work).readPictures(productId);
        const seen = { pictures: pictures.length };
        if (problems.length > 0)
          return { ...sight(item, "not_done", seen), theirText: [...new Set(problems)].join("; ") };
        // The marketplace keeps copies under addresses of its own: only what was there before is known by them.
        const isAsWanted = isSame(pictures, wanted);
        const isNew = pictures.length === wanted.length && !isSame(pictures, before);
        return sight(item, isAsWanted || isNew ? "done" : "pending", seen);
      }),
    );
  },
};

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((one, index) => one === others[index]);
}

const attributed = z.object({
  attributes: z.array(
    z.object({
      id: z.string(),
      complexId: z.string(),
      name: z.string(),
      values: z.array(z.object({ value: z.string(), dictionaryValueId: z.string().nullable() })),
    }),
  ),
});

/** Attributes are set to what they are to be; the marketplace takes its time under a task's number. */
export const attributesHandler: ActionHandler = {
  kind: "update_attributes",
  batch: 100,
  isAbsolute: true,
  send: (work) =>
    productsOf(work).setAttributes(
      work.items.map((item) => ({ offerId: item.subject, ...attributed.parse(item.payload) })),
    ),
  look: async (work) => {
    const { sellerId } = work;
    const tasks = await readTasks(work);
    const products = await lookAtProducts(work);
    const asked = work.items.map(({ subject: offerId }) => ({
      offerId,
      productId: products.get(offerId)?.productId ?? null,
      sku: products.get(offerId)?.sku ?? null,
    }));
    const extras = await productsOf(work).findExtras(asked);
    // no audit: what the marketplace shows is nobody's act here.
    await inTransaction((tx) => storeExtras(tx, { sellerId, extras }));
    const shown = new Map(extras.map((one) => [one.offerId, one.attributes ?? []]));
    return work.items.map((item) => {
      const state = tasks.get(item.subject);
      const wanted = attributed.parse(item.payload).attributes;
      const there = new Map(shown.get(item.subject)?.map((one) => [one.id, textOf(one.values)]));
      const seen = Object.fromEntries(wanted.map(({ id, name }) => [name, there.get(id) ?? null]));
      if (state?.state === "failed") return { ...sight(item, "not_done", seen), theirText: state.theirText };
      const isThere = wanted.every(({ id, values }) => there.get(id) === textOf(values));
      return sight(item, isThere || state?.state === "done" ? "done" : "pending", seen);
    });
  },
};

function textOf(values: readonly { readonly value: string }[]): string {
  return values.map(({ value }) => value).join("; ");
}
