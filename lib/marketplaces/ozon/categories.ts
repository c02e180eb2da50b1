import { once } from "../../once";
import { bareNumber } from "../json";
import type { CategoryAttribute, CategoryNode, ProductPort } from "../product-port";
import type { OzonClient } from "./client";
import { productPaths } from "./product-paths";
import {
  attributeList,
  category,
  categoryAttribute,
  categoryTree,
  dictionaryValue,
  valuePage,
} from "./product-schemas";
import { readItems } from "./read-items";

/** The tree has thousands of kinds, is the same for all sellers and changes some times a year. */
const TREE_LASTS_MS = 6 * 60 * 60_000;
/** Deeper than Ozon's own three levels; a tree without an end must not hold us. */
const MAX_DEPTH = 8;
/** Of a dictionary's page; Ozon gives up to 2000. */
const VALUES_A_PAGE = 500;
/** Ozon's most for a search. */
const VALUES_FOUND = 100;
/** Ozon searches for no less. */
const SHORTEST_WORDS = 2;

interface KeptTree {
  readonly nodes: readonly CategoryNode[];
  readonly names: ReadonlyMap<string, string>;
  readonly askedAt: number;
}

/** By address; connections come and go with every poll. */
const shelf = once("ozon-categories", () => new Map<string, KeptTree>());

type Categories = Pick<ProductPort, "readCategories" | "readAttributes" | "findValues">;

/** Categories, what is to be said of their products, and the dictionaries of that; all in Russian. */
export function createCategories(client: OzonClient): Categories {
  return {
    readCategories: async () => (await readTree(client)).nodes,
    readAttributes: (key) => readAttributes(client, key),
    findValues: (input) => findValues(client, input),
  };
}

/** Names of categories by id; asked for now and then. */
export async function readCategoryNames(client: OzonClient): Promise<ReadonlyMap<string, string>> {
  const kept = shelf().get(client.baseUrl);
  const isFresh = kept !== undefined && Math.abs(client.now().getTime() - kept.askedAt) < TREE_LASTS_MS;
  return (isFresh ? kept : await readTree(client)).names;
}

async function readTree(client: OzonClient): Promise<KeptTree> {
  const { body } = await client.post({
    path: productPaths.categories,
    body: { language: "RU" },
    schema: categoryTree,
    isRepeatable: true,
  });
  const nodes: CategoryNode[] = [];
  gather(body.result, { parentId: null, path: [] }, nodes);
  const named = nodes.flatMap(({ categoryId, typeId, name }) =>
    typeId === null ? [[categoryId, name] as const] : [],
  );
  const kept = { nodes, names: new Map(named), askedAt: client.now().getTime() };
  shelf().set(client.baseUrl, kept);
  return kept;
}

/** Depth first, so that what belongs together stands together. A type has no category number of its own. */
function gather(
  raw: readonly unknown[],
  above: { parentId: string | null; path: readonly string[] },
  nodes: CategoryNode[],
): void {
  if (above.path.length >= MAX_DEPTH) return;
  for (const node of readItems(raw, category, "result").items) {
    const typeId = node.type_id;
    const name = typeId === null ? node.category_name : node.type_name;
    const categoryId = node.description_category_id ?? (typeId === null ? null : above.parentId);
    if (name === null || categoryId === null) continue;
    const path = [...above.path, name];
    nodes.push({ categoryId, typeId, name, path, parentId: above.parentId });
    gather(node.children, { parentId: categoryId, path }, nodes);
  }
}

async function readAttributes(
  client: OzonClient,
  { categoryId, typeId }: Parameters<Categories["readAttributes"]>[0],
): Promise<readonly CategoryAttribute[]> {
  const { body } = await client.post({
    path: productPaths.categoryAttributes,
    body: {
      description_category_id: bareNumber(categoryId),
      type_id: bareNumber(typeId),
      language: "RU",
    },
    schema: attributeList,
    isRepeatable: true,
  });
  return readItems(body.result, categoryAttribute, "result").items.map((item) => ({
    id: item.id,
    name: item.name ?? item.id,
    description: item.description,
    group: item.group_name,
    isRequired: item.is_required === true,
    isCollection: item.is_collection === true,
    type: item.type ?? "",
    dictionaryId: item.dictionary_id,
  }));
}

async function findValues(client: OzonClient, input: Parameters<Categories["findValues"]>[0]) {
  const { words } = input;
  const isSearch = words !== null && words.length >= SHORTEST_WORDS;
  const about = {
    attribute_id: bareNumber(input.attributeId),
    description_category_id: bareNumber(input.categoryId),
    type_id: bareNumber(input.typeId),
  };
  const from = typeof input.cursor?.last_value_id === "string" ? input.cursor.last_value_id : "0";
  const { body } = await client.post({
    path: isSearch ? productPaths.valueSearch : productPaths.attributeValues,
    body: isSearch
      ? { ...about, value: words, limit: VALUES_FOUND }
      : { ...about, language: "RU", last_value_id: bareNumber(from), limit: VALUES_A_PAGE },
    schema: valuePage,
    isRepeatable: true,
  });
  const { items, unreadable } = readItems(body.result, dictionaryValue, "result");
  const last = items.at(-1)?.id;
  const hasMore = !isSearch && body.has_next === true && last !== undefined && last !== from;
  return {
    items: items.flatMap(({ id, value, info }) => (value === null ? [] : [{ id, value, info }])),
    cursor: hasMore ? { last_value_id: last } : null,
    total: null,
    unreadable,
  };
}
