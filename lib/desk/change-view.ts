import type { z } from "zod";
import type { Actor } from "../access/actor";
import { may } from "../access/policy";
import { appendAudit } from "../audit/append";
import { inTransaction } from "../db/transaction";
import { AppError } from "../errors";
import type { changeView as changeEndpoint, SavedView } from "../wire/desk";
import { judgeViews } from "./list-views";
import { refuseGone, toWireView } from "./model";
import { requireOwnView } from "./require-view";

/** Changes a view of one's own; an admin any shared one. Throws `not_found`, `not_allowed`. */
export async function changeView(input: {
  actor: Actor;
  viewId: string;
  change: z.output<(typeof changeEndpoint)["body"]>;
}): Promise<SavedView> {
  const { actor, change } = input;
  const before = await requireOwnView(actor, input.viewId);
  const isShared = change.is_shared ?? before.isShared;
  if (isShared && !may(actor.role, "desk.manage")) throw new AppError("not_allowed");
  const row = await inTransaction(async (tx) => {
    const data = {
      name: change.name,
      filters: change.filters,
      sort: change.sort,
      isShared: change.is_shared,
      position: change.position,
    };
    const changed = await refuseGone(() => tx.sql.savedView.update({ where: { id: before.id }, data }));
    await appendAudit(tx, {
      actor: { type: "user", id: actor.userId },
      action: "view.changed",
      subject: { type: "view", id: before.id },
      sellerId: null,
      details: { fields: Object.keys(change), is_shared: changed.isShared },
      requestId: actor.requestId,
    });
    return changed;
  });
  const [view] = await judgeViews(actor, [row]);
  return view ?? toWireView(row, actor.userId, null);
}
