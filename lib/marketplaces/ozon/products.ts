import { once } from "../../once";
import type { ProductFacts, ProductPort } from "../product-port";
import type { OzonClient } from "./client";
import { paths } from "./paths";
import { readItems } from "./read-items";
import { category, categoryTree, product, productPage } from "./schemas";

/** The tree has thousands of kinds, is the same for all sellers and changes some times a year. */
const TREE_LASTS_MS = 6 * 60 * 60_000;
/** Deeper than Ozon's own three levels; a tree without an end must not hold us. */
const MAX_DEPTH = 8;

/** Names of categories by id, as they were last told. */
interface CategoryNames {
  readonly names: ReadonlyMap<string, string>;
  readonly askedAt: number;
}

/** By address; connections come and go with every poll. */
const shelf = once("ozon-categories", () => new Map<string, CategoryNames>());

/** Products by the seller's articles, production only. */
export function createProductPort(client: OzonClient): ProductPort {
  return {
    async findProducts(offerIds) {
      if (offerIds.length === 0) return [];
      const { body } = await client.post({
        path: paths.products,
        body: { offer_id: [...offerIds] },
        schema: productPage,
        isRepeatable: true,
      });
      const { items } = readItems(body.items, product, "items");
      const isNameNeeded = items.some((item) => item.description_category_id !== null);
      const names = isNameNeeded ? await readNames(client) : new Map<string, string>();
      return items.map((item): ProductFacts => {
        const categoryId = item.description_category_id;
        const named = categoryId === null ? null : (names.get(categoryId) ?? null);
        return { offerId: item.offer_id, sku: item.sku, name: item.name, category: named, categoryId };
      });
    },
  };
}

async function readNames(client: OzonClient): Promise<ReadonlyMap<string, string>> {
  const kept = shelf().get(client.baseUrl);
  const now = client.now().getTime();
  if (kept !== undefined && Math.abs(now - kept.askedAt) < TREE_LASTS_MS) return kept.names;
  const { body } = await client.post({
    path: paths.categories,
    body: { language: "RU" },
    schema: categoryTree,
    isRepeatable: true,
  });
  const names = new Map<string, string>();
  gather(body.result, names, 0);
  shelf().set(client.baseUrl, { names, askedAt: now });
  return names;
}

function gather(nodes: readonly unknown[], names: Map<string, string>, depth: number): void {
  if (depth > MAX_DEPTH) return;
  for (const node of readItems(nodes, category, "result").items) {
    if (node.description_category_id !== null && node.category_name !== null)
      names.set(node.description_category_id, node.category_name);
    gather(node.children ?? [], names, depth + 1);
  }
}
