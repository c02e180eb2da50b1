import type { Actor } from "../access/actor";
import { findAsked, queueAction } from "../actions/queue";
import { withNames } from "../actions/read";
import { inTransaction } from "../db/transaction";
import { AppError } from "../errors";
import type { Action, Facts } from "../wire/actions";
import { actsOf, type ListedReturn, rejectionsOf, type StoredAct } from "./model";
import { requireReturn } from "./read";

/** What a person decides. `amount`: decimal text with two places. */
export interface Decision {
  readonly action_id: string;
  readonly text?: string | undefined;
  readonly amount?: string | undefined;
  readonly rejection_id?: string | undefined;
}

/**
 * Has one of the things done that may be done with a return; the marketplace hears of it once. The act must be among
 * those offered when the return was last asked for: throws `act_not_open`, also while another one is under way.
 * `invalid_input`: what the act needs is missing, or more than the price is to be paid back. `not_found`.
 */
export async function decideReturn(input: {
  actor: Actor;
  returnId: string;
  given: Decision;
  idempotencyKey?: string | null | undefined;
}): Promise<Action> {
  const { actor, given, idempotencyKey } = input;
  const asked = await findAsked(input);
  if (asked !== null) return asked;
  const row = await requireReturn(actor, input.returnId);
  const act = actsOf(row).find((one) => one.id === given.action_id);
  if (row.kind !== "request" || act === undefined) throw new AppError("act_not_open");
  const decided = checkNeeds(row, act, given);
  // no audit: queueAction appends it.
  const action = await inTransaction((tx) =>
    queueAction(tx, {
      actor,
      sellerId: row.sellerId,
      kind: "decide_return",
      terms: { act: act.name },
      isExclusive: true,
      idempotencyKey,
      items: [
        {
          subject: row.externalId,
          label: row.number ?? row.externalId,
          before: { status: row.status, status_name: row.statusName },
          wanted: decided.shown,
          payload: { act_id: act.id, means: act.means, ...decided.sent },
        },
      ],
    }),
  );
  const [shown] = await withNames([action]);
  if (shown === undefined) throw new AppError("not_found");
  return shown;
}

interface Decided {
  readonly shown: Facts;
  readonly sent: { text: string | null; amount: string | null; rejection_id: string | null };
}

function checkNeeds(row: ListedReturn, act: StoredAct, given: Decision): Decided {
  const rejection = rejectionsOf(row).find((one) => one.id === given.rejection_id);
  const needs = new Set(act.needs);
  if (needs.has("reason") && rejection === undefined) throw missing("rejection_id");
  const typed = given.text === undefined || given.text === "" ? null : given.text;
  const needsText = needs.has("text") || (needs.has("reason") && rejection?.needsText === true);
  if (needsText && typed === null) throw missing("text");
  const amount = needs.has("amount") ? requireAmount(row, given.amount) : null;
  const reason = needs.has("reason") ? rejection : undefined;
  return {
    shown: { act: act.name, reason: reason?.name ?? null, text: typed, amount },
    // Ozon wants a comment with every rejection, also where the reason asks for none: the reason's own words then.
    sent: { text: typed ?? reason?.name ?? null, amount, rejection_id: reason?.id ?? null },
  };
}

function requireAmount(row: ListedReturn, amount: string | undefined): string {
  if (amount === undefined || !/[1-9]/.test(amount)) throw missing("amount");
  if (row.price !== null && cents(amount) > cents(row.price) * BigInt(row.quantity))
    throw new AppError("invalid_input", { details: { amount: "more than the price" } });
  return amount;
}

/** Both have two places after the point. */
function cents(amount: string): bigint {
  return BigInt(amount.replace(".", ""));
}

function missing(field: string): AppError {
  return new AppError("invalid_input", { details: { [field]: "is needed for this" } });
}
