import type { Posting } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { findAsked, queueAction } from "../actions/queue";
import { withNames } from "../actions/read";
import { inTransaction } from "../db/transaction";
import { AppError } from "../errors";
import { MarketplaceError } from "../marketplaces/errors";
import type { CancelReason } from "../marketplaces/order-port";
import { connectSeller } from "../sellers/connect-seller";
import { explainRefusal } from "../sellers/try-key";
import type { Action, ActionKind, Facts } from "../wire/actions";
import { readProducts } from "./model";
import { requireOrder } from "./read";
import { requirePostings } from "./require-postings";
import { requireMayAssemble } from "./rules";

interface Asked {
  readonly actor: Actor;
  readonly sellerId: string;
  readonly postingNumbers: readonly string[];
  readonly idempotencyKey?: string | null | undefined;
}

/**
 * Has postings assembled, each as one parcel; the workers send and read back. Throws `assembling_not_allowed`, and what
 * `requirePostings` throws; `act_not_open` also while something else is being done with one of them.
 */
export async function assembleOrders(input: Asked): Promise<Action> {
  const asked = await findAsked(input);
  if (asked !== null) return asked;
  await requireMayAssemble(input.actor);
  const { rows } = await requirePostings({ ...input, act: "assemble" });
  return ask(input, { kind: "assemble_orders", rows, wanted: { stage: "packing" }, terms: {} });
}

/** Has assembled postings handed over to the carrier. Throws what `requirePostings` throws. */
export async function handOverOrders(input: Asked): Promise<Action> {
  const asked = await findAsked(input);
  if (asked !== null) return asked;
  const { rows } = await requirePostings({ ...input, act: "hand_over" });
  return ask(input, { kind: "hand_over_orders", rows, wanted: { stage: "shipped" }, terms: {} });
}

/** Has postings cancelled for a reason of the marketplace's. Throws what `requirePostings` throws. */
export async function cancelOrders(
  input: Asked & { reasonId: string; text?: string | undefined },
): Promise<Action> {
  const asked = await findAsked(input);
  if (asked !== null) return asked;
  const { rows } = await requirePostings({ ...input, act: "cancel" });
  const terms = { reason_id: input.reasonId, text: input.text?.trim() || null };
  return ask(input, { kind: "cancel_orders", rows, wanted: { stage: "cancelled" }, terms });
}

/** So long a person waits for a turn, in milliseconds. */
const PATIENCE_MS = 10_000;

/**
 * Why a posting may be cancelled, as the marketplace says now. Throws `not_found`, `act_not_open`,
 * `marketplace_unavailable` and what else a refusal is called.
 */
export async function listCancelReasons(input: {
  actor: Actor;
  id: string;
}): Promise<readonly CancelReason[]> {
  const row = await requireOrder(input.actor, input.id);
  try {
    const how = { lane: "reply", maxWaitMs: PATIENCE_MS } as const; // a person waits
    const { orders } = await connectSeller({ sellerId: row.sellerId, ...how });
    if (orders === undefined) throw new AppError("act_not_open");
    return await orders.cancelReasons(row.postingNumber);
  } catch (error) {
    throw error instanceof MarketplaceError ? explainRefusal(error) : error;
  }
}

async function ask(
  { actor, idempotencyKey }: Asked,
  what: { kind: ActionKind; rows: readonly Posting[]; wanted: Facts; terms: Facts },
): Promise<Action> {
  const { kind, rows, wanted, terms } = what;
  const sellerId = rows[0]?.sellerId;
  if (sellerId === undefined) throw new AppError("not_found");
  // no audit: `queueAction` appends the record.
  const row = await inTransaction((tx) =>
    queueAction(tx, {
      actor,
      sellerId,
      kind,
      terms,
      idempotencyKey,
      items: rows.map((posting) => ({
        subject: posting.postingNumber,
        label: posting.postingNumber,
        before: { status: posting.status, stage: posting.stage },
        wanted,
        payload: { products: readProducts(posting.products) },
      })),
      isExclusive: true,
    }),
  );
  const [action] = await withNames([row]);
  if (action === undefined) throw new Error("an action that was just written is gone");
  return action;
}
