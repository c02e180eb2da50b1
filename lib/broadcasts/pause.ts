import type { Actor } from "../access/actor";
import { inTransaction } from "../db/transaction";
import type { Broadcast } from "../wire/broadcasts";
import { toWireBroadcast } from "./model";
import { requireBroadcast } from "./read";
import { lockBroadcast, recordAct, requireStatus } from "./record";
import { requireActiveSeller } from "./start";

interface Step {
  readonly actor: Actor;
  readonly broadcastId: string;
}

/** Stops a running one: whoever launches a message reads the status right before. Throws `not_found`, `broadcast_state`. */
export async function pauseBroadcast({ actor, broadcastId }: Step): Promise<Broadcast> {
  const { id } = await requireBroadcast(actor, broadcastId);
  // no audit: here, for recordAct writes the record.
  const row = await inTransaction(async (tx) => {
    const running = await lockBroadcast(tx, id);
    requireStatus(running, ["running"]);
    await tx.sql.broadcast.update({
      where: { id },
      data: { status: "paused", stopCode: null, stopText: null },
    });
    return recordAct(tx, running, { action: "broadcast.paused", doer: actor });
  });
  return toWireBroadcast(row);
}

/**
 * Goes on where it stood, whatever it stood for: what the marketplace refused is forgiven, and what a process that is
 * gone had taken is free. Throws `not_found`, `broadcast_state`, `seller_not_active`.
 */
export async function resumeBroadcast({ actor, broadcastId }: Step): Promise<Broadcast> {
  const { id } = await requireBroadcast(actor, broadcastId);
  // no audit: here, for recordAct writes the record.
  const row = await inTransaction(async (tx) => {
    const paused = await lockBroadcast(tx, id);
    requireStatus(paused, ["paused"]);
    await requireActiveSeller(tx, paused.sellerId);
    await tx.sql.broadcast.update({
      where: { id },
      data: { status: "running", stopCode: null, stopText: null, strikes: 0 },
    });
    await tx.sql.broadcastRecipient.updateMany({
      where: { broadcastId: id, status: "pending", leasedUntil: { not: null } },
      data: { leasedUntil: null },
    });
    return recordAct(tx, paused, { action: "broadcast.resumed", doer: actor });
  });
  return toWireBroadcast(row);
}
