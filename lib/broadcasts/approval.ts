import type { Actor } from "../access/actor";
import type { Tx } from "../db/transaction";
import { AppError } from "../errors";
import { listActiveLeads } from "../team/active-leads";
import { appendNotices } from "../team/notices";
import { audienceFilters } from "../wire/audience";
import { countAudience } from "./count-audience";
import type { BroadcastRow } from "./model";
import { type Doer, recordAct } from "./record";
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

type Planned = Pick<
  BroadcastRow,
  "sellerId" | "kind" | "filters" | "rateLimit" | "scheduleAt" | "quietHours" | "frequencyCap" | "approval"
>;

/**
 * Whether a broadcast that waits for its time would need a second person as things stand now, so that nobody learns of
 * it in the night; at its start it is judged again by whom it really reaches.
 */
export async function wouldNeedApproval(actor: Actor, planned: Planned): Promise<boolean> {
  if (planned.kind === "order" || planned.approval === "given") return false;
  const { approval_above } = await readSparingRules();
  if (approval_above === null) return false;
  const count = await countAudience({ actor, terms: termsOf(planned) });
  return needsApproval(reached(count), approval_above);
}

/** Who gets a message in the end: quiet hours only put it off. */
export function reached(count: {
  audience_count: number;
  excluded: Readonly<Record<string, number>>;
}): number {
  return count.audience_count + (count.excluded.quiet_hours ?? 0);
}

function termsOf(planned: Planned) {
  return {
    seller_id: planned.sellerId,
    filters: audienceFilters.parse(planned.filters),
    rate_limit: planned.rateLimit,
    schedule_at: planned.scheduleAt?.toISOString(),
    quiet_hours: planned.quietHours === "ignore" ? ("ignore" as const) : ("respect" as const),
    frequency_cap: planned.frequencyCap === "ignore" ? ("ignore" as const) : ("respect" as const),
  };
}

/** Makes it a draft that waits for a second person, and tells those who may be one. The caller holds the row locked. */
export async function askForApproval(tx: Tx, row: BroadcastRow, doer: Doer): Promise<BroadcastRow> {
  if (row.approval === "needed" && row.status === "draft") return row;
  await tx.sql.broadcast.update({
    where: { id: row.id },
    data: { status: "draft", approval: "needed", approvedBy: null, approvedAt: null },
  });
  const leads = await listActiveLeads(tx);
  await appendNotices(
    tx,
    leads.map(({ id }) => ({
      userId: id,
      kind: "broadcast_approval" as const,
      chatId: null,
      sellerId: row.sellerId,
      fromName: leads.find((lead) => lead.id === row.createdBy)?.name ?? null,
      text: row.name,
    })),
    { exceptUserId: row.createdBy },
  );
  return recordAct(tx, row, { action: "broadcast.approval_asked", doer });
}

/** Whether an error says that a second person is needed. */
export function isApprovalNeeded(error: unknown): boolean {
  return error instanceof AppError && error.code === "approval_needed";
}
