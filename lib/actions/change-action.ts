import type { Actor } from "../access/actor";
import { appendAudit } from "../audit/append";
import { now } from "../clock";
import { inTransaction, type Tx } from "../db/transaction";
import { AppError } from "../errors";
import { enqueue } from "../queue/enqueue";
import { appendEvents } from "../realtime/append-event";
import type { Action } from "../wire/actions";
import { requireAction, toPublic } from "./list-actions";
import type { ActionRow } from "./model";
import { requireNoOther } from "./queue";
import { settleIn } from "./settle-action";

/** Takes back what has not left yet; the rest goes its way. Throws `not_found`, `action_state`. */
export async function cancelAction(input: { actor: Actor; actionId: string }): Promise<Action> {
  const { actor } = input;
  const { id } = await requireAction(actor, input.actionId);
  // no audit: here, for record writes it.
  await inTransaction(async (tx) => {
    const row = await lockAction(tx, id);
    const taken = await tx.sql.marketActionItem.updateMany({
      where: { actionId: id, status: "queued" },
      data: { status: "cancelled", finishedAt: now() },
    });
    if (taken.count === 0) throw new AppError("action_state");
    await settleIn(tx, id);
    await record(tx, { actor, row, action: "action.cancelled", count: taken.count });
  });
  return toPublic(await requireAction(actor, id));
}

/**
 * Tries items again that failed; those not confirmed are looked at first. Throws `not_found`, `action_state`,
 * `act_not_open` while another action is open for one of them: what is tried again must not undo what was asked later.
 */
export async function retryAction(input: { actor: Actor; actionId: string }): Promise<Action> {
  const { actor } = input;
  const { id, sellerId } = await requireAction(actor, input.actionId);
  // no audit: here, for record writes it.
  await inTransaction(async (tx) => {
    const given = await tx.sql.marketActionItem.findMany({
      where: { actionId: id, status: { in: ["failed", "unconfirmed"] } },
      select: { subject: true },
    });
    // Before the action's row, as where actions are written down.
    await requireNoOther(tx, { sellerId, subjects: given.map(({ subject }) => subject), except: id });
    const row = await lockAction(tx, id);
    const fresh = { attempts: 0, dueAt: now(), finishedAt: null };
    const failed = await tx.sql.marketActionItem.updateMany({
      where: { actionId: id, status: "failed" },
      data: { ...fresh, status: "queued", errorCode: null, errorText: null, sentAt: null, taskId: null },
    });
    // Still in doubt: sent again only once it is seen not to be there, and a person asks anew.
    const doubtful = await tx.sql.marketActionItem.updateMany({
      where: { actionId: id, status: "unconfirmed" },
      data: { ...fresh, status: "sent" },
    });
    const count = failed.count + doubtful.count;
    if (count === 0) throw new AppError("action_state");
    await settleIn(tx, id);
    await record(tx, { actor, row, action: "action.retried", count });
    tx.afterCommit(() => enqueue("run-actions", { seller_id: sellerId }));
  });
  return toPublic(await requireAction(actor, id));
}

async function lockAction(tx: Tx, id: string): Promise<ActionRow> {
  await tx.sql.$queryRaw`SELECT 1 FROM market_actions WHERE id = ${id}::uuid FOR UPDATE`;
  return tx.sql.marketAction.findUniqueOrThrow({ where: { id } });
}

async function record(
  tx: Tx,
  given: { actor: Actor; row: ActionRow; action: string; count: number },
): Promise<void> {
  const { actor, row, action, count } = given;
  await appendAudit(tx, {
    actor: { type: "user", id: actor.userId },
    action,
    subject: { type: "action", id: row.id },
    sellerId: row.sellerId,
    details: { kind: row.kind, count },
  });
  await appendEvents(tx, [{ name: "action.updated", sellerId: row.sellerId, subjectId: row.id }]);
}
