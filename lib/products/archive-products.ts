import type { Actor } from "../access/actor";
import { toPublic } from "../actions/list-actions";
import { findAsked, queueAction } from "../actions/queue";
import { inTransaction } from "../db/transaction";
import { AppError } from "../errors";
import type { Action } from "../wire/actions";
import { requireActiveSeller } from "./ask-marketplace";
import { type ActedProduct, requireActed, requireProductIds } from "./find-products";

interface Asked {
  readonly actor: Actor;
  readonly sellerId: string;
  readonly offerIds: readonly string[];
  readonly idempotencyKey?: string | null;
}

/**
 * Has products put into the marketplace's archive. Throws `not_found`, `seller_not_active`, `unknown_article`,
 * `same_subject_twice`, `act_not_open` while another change of one of them is under way.
 */
export function archiveProducts(input: Asked): Promise<Action> {
  return move(input, "archive_products", 1);
}

/** Has them taken out of it. Throws the same. */
export function unarchiveProducts(input: Asked): Promise<Action> {
  return move(input, "unarchive_products", 0);
}

async function move(
  { actor, sellerId, offerIds, idempotencyKey }: Asked,
  kind: "archive_products" | "unarchive_products",
  archived: 0 | 1,
): Promise<Action> {
  const asked = await findAsked({ actor, idempotencyKey });
  if (asked !== null) return asked;
  const seller = await requireActiveSeller(actor, sellerId);
  // no audit: `queueAction` appends the record.
  const row = await inTransaction(async (tx) => {
    const products = requireProductIds(await requireActed(seller.id, offerIds, tx));
    const items = products.map((product) => ({
      subject: product.offerId,
      label: labelOf(product),
      before: { archived: product.isArchived ? 1 : 0 },
      wanted: { archived },
      payload: { productId: product.productId },
    }));
    return queueAction(tx, {
      ...{ actor, kind, items, idempotencyKey },
      sellerId: seller.id,
      isExclusive: true,
    });
  });
  return toPublic(row);
}

/**
 * Has archived products without a SKU deleted for good; `confirm` is how many they are. Throws as `archiveProducts` does,
 * `confirmation_wrong` for another number, `act_not_open` also for a product that is for sale or has a SKU.
 */
export async function deleteProducts(input: Asked & { readonly confirm: number }): Promise<Action> {
  const { actor, offerIds, idempotencyKey } = input;
  const asked = await findAsked(input);
  if (asked !== null) return asked;
  const seller = await requireActiveSeller(actor, input.sellerId);
  if (input.confirm !== offerIds.length) throw new AppError("confirmation_wrong");
  // no audit: `queueAction` appends the record.
  const row = await inTransaction(async (tx) => {
    const products = requireProductIds(await requireActed(seller.id, offerIds, tx));
    const kept = products.filter(({ isArchived, sku }) => !isArchived || sku !== null);
    if (kept.length > 0)
      throw new AppError("act_not_open", {
        details: { items: kept.map(({ offerId, name }) => ({ offer_id: offerId, name })) },
      });
    const items = products.map((product) => ({
      subject: product.offerId,
      label: labelOf(product),
      before: { deleted: 0 },
      wanted: { deleted: 1 },
    }));
    return queueAction(tx, {
      ...{ actor, items, idempotencyKey },
      sellerId: seller.id,
      kind: "delete_products",
      isExclusive: true,
    });
  });
  return toPublic(row);
}

/** What a person calls a product. */
export function labelOf({ name, offerId }: Pick<ActedProduct, "name" | "offerId">): string {
  return name === "" ? offerId : name;
}
