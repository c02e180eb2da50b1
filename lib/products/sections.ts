import { z } from "zod";
import { db } from "../db/client";
import { MarketplaceError } from "../marketplaces/errors";
import type { Marketplace } from "../marketplaces/ports";
import type { ProductPort } from "../marketplaces/product-port";
import { nudgeSections } from "../sync/request-sections";
import type { SectionReader, SectionStep, StepInput } from "../sync/section";
import { markGone, storeExtras, storeProducts } from "./store-products";

/** Prices and names change in the cabinet as well. */
const LIST_EVERY_SECONDS = 900;
const DETAILS_EVERY_SECONDS = 6 * 3600;
/** Of products in one step of the details; four requests each. */
const DETAILS_AT_ONCE = 100;

const listCursor = z.object({ at: z.record(z.string(), z.unknown()), met: z.number() });

/** Everything a seller sells, with archived products: names, pictures, prices, states. */
export const productsSection: SectionReader = {
  section: "products",
  everySeconds: LIST_EVERY_SECONDS,
  isOffered: ({ products }) => products !== undefined,
  async step(input): Promise<SectionStep> {
    const { sellerId, passStartedAt } = input;
    const from = input.cursor === null ? null : listCursor.parse(input.cursor);
    const page = await productsOf(input.marketplace).listProducts(from?.at ?? null);
    const met = (from?.met ?? 0) + page.items.length;
    const isOver = page.cursor === null;
    return {
      async store(tx) {
        await storeProducts(tx, { sellerId, products: page.items, listedAt: passStartedAt });
        if (!isOver) return;
        // A list that shows nothing at all is rather a slip of the marketplace than an emptied shop.
        if (met > 0) await markGone(tx, { sellerId, passStartedAt });
        tx.afterCommit(() => hurryDetails(sellerId));
      },
      cursor: page.cursor === null ? null : { at: page.cursor, met },
      count: page.items.length,
      total: page.total,
    };
  },
};

/** New products are not left without details until those of all others are due again. */
async function hurryDetails(sellerId: string): Promise<void> {
  const found = await db().product.findFirst({
    where: { sellerId, detailedAt: null, productId: { not: null }, goneAt: null, isArchived: false },
    select: { id: true },
  });
  if (found !== null) await nudgeSections(sellerId, ["product_details"]);
}

const detailsCursor = z.object({ after: z.string(), total: z.number() });

/** Attributes, ratings, subscribers and other numbers of what is for sale, some products at a time. */
export const productDetailsSection: SectionReader = {
  section: "product_details",
  everySeconds: DETAILS_EVERY_SECONDS,
  after: "products",
  isOffered: ({ products }) => products !== undefined,
  async step(input): Promise<SectionStep> {
    const { sellerId } = input;
    const from = input.cursor === null ? null : detailsCursor.parse(input.cursor);
    const due = await listDue(input, from?.after ?? null);
    const extras = await productsOf(input.marketplace).findExtras(due);
    const last = due.at(-1);
    const total = from?.total ?? (await countDue(input));
    return {
      store: (tx) => storeExtras(tx, { sellerId, extras }),
      cursor: due.length < DETAILS_AT_ONCE || last === undefined ? null : { after: last.offerId, total },
      count: due.length,
      total,
    };
  },
};

/** A pass that new products hurried on asks for these alone. */
function whereDue({ sellerId, passStartedAt }: StepInput) {
  const before = new Date(passStartedAt.getTime() - (DETAILS_EVERY_SECONDS - LIST_EVERY_SECONDS) * 1000);
  return {
    sellerId,
    goneAt: null,
    isArchived: false,
    productId: { not: null },
    OR: [{ detailedAt: null }, { detailedAt: { lt: before } }],
  };
}

function listDue(input: StepInput, after: string | null) {
  return db().product.findMany({
    where: { ...whereDue(input), ...(after === null ? {} : { offerId: { gt: after } }) },
    select: { offerId: true, productId: true, sku: true },
    orderBy: { offerId: "asc" }, // index products_pkey
    take: DETAILS_AT_ONCE,
  });
}

function countDue(input: StepInput): Promise<number> {
  return db().product.count({ where: whereDue(input) });
}

/** The products of a marketplace that has them; `isOffered` was asked before. */
function productsOf({ products, name }: Marketplace): ProductPort {
  if (products !== undefined) return products;
  throw new MarketplaceError({ kind: "not_found", effect: "none", method: `${name}: products` });
}
