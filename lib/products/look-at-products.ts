import type { ActionWork, ItemSight, WorkItem } from "../actions/handler";
import { now } from "../clock";
import { inTransaction } from "../db/transaction";
import { MarketplaceError } from "../marketplaces/errors";
import type { ProductFacts, ProductPort } from "../marketplaces/product-port";
import { storeProducts } from "./store-products";

/** The products of a marketplace that has them: what was queued was checked against it. */
export function productsOf({ marketplace }: Pick<ActionWork, "marketplace">): ProductPort {
  if (marketplace.products !== undefined) return marketplace.products;
  throw new MarketplaceError({ kind: "not_found", effect: "none", method: `${marketplace.name}: products` });
}

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
