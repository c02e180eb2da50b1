import type { Actor } from "../access/actor";
import { toPublic } from "../actions/list-actions";
import { findAsked, queueAction } from "../actions/queue";
import { inTransaction } from "../db/transaction";
import { AppError } from "../errors";
import { log } from "../log";
import type { Action, Facts } from "../wire/actions";
import type { BodyOf } from "../wire/endpoint";
import type { updatePrices as endpoint } from "../wire/product-acts";
import { askProducts, requireActiveSeller } from "./ask-marketplace";
import { type ActedProduct, requireActed } from "./find-products";
import { isSameAmount, judgePrice } from "./price-change";
import { storePrices } from "./store-products";

type Given = BodyOf<typeof endpoint>;
export type GivenPrice = Given["items"][number];

/** Prices in the cabinet may have moved since the list was last taken in: so long is a look at them worth. */
const PATIENCE_MS = 3_000;
const MOST_SHOWN = 100;

/**
 * Has prices changed, after a look at what they are at this moment. Throws `not_found`, `seller_not_active`,
 * `unknown_article`, `same_subject_twice`, `changed_meanwhile` when a price is not the one that was seen,
 * `large_price_change` for more than half the price or a price of 0 unless `isLargeConfirmed`, `act_not_open` while
 * another change of one of these products is under way.
 */
export async function updatePrices(input: {
  actor: Actor;
  sellerId: string;
  items: readonly GivenPrice[];
  isLargeConfirmed: boolean;
  idempotencyKey?: string | null;
}): Promise<Action> {
  const { actor, items } = input;
  const asked = await findAsked(input);
  if (asked !== null) return asked;
  const seller = await requireActiveSeller(actor, input.sellerId);
  const offerIds = items.map((item) => item.offer_id);
  await requireActed(seller.id, offerIds); // nobody is asked about what is not there
  await refreshPrices(seller.id, offerIds);
  // no audit: `queueAction` appends the record.
  const row = await inTransaction(async (tx) => {
    const products = await requireActed(seller.id, offerIds, tx);
    const pairs = products.flatMap((product, index) => {
      const given = items[index];
      return given === undefined ? [] : [{ product, given }];
    });
    requireUnmoved(pairs);
    if (!input.isLargeConfirmed) requireNoLarge(pairs);
    return queueAction(tx, {
      actor,
      sellerId: seller.id,
      kind: "update_prices",
      items: pairs.map(toItem),
      isExclusive: true,
      idempotencyKey: input.idempotencyKey,
    });
  });
  return toPublic(row);
}

interface Pair {
  readonly product: ActedProduct;
  readonly given: GivenPrice;
}

/** Prices as they are now, where the marketplace tells soon; else what is here has to do. */
export async function refreshPrices(sellerId: string, offerIds: readonly string[]): Promise<void> {
  try {
    const prices = await askProducts({ sellerId, maxWaitMs: PATIENCE_MS }, (products) =>
      products.findPrices(offerIds),
    );
    // no audit: what the marketplace shows is nobody's act here.
    await inTransaction((tx) => storePrices(tx, { sellerId, prices }));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log().info({ seller_id: sellerId, code: error.code }, "prices are compared with those known here");
  }
}

function requireUnmoved(pairs: readonly Pair[]): void {
  const moved = pairs.filter(
    ({ product, given }) =>
      given.expected_price != null && !isSameAmount(product.price, given.expected_price),
  );
  if (moved.length === 0) return;
  const items = moved.slice(0, MOST_SHOWN).map(({ product, given }) => ({
    offer_id: product.offerId,
    name: product.name,
    expected: given.expected_price,
    now: product.price,
  }));
  throw new AppError("changed_meanwhile", { details: { items } });
}

function requireNoLarge(pairs: readonly Pair[]): void {
  const large = pairs.flatMap(({ product, given }) => {
    const { before, after, percent, isLarge } = judgePrice(product.price, given.price);
    return isLarge ? [{ offer_id: product.offerId, name: product.name, before, after, percent }] : [];
  });
  if (large.length > 0)
    throw new AppError("large_price_change", {
      details: { items: large.slice(0, MOST_SHOWN), count: large.length },
    });
}

/** Crossed-out and lowest prices are named where they were given; what is left out stays. */
function toItem({ product, given }: Pair) {
  const before: Facts = { price: product.price };
  const wanted: Facts = { price: given.price, currency: product.currency };
  if (given.old_price !== undefined) {
    before.old_price = product.oldPrice;
    wanted.old_price = given.old_price;
  }
  if (given.min_price !== undefined) {
    before.min_price = product.minPrice;
    wanted.min_price = given.min_price;
  }
  return { subject: product.offerId, label: product.name || product.offerId, before, wanted };
}
