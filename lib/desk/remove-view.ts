import type { Actor } from "../access/actor";
import { appendAudit } from "../audit/append";
import { inTransaction } from "../db/transaction";
import { requireOwnView } from "./require-view";

/** Removes a view of one's own; an admin any shared one. Throws `not_found`, `not_allowed`. */
export async function removeView(input: { actor: Actor; viewId: string }): Promise<void> {
  const { actor } = input;
  const view = await requireOwnView(actor, input.viewId);
  await inTransaction(async (tx) => {
    await tx.sql.savedView.deleteMany({ where: { id: view.id } });
    await appendAudit(tx, {
      actor: { type: "user", id: actor.userId },
      action: "view.removed",
      subject: { type: "view", id: view.id },
      sellerId: null,
      details: { is_shared: view.isShared },
      requestId: actor.requestId,
    });
  });
}
