import type { z } from "zod";
import type { Actor } from "../access/actor";
import { inTransaction } from "../db/transaction";
import { AppError } from "../errors";
import { requireSeller } from "../sellers/change-seller";
import { audienceFilters } from "../wire/audience";
import type { Broadcast, changeBroadcast as changeEndpoint } from "../wire/broadcasts";
import { askForApproval, wouldNeedApproval } from "./approval";
import { type BroadcastRow, toWireBroadcast, variantsOf } from "./model";
import { requireBroadcast } from "./read";
import { lockBroadcast, recordAct, requireStatus } from "./record";
import { checkTerms, ignoredOf, requireRate, type Terms, toColumns, toVariants } from "./terms";

export type BroadcastChange = z.output<(typeof changeEndpoint)["body"]>;

/** What may be changed of a broadcast that is under way. */
const ALWAYS = ["name", "rate_limit"] as const;

/**
 * Changes what is given: of a draft and of what waits for its time everything, of what is under way its name and pace.
 * New terms are checked anew and lose a second person's agreement; without a time, what waited for it is a draft again.
 * Throws `not_found`, `broadcast_state` and what `checkTerms` throws.
 */
export async function changeBroadcast(input: {
  actor: Actor;
  broadcastId: string;
  change: BroadcastChange;
}): Promise<Broadcast> {
  const { actor, change } = input;
  const { id } = await requireBroadcast(actor, input.broadcastId);
  const isSmall = Object.keys(change).every((field) => ALWAYS.some((always) => always === field));
  const row = isSmall ? await changeLittle(actor, id, change) : await changeTerms(actor, id, change);
  return toWireBroadcast(row);
}

async function changeLittle(actor: Actor, id: string, change: BroadcastChange): Promise<BroadcastRow> {
  // no audit: here, for recordAct writes the record.
  return inTransaction(async (tx) => {
    const row = await lockBroadcast(tx, id);
    requireStatus(row, ["draft", "scheduled", "running", "paused"]);
    const seller = await requireSeller(actor, row.sellerId);
    if (change.rate_limit !== undefined) requireRate(seller, change.rate_limit);
    await tx.sql.broadcast.update({
      where: { id },
      data: { name: change.name, rateLimit: change.rate_limit },
    });
    const details = { changed: Object.keys(change) };
    return recordAct(tx, row, { action: "broadcast.changed", details, doer: actor });
  });
}

async function changeTerms(actor: Actor, id: string, change: BroadcastChange): Promise<BroadcastRow> {
  const before = await requireBroadcast(actor, id);
  requireStatus(before, ["draft", "scheduled"]);
  const seller = await requireSeller(actor, before.sellerId);
  const terms = mergeTerms(before, change);
  checkTerms({ actor, seller, terms, isTimeNew: typeof change.schedule_at === "string" });
  const columns = toColumns(terms);
  // Counted before the row is locked: nobody waits for it.
  const asks =
    before.status === "scheduled" &&
    terms.scheduleAt !== null &&
    (await wouldNeedApproval(actor, { ...columns, sellerId: before.sellerId, approval: "not_needed" }));
  // no audit: here, for recordAct writes the record.
  return inTransaction(async (tx) => {
    const row = await lockBroadcast(tx, id);
    // It started, or somebody else changed it, while this change was looked at: theirs must not be lost unseen.
    if (row.updatedAt.getTime() !== before.updatedAt.getTime())
      throw new AppError("broadcast_state", { details: { status: row.status } });
    await tx.sql.broadcast.update({
      where: { id },
      data: {
        ...columns,
        name: change.name,
        status: terms.scheduleAt === null ? "draft" : row.status,
        approval: "not_needed",
        approvedBy: null,
        approvedAt: null,
        // Whoever wrote its words answers for them: nobody agrees to their own.
        createdBy: actor.userId,
      },
    });
    const details = { changed: Object.keys(change), ignores: ignoredOf(terms) };
    const changed = await recordAct(tx, row, { action: "broadcast.changed", details, doer: actor });
    return asks ? askForApproval(tx, changed, actor) : changed;
  });
}

/** What was not given stays as it is. */
function mergeTerms(before: BroadcastRow, change: BroadcastChange): Terms {
  const hasText = change.template !== undefined || change.variants !== undefined;
  return {
    variants: hasText ? toVariants(change) : variantsOf(before),
    filters: change.filters ?? audienceFilters.parse(before.filters),
    stages: change.order_events === undefined ? before.stages : [...new Set(change.order_events ?? [])],
    rateLimit: change.rate_limit ?? before.rateLimit,
    quietHours: change.quiet_hours ?? choiceOf(before.quietHours),
    frequencyCap: change.frequency_cap ?? choiceOf(before.frequencyCap),
    scheduleAt: change.schedule_at === undefined ? before.scheduleAt : toDate(change.schedule_at),
    timeZone: change.time_zone === undefined ? before.timeZone : change.time_zone,
  };
}

function toDate(instant: string | null): Date | null {
  return instant === null ? null : new Date(instant);
}

function choiceOf(stored: string): "respect" | "ignore" {
  return stored === "ignore" ? "ignore" : "respect";
}
