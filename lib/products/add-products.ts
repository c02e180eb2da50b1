import type { Actor } from "../access/actor";
import { toPublic } from "../actions/list-actions";
import { findAsked, queueAction } from "../actions/queue";
import { inTransaction } from "../db/transaction";
import { AppError } from "../errors";
import type { Action, Facts } from "../wire/actions";
import type { BodyOf } from "../wire/endpoint";
import type { addBarcodes as barcodesEndpoint, importBySku as importEndpoint } from "../wire/product-acts";
import { labelOf } from "./archive-products";
import { requireActiveSeller } from "./ask-marketplace";
import { requireActed, requireProductIds } from "./find-products";

/**
 * Has barcodes added to products; without one the marketplace makes it. Throws `not_found`, `seller_not_active`,
 * `unknown_article` (also for a product without a SKU: it has no card yet), `same_subject_twice`, `act_not_open` while
 * another change of one of them is under way.
 */
export async function addBarcodes(input: {
  actor: Actor;
  sellerId: string;
  items: BodyOf<typeof barcodesEndpoint>["items"];
  idempotencyKey?: string | null;
}): Promise<Action> {
  const { actor, idempotencyKey } = input;
  const asked = await findAsked(input);
  if (asked !== null) return asked;
  const seller = await requireActiveSeller(actor, input.sellerId);
  const given = new Map(input.items.map(({ offer_id, barcode }) => [offer_id, barcode ?? null]));
  // no audit: `queueAction` appends the record.
  const row = await inTransaction(async (tx) => {
    const offerIds = input.items.map(({ offer_id }) => offer_id);
    const products = requireProductIds(await requireActed(seller.id, offerIds, tx));
    const bare = products.filter(({ sku }) => sku === null);
    if (bare.length > 0)
      throw new AppError("unknown_article", {
        details: { items: bare.map(({ offerId, name }) => ({ offer_id: offerId, name })) },
      });
    const items = products.map((product) => ({
      subject: product.offerId,
      label: labelOf(product),
      before: { barcodes: product.barcodes.join(", ") },
      wanted: { barcode: given.get(product.offerId) ?? null },
      payload: { productId: product.productId, sku: product.sku, known: product.barcodes },
    }));
    return queueAction(tx, {
      ...{ actor, items, idempotencyKey },
      sellerId: seller.id,
      kind: "add_barcodes",
      isExclusive: true,
    });
  });
  return toPublic(row);
}

/**
 * Has products of the seller's own made out of others' cards. Throws `not_found`, `seller_not_active`,
 * `same_subject_twice`, `act_not_open` while another change under one of these articles is under way.
 */
export async function importBySku(input: {
  actor: Actor;
  sellerId: string;
  items: BodyOf<typeof importEndpoint>["items"];
  idempotencyKey?: string | null;
}): Promise<Action> {
  const { actor, idempotencyKey } = input;
  const asked = await findAsked(input);
  if (asked !== null) return asked;
  const seller = await requireActiveSeller(actor, input.sellerId);
  // no audit: `queueAction` appends the record.
  const row = await inTransaction((tx) =>
    queueAction(tx, {
      ...{ actor, idempotencyKey },
      sellerId: seller.id,
      kind: "import_by_sku",
      items: input.items.map((item) => ({
        subject: item.offer_id,
        label: item.name ?? item.offer_id,
        before: {},
        wanted: {
          sku: item.sku,
          price: item.price,
          ...(item.old_price === undefined ? {} : { old_price: item.old_price }),
        } satisfies Facts,
        payload: { name: item.name ?? null, vat: item.vat },
      })),
      isExclusive: true,
    }),
  );
  return toPublic(row);
}
