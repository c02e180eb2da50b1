import type { z } from "zod";
import type { Actor } from "../access/actor";
import { may } from "../access/policy";
import { appendAudit } from "../audit/append";
import { inTransaction } from "../db/transaction";
import { AppError } from "../errors";
import type { addView as addEndpoint, SavedView } from "../wire/desk";
import { judgeViews } from "./list-views";
import { toWireView } from "./model";

/** More are no help to anybody, and each is counted whenever its owner's desk counts. */
const MOST_VIEWS = 100;

/**
 * Saves a view behind one's others. Sharing it with everybody needs `desk.manage`, else `not_allowed`; `invalid_input`
 * beyond a hundred views of one's own.
 */
export async function addView(input: {
  actor: Actor;
  given: z.output<(typeof addEndpoint)["body"]>;
}): Promise<SavedView> {
  const { actor, given } = input;
  if (given.is_shared === true && !may(actor.role, "desk.manage")) throw new AppError("not_allowed");
  const row = await inTransaction(async (tx) => {
    const last = await tx.sql.savedView.aggregate({
      where: { userId: actor.userId },
      _max: { position: true },
      _count: true,
    });
    if (last._count >= MOST_VIEWS)
      throw new AppError("invalid_input", {
        details: [{ field: "name", problem: `at most ${MOST_VIEWS} views` }],
      });
    const added = await tx.sql.savedView.create({
      data: {
        userId: actor.userId,
        name: given.name,
        filters: given.filters,
        sort: given.sort ?? "deadline",
        isShared: given.is_shared ?? false,
        position: (last._max.position ?? -1) + 1,
      },
    });
    await appendAudit(tx, {
      actor: { type: "user", id: actor.userId },
      action: "view.added",
      subject: { type: "view", id: added.id },
      sellerId: null,
      details: { is_shared: added.isShared },
      requestId: actor.requestId,
    });
    return added;
  });
  const [view] = await judgeViews(actor, [row]);
  return view ?? toWireView(row, actor.userId, null);
}
