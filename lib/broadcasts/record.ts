import type { Prisma } from "@/generated/prisma/client";
import { appendAudit } from "../audit/append";
import type { Tx } from "../db/transaction";
import { AppError } from "../errors";
import { appendEvents } from "../realtime/append-event";
import type { BroadcastRow } from "./model";

/** Who does something to a broadcast; null: it happens by itself. */
export type Doer = { readonly userId: string; readonly requestId: string } | null;

/** The row, locked: whoever changes what a broadcast is takes turns here. */
export async function lockBroadcast(tx: Tx, id: string): Promise<BroadcastRow> {
  await tx.sql.$queryRaw`SELECT 1 FROM broadcasts WHERE id = ${id}::uuid FOR UPDATE`;
  const row = await tx.sql.broadcast.findUnique({ where: { id } });
  if (row === null) throw new AppError("not_found");
  return row;
}

/** Throws `broadcast_state` unless it stands where this can be done. */
export function requireStatus(row: BroadcastRow, statuses: readonly string[]): void {
  if (!statuses.includes(row.status))
    throw new AppError("broadcast_state", { details: { status: row.status } });
}

/** What was done to a broadcast, for the streams and the log; gives the row as it is now. */
export async function recordAct(
  tx: Tx,
  row: Pick<BroadcastRow, "id" | "sellerId">,
  what: { action: string; details?: Prisma.InputJsonObject; doer: Doer },
): Promise<BroadcastRow> {
  await appendEvents(tx, [{ name: "broadcast.updated", sellerId: row.sellerId, subjectId: row.id }]);
  const now = await tx.sql.broadcast.findUniqueOrThrow({ where: { id: row.id } });
  await appendAudit(tx, {
    actor: { type: what.doer === null ? "system" : "user", id: what.doer?.userId ?? null },
    action: what.action,
    subject: { type: "broadcast", id: row.id },
    sellerId: row.sellerId,
    details: { name: now.name, ...what.details },
    requestId: what.doer?.requestId ?? null,
  });
  return now;
}
