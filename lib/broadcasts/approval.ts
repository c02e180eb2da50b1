import { appendAudit } from "../audit/append";
import type { Tx } from "../db/transaction";
import { AppError } from "../errors";
import { appendEvents } from "../realtime/append-event";
import type { BroadcastRow } from "./model";
import { readSparingRules } from "./rules";

/** Whether so many recipients need a second person. */
export function needsApproval(audience: number, approvalAbove: number | null): boolean {
  return approvalAbove !== null && audience > approvalAbove;
}

/** Throws `approval_needed` for a larger audience than one person may start alone. */
export async function requireApproval(
  tx: Tx,
  row: Pick<BroadcastRow, "approval">,
  audience: number,
): Promise<void> {
  if (row.approval === "given") return;
  const { approval_above } = await readSparingRules(tx.sql);
  if (!needsApproval(audience, approval_above)) return;
  throw new AppError("approval_needed", { details: { audience, approval_above } });
}

/** Makes it a draft that waits for a second person, and tells those who may be one. The caller holds the row locked. */
export async function askForApproval(
  tx: Tx,
  row: BroadcastRow,
  asker: { readonly userId: string; readonly requestId: string } | null,
): Promise<void> {
  await tx.sql.broadcast.update({
    where: { id: row.id },
    data: { status: "draft", approval: "needed" },
  });
  await appendEvents(tx, [{ name: "broadcast.updated", sellerId: row.sellerId, subjectId: row.id }]);
  await appendAudit(tx, {
    actor: { type: asker === null ? "system" : "user", id: asker?.userId ?? null },
    action: "broadcast.approval_asked",
    subject: { type: "broadcast", id: row.id },
    sellerId: row.sellerId,
    details: { name: row.name },
    requestId: asker?.requestId ?? null,
  });
}
