import type { Actor } from "../access/actor";
import { findAsked } from "../actions/queue";
import { db } from "../db/client";
import { isUuid } from "../db/uuid";
import { AppError } from "../errors";
import type { Action } from "../wire/actions";
import { decideReturn } from "./decide-return";
import { actsOf } from "./model";
import { getReturn, requireReturn } from "./read";

/**
 * Accepts a request for a return, by our id or the marketplace's, where the marketplace lets it be accepted now (it is
 * asked first). Throws `not_found`, `act_not_open`: also for parcels on their way back, which nobody accepts by a program.
 */
export async function acceptReturn(input: {
  actor: Actor;
  sellerId: string;
  returnId: string;
  idempotencyKey?: string | null | undefined;
}): Promise<Action> {
  const { actor, idempotencyKey } = input;
  const asked = await findAsked(input);
  if (asked !== null) return asked;
  const returnId = await findReturn(input.sellerId, input.returnId);
  await getReturn({ actor, returnId });
  const act = actsOf(await requireReturn(actor, returnId)).find(({ means }) => means === "accept");
  if (act === undefined) throw new AppError("act_not_open");
  return decideReturn({ actor, returnId, given: { action_id: act.id }, idempotencyKey });
}

/** A request's and a parcel's number may be the same at the marketplace: a request is what can be accepted. */
async function findReturn(sellerId: string, told: string): Promise<string> {
  const rows = await db().return.findMany({
    where: {
      sellerId,
      OR: [...(isUuid(told) ? [{ id: told }] : []), { externalId: told }, { number: told }],
    },
    select: { id: true },
    orderBy: { kind: "desc" },
    take: 1,
  });
  const [row] = rows;
  if (row === undefined) throw new AppError("not_found");
  return row.id;
}
