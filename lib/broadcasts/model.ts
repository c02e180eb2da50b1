import { z } from "zod";
import type { Broadcast as BroadcastRow } from "@/generated/prisma/client";
import { audienceFilters } from "../wire/audience";
import {
  type Broadcast,
  type BroadcastVariant,
  broadcastStatus,
  broadcastVariant,
  orderEvent,
} from "../wire/broadcasts";

export type { BroadcastRow };

const storedVariants = z.array(broadcastVariant).min(1);
const storedExcluded = z.record(z.string(), z.number()).catch({});
/** Filters that this version does not understand must not take the whole list with them. */
const shownFilters = audienceFilters.catch({});
const choice = z.enum(["respect", "ignore"]).catch("respect");

/** The texts of a broadcast, A first. Written by this noun alone. */
export function variantsOf(row: Pick<BroadcastRow, "variants">): readonly BroadcastVariant[] {
  return storedVariants.parse(row.variants);
}

/** The public form of a broadcast. */
export function toWireBroadcast(row: BroadcastRow): Broadcast {
  const variants = [...variantsOf(row)];
  return {
    id: row.id,
    seller_id: row.sellerId,
    name: row.name,
    kind: row.kind === "order" ? "order" : "once",
    template: variants[0]?.template ?? "",
    variants,
    filters: shownFilters.parse(row.filters),
    order_events: row.stages.flatMap((stage) => orderEvent.safeParse(stage).data ?? []),
    rate_limit: row.rateLimit,
    status: broadcastStatus.parse(row.status),
    quiet_hours: choice.parse(row.quietHours),
    frequency_cap: choice.parse(row.frequencyCap),
    schedule_at: row.scheduleAt?.toISOString() ?? null,
    time_zone: row.timeZone,
    approval: z.enum(["not_needed", "needed", "given"]).parse(row.approval),
    approved_by: row.approvedBy,
    created_by: row.createdBy,
    stopped: row.stopCode === null ? null : { code: row.stopCode, message: row.stopText ?? row.stopCode },
    excluded: storedExcluded.parse(row.excluded),
    counts: {
      audience: row.audience,
      queued: row.queued,
      sent: row.sent,
      failed: row.failed + row.unconfirmed,
      skipped: row.skipped,
      replied: row.replied,
      unconfirmed: row.unconfirmed,
      bought: row.bought,
    },
    created_at: row.createdAt.toISOString(),
    started_at: row.startedAt?.toISOString() ?? null,
    finished_at: row.finishedAt?.toISOString() ?? null,
  };
}
