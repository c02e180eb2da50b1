import type { Actor } from "../access/actor";
import { findAsked, queueAction } from "../actions/queue";
import { withNames } from "../actions/read";
import { inTransaction } from "../db/transaction";
import { AppError } from "../errors";
import { requireSeller } from "../sellers/change-seller";
import type { Action } from "../wire/actions";
import { type JudgedStock, judgeStocks, subjectOf } from "./judge-stocks";

export interface NewStock {
  readonly offerId: string;
  /** Of the seller's own warehouses, by id; left out where there is only one. */
  readonly warehouseId?: string | undefined;
  /** What can be sold, without what is reserved. */
  readonly stock: number;
  /** What the person saw. */
  readonly expectedStock?: number | null | undefined;
}

/**
 * Has stocks set in the seller's own warehouses; the workers send and read back. Throws `not_found`,
 * `seller_not_active`, `unknown_article`, `unknown_warehouse`, `same_subject_twice`, `changed_meanwhile` with what is
 * there now, `act_not_open` while the same stock is being set.
 */
export async function updateStocks(input: {
  actor: Actor;
  sellerId: string;
  items: readonly NewStock[];
  idempotencyKey?: string | null | undefined;
}): Promise<Action> {
  const { actor, items, idempotencyKey } = input;
  const asked = await findAsked(input);
  if (asked !== null) return asked;
  const seller = await requireSeller(actor, input.sellerId);
  if (seller.status !== "active") throw new AppError("seller_not_active");
  const given = items.map(({ offerId, warehouseId, stock }) => ({ offerId, warehouse: warehouseId, stock }));
  const judged = await judgeStocks(seller.id, given);
  const fit = requireFit(judged);
  requireSame(items, judged);
  // no audit: `queueAction` appends the record.
  const row = await inTransaction((tx) =>
    queueAction(tx, {
      actor,
      sellerId: seller.id,
      kind: "update_stocks",
      isExclusive: true,
      idempotencyKey,
      items: fit.map(({ offerId, productId, name, warehouse, stock, free, reserved }) => ({
        subject: subjectOf(offerId, warehouse.id),
        label: `${name ?? offerId} · ${warehouse.name}`,
        before: { stock: free, reserved },
        wanted: { stock },
        payload: { offer_id: offerId, product_id: productId, warehouse_id: warehouse.id },
      })),
    }),
  );
  const [action] = await withNames([row]);
  if (action === undefined) throw new Error("an action that was just written is gone");
  return action;
}

type Fit = JudgedStock & { readonly warehouse: NonNullable<JudgedStock["warehouse"]> };

/** All of them, or the first problem with every article that has it. */
function requireFit(judged: readonly JudgedStock[]): Fit[] {
  const bad = judged.find((one) => one.problem !== null);
  if (bad !== undefined && bad.problem !== null) {
    const same = judged.filter((one) => one.problem === bad.problem);
    const offerIds = [...new Set(same.map((one) => one.offerId))].slice(0, 50);
    throw new AppError(bad.problem, { details: { offer_ids: offerIds } });
  }
  return judged.flatMap((one) => (one.warehouse === null ? [] : [{ ...one, warehouse: one.warehouse }]));
}

/** What somebody saw must be what is there: they decided by it. */
function requireSame(items: readonly NewStock[], judged: readonly JudgedStock[]): void {
  const changed = judged.flatMap(({ offerId, warehouse, free }, index) => {
    const expected = items[index]?.expectedStock ?? null;
    if (expected === null || free === null || expected === free) return [];
    return { offer_id: offerId, warehouse_id: warehouse?.id, expected, stock: free };
  });
  if (changed.length > 0)
    throw new AppError("changed_meanwhile", { details: { items: changed.slice(0, 50) } });
}
