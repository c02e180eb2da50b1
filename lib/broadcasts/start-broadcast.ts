import type { Actor } from "../access/actor";
import { now } from "../clock";
import { inTransaction, type Tx } from "../db/transaction";
import { AppError } from "../errors";
import type { Broadcast } from "../wire/broadcasts";
import { askForApproval, isApprovalNeeded, wouldNeedApproval } from "./approval";
import { type BroadcastRow, toWireBroadcast } from "./model";
import { requireBroadcast } from "./read";
import { lockBroadcast, recordAct, requireStatus } from "./record";
import { startOrScheduleIn } from "./start";

/**
 * Starts a draft, or has it wait for its time. One with more recipients than one person may write to stays a draft that
 * waits for a second person, and the caller hears `approval_needed`. Throws `not_found`, `broadcast_state`,
 * `seller_not_active`, `empty_audience`.
 */
export async function startBroadcast(input: { actor: Actor; broadcastId: string }): Promise<Broadcast> {
  const { actor } = input;
  const seen = await requireBroadcast(actor, input.broadcastId);
  requireStatus(seen, ["draft"]);
  try {
    if (seen.approval === "needed") throw new AppError("approval_needed");
    if (seen.scheduleAt !== null && seen.scheduleAt > now() && (await wouldNeedApproval(actor, seen)))
      throw new AppError("approval_needed");
    // no audit: here, for startOrScheduleIn writes the record.
    return toWireBroadcast(
      await inTransaction(async (tx) => startOrScheduleIn(tx, await lockDraft(tx, seen.id), actor)),
    );
  } catch (error) {
    if (!isApprovalNeeded(error)) throw error;
    // no audit: here, for askForApproval writes the record.
    await inTransaction(async (tx) => askForApproval(tx, await lockDraft(tx, seen.id), actor));
    throw error;
  }
}

async function lockDraft(tx: Tx, id: string): Promise<BroadcastRow> {
  const row = await lockBroadcast(tx, id);
  requireStatus(row, ["draft"]);
  return row;
}

/**
 * A second person agrees, and it starts or waits for its time; if it cannot start, nothing changes. Throws `not_found`,
 * `broadcast_state` where nobody is asked, `approval_own`, and what starting throws.
 */
export async function approveBroadcast(input: { actor: Actor; broadcastId: string }): Promise<Broadcast> {
  const { actor } = input;
  const { id } = await requireBroadcast(actor, input.broadcastId);
  // no audit: here, for recordAct writes the record.
  const row = await inTransaction(async (tx) => {
    const waiting = await lockDraft(tx, id);
    if (waiting.approval !== "needed")
      throw new AppError("broadcast_state", { details: { status: waiting.status } });
    if (waiting.createdBy === actor.userId) throw new AppError("approval_own");
    await tx.sql.broadcast.update({
      where: { id },
      data: { approval: "given", approvedBy: actor.userId, approvedAt: now() },
    });
    const given = await recordAct(tx, waiting, { action: "broadcast.approved", doer: actor });
    return startOrScheduleIn(tx, given, actor);
  });
  return toWireBroadcast(row);
}
