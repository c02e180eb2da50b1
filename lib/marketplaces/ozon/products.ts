import type { Cursor } from "../cursor";
import type { PortPage } from "../port-page";
import type { PriceFacts, ProductFacts, ProductPort } from "../product-port";
import { createCategories, readCategoryNames } from "./categories";
import type { OzonClient } from "./client";
import { createProductChanges } from "./product-changes";
import { createProductDetails } from "./product-details";
import { toBareFacts, toPriceFacts, toProductFacts } from "./product-facts";
import { productPaths } from "./product-paths";
import {
  listedProduct,
  pricedProduct,
  pricePage,
  product,
  productListPage,
  productPage,
} from "./product-schemas";
import { readItems } from "./read-items";

/** Ozon's most for a page of the list, and for details of products. */
const PRODUCTS_A_REQUEST = 1000;
const PRICES_A_REQUEST = 1000;

/** Products, prices and categories, in both dialects. */
export function createProductPort(client: OzonClient): ProductPort {
  return {
    findProducts: (offerIds) => findProducts(client, offerIds),
    listProducts: (cursor) => listProducts(client, cursor),
    findPrices: (offerIds) => findPrices(client, offerIds),
    openPicture: (address) => client.downloadPicture(address),
    ...createProductDetails(client),
    ...createCategories(client),
    ...createProductChanges(client),
  };
}

async function findProducts(client: OzonClient, offerIds: readonly string[]): Promise<ProductFacts[]> {
  const found: ProductFacts[] = [];
  for (let start = 0; start < offerIds.length; start += PRODUCTS_A_REQUEST)
    found.push(...(await readInfo(client, { offer_id: offerIds.slice(start, start + PRODUCTS_A_REQUEST) })));
  return found;
}

async function readInfo(
  client: OzonClient,
  which: { offer_id: readonly string[] } | { product_id: readonly string[] },
): Promise<ProductFacts[]> {
  const { body } = await client.post({
    path: productPaths.info,
    body: which,
    schema: productPage,
    isRepeatable: true,
  });
  const { items } = readItems(body.items, product, "items");
  const isNameNeeded = items.some((item) => item.description_category_id !== null);
  const names = isNameNeeded ? await readCategoryNames(client) : new Map<string, string>();
  return items.map((item) => toProductFacts(item, names));
}

/** The list shows archived products apart from all others. */
const VISIBILITIES = ["ALL", "ARCHIVED"] as const;
type Visibility = (typeof VISIBILITIES)[number];

interface Position {
  readonly visibility: Visibility;
  readonly lastId: string;
  /** Shown under this visibility so far, and under those before it. */
  readonly seen: number;
  readonly before: number;
}

function toPosition(cursor: Cursor | null): Position {
  const visibility = cursor?.visibility === "ARCHIVED" ? "ARCHIVED" : "ALL";
  const count = (value: unknown) => (typeof value === "number" ? value : 0);
  const lastId = typeof cursor?.last_id === "string" ? cursor.last_id : "";
  return { visibility, lastId, seen: count(cursor?.seen), before: count(cursor?.before) };
}

async function listProducts(client: OzonClient, cursor: Cursor | null): Promise<PortPage<ProductFacts>> {
  const at = toPosition(cursor);
  const { body } = await client.post({
    path: productPaths.list,
    body: { filter: { visibility: at.visibility }, last_id: at.lastId, limit: PRODUCTS_A_REQUEST },
    schema: productListPage,
    isRepeatable: true,
  });
  const { items, unreadable } = readItems(body.items, listedProduct, "items");
  const ids = items.flatMap((item) => item.product_id ?? []);
  const told = ids.length === 0 ? [] : await readInfo(client, { product_id: ids });
  const known = new Map(told.map((facts) => [facts.offerId, facts]));
  const seen = at.seen + body.items.length;
  return {
    // The list decides what is archived: the details of a moment later may be those of another copy.
    items: items.map((item) => ({
      ...(known.get(item.offer_id) ?? toBareFacts(item)),
      isArchived: item.archived === true || at.visibility === "ARCHIVED",
    })),
    cursor: nextOf(at, { lastId: body.last_id ?? "", shown: body.items.length, seen, total: body.total }),
    total: body.total === null ? null : at.before + Math.max(body.total, seen),
    unreadable,
  };
}

function nextOf(
  at: Position,
  page: { lastId: string; shown: number; seen: number; total: number | null },
): Cursor | null {
  const isOver =
    page.shown === 0 ||
    page.lastId === "" ||
    page.lastId === at.lastId || // it would go round in circles
    (page.total !== null && page.seen >= page.total);
  if (!isOver) return { visibility: at.visibility, last_id: page.lastId, seen: page.seen, before: at.before };
  const next = VISIBILITIES[VISIBILITIES.indexOf(at.visibility) + 1];
  return next === undefined
    ? null
    : { visibility: next, last_id: "", seen: 0, before: at.before + page.seen };
}

async function findPrices(client: OzonClient, offerIds: readonly string[]): Promise<PriceFacts[]> {
  const found: PriceFacts[] = [];
  for (let start = 0; start < offerIds.length; start += PRICES_A_REQUEST) {
    const { body } = await client.post({
      path: productPaths.prices,
      body: {
        filter: { offer_id: offerIds.slice(start, start + PRICES_A_REQUEST), visibility: "ALL" },
        cursor: "",
        limit: PRICES_A_REQUEST,
      },
      schema: pricePage,
      isRepeatable: true,
    });
    found.push(...readItems(body.items, pricedProduct, "items").items.map(toPriceFacts));
  }
  return found;
}
