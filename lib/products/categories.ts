import { z } from "zod";
import type { Actor } from "../access/actor";
import { once } from "../once";
import type { Category } from "../wire/products";
import { askProducts, requireSellerOf } from "./ask-marketplace";
import { type KnownFact, readFact } from "./market-facts";

/** More are not looked through: better words find it. */
const MOST_FOUND = 100;

const nodes = z.array(
  z.object({
    categoryId: z.string(),
    typeId: z.string().nullable(),
    name: z.string(),
    path: z.array(z.string()),
    parentId: z.string().nullable(),
  }),
);
type Node = z.output<typeof nodes>[number];

/** A tree has thousands of nodes: what was last read of it stays at hand. */
interface Tree {
  readonly fetchedAt: Date;
  readonly nodes: readonly (Node & { readonly folded: string })[];
  /** Categories with something below them. */
  readonly parents: ReadonlySet<string>;
}
const atHand = once("category-trees", () => new Map<string, Tree>());

/**
 * The marketplace's tree of categories: what is right below `parentId` (absent: the roots), or what has all words of `q`
 * in its path, in whatever order. Throws `not_found`, `section_not_offered` and why the marketplace does not tell.
 */
export async function listCategories(input: {
  actor: Actor;
  sellerId: string;
  parentId?: string | undefined;
  q?: string | undefined;
}): Promise<{ items: Category[]; fetched_at: string }> {
  const seller = await requireSellerOf(input.actor, input.sellerId);
  const tree = await readTree(seller);
  const words = fold(input.q ?? "")
    .split(" ")
    .filter(Boolean);
  const found =
    words.length > 0
      ? tree.nodes.filter(({ folded }) => words.every((word) => folded.includes(word)))
      : tree.nodes.filter(({ parentId }) => parentId === (input.parentId ?? null));
  const items = found.slice(0, words.length > 0 ? MOST_FOUND : undefined).map((node) => toWire(node, tree));
  return { items, fetched_at: tree.fetchedAt.toISOString() };
}

async function readTree(seller: { id: string; marketplace: string }): Promise<Tree> {
  const fact = await readFact({
    marketplace: seller.marketplace,
    key: "categories",
    schema: nodes,
    ask: () =>
      askProducts({ sellerId: seller.id }, async (products) => nodes.parse(await products.readCategories())),
  });
  const known = atHand().get(seller.marketplace);
  if (known?.fetchedAt.getTime() === fact.fetchedAt.getTime()) return known;
  const tree = toTree(fact);
  atHand().set(seller.marketplace, tree);
  return tree;
}

function toTree({ value, fetchedAt }: KnownFact<Node[]>): Tree {
  return {
    fetchedAt,
    nodes: value.map((node) => ({ ...node, folded: fold(node.path.join(" ")) })),
    parents: new Set(value.flatMap(({ parentId }) => parentId ?? [])),
  };
}

function fold(text: string): string {
  return text
    .toLowerCase()
    .replaceAll("ё", "е")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

function toWire({ categoryId, typeId, name, path }: Node, tree: Tree): Category {
  return {
    category_id: categoryId,
    type_id: typeId,
    name,
    path,
    is_leaf: typeId !== null || !tree.parents.has(categoryId),
  };
}
