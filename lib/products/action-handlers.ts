import { z } from "zod";
import type { ActionHandler, ActionWork, ItemSight, WorkItem } from "../actions/handler";
import { now } from "../clock";
import { inTransaction } from "../db/transaction";
import { MarketplaceError } from "../marketplaces/errors";
import type { ItemOutcome } from "../marketplaces/port-page";
import type { ProductFacts, ProductPort } from "../marketplaces/product-port";
import { isSameAmount } from "./price-change";
import { markMissing, storePrices, storeProducts } from "./store-products";

/** Ozon's most for each request. */
const PRICES_A_REQUEST = 1000;
const PRODUCTS_A_REQUEST = 100;

/** The products of a marketplace that has them: what was queued was checked against it. */
export function productsOf({ marketplace }: Pick<ActionWork, "marketplace">): ProductPort {
  if (marketplace.products !== undefined) return marketplace.products;
  throw new MarketplaceError({ kind: "not_found", effect: "none", method: `${marketplace.name}: products` });
}

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

/** How far the tasks of these items are, by article. */
export async function readTasks(work: ActionWork) {
  const taskIds = [...new Set(work.items.flatMap(({ taskId }) => taskId ?? []))];
  const states = await Promise.all(taskIds.map((taskId) => productsOf(work).readTask(taskId)));
  return new Map(states.flat().map((state) => [state.subject, state]));
}

/** The products of these items as the marketplace shows them now; they are stored as they are seen. */
export async function lookAtProducts(work: ActionWork): Promise<Map<string, ProductFacts>> {
  const { sellerId } = work;
  const products = await productsOf(work).findProducts(work.items.map(({ subject }) => subject));
  // no audit: what the marketplace shows is nobody's act here.
  await inTransaction((tx) => storeProducts(tx, { sellerId, products, listedAt: now() }));
  return new Map(products.map((product) => [product.offerId, product]));
}

/** What is seen of an item. */
export function sight(item: WorkItem, verdict: ItemSight["verdict"], seen: ItemSight["seen"]): ItemSight {
  return { position: item.position, verdict, seen, theirText: null };
}
