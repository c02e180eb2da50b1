import type { Actor } from "../access/actor";
import { now } from "../clock";
import { db } from "../db/client";
import type { BroadcastResult, VariantResult } from "../wire/broadcast-results";
import { recipientReason } from "./list-recipients";
import { type BroadcastRow, variantsOf } from "./model";
import { PURCHASE_DAYS } from "./note-purchases";
import { requireBroadcast } from "./read";
import { compareVariants } from "./significance";

/** As long as `lib/chats/note-answers.ts` takes what a buyer writes for an answer. */
const REPLY_DAYS = 7;
const DAY_MS = 86_400_000;
/** The pace is that of the last minute of sending. */
const PACE_SECONDS = 60;

/** What came of a broadcast so far. Throws `not_found` outside the actor's sellers. */
export async function getBroadcastResult(input: {
  actor: Actor;
  broadcastId: string;
}): Promise<BroadcastResult> {
  const row = await requireBroadcast(input.actor, input.broadcastId);
  const [groups, pace] = await Promise.all([readGroups(row.id), readPace(row)]);
  const variants = toVariants(row, groups);
  const { lastSentAt } = pace;
  return {
    failed_by_reason: byReason(groups, ["failed", "unconfirmed"]),
    skipped_by_reason: byReason(groups, ["skipped"]),
    variants,
    replies_differ: compare(variants, "replied"),
    purchases_differ: compare(variants, "bought"),
    rate_now: pace.rate,
    seconds_left: row.status === "running" ? await secondsLeft(row, pace.rate) : null,
    replies_until: daysAfter(lastSentAt, REPLY_DAYS),
    purchases_until: daysAfter(lastSentAt, PURCHASE_DAYS),
  };
}

interface Group {
  readonly variant: string;
  readonly status: string;
  readonly reason: string | null;
  readonly count: number;
  readonly replied: number;
  readonly bought: number;
}

/** Index broadcast_recipients_broadcast_id_status_position_idx; 40 ms of 100,000 recipients. */
function readGroups(broadcastId: string): Promise<Group[]> {
  return db().$queryRaw<Group[]>`
    SELECT r.variant, r.status, ${recipientReason} AS reason, count(*)::int AS count,
           count(r.replied_at)::int AS replied, count(r.bought_at)::int AS bought
      FROM broadcast_recipients r WHERE r.broadcast_id = ${broadcastId}::uuid GROUP BY 1, 2, 3`;
}

function byReason(groups: readonly Group[], statuses: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status, reason, count } of groups) {
    if (reason === null || !statuses.includes(status)) continue;
    counts[reason] = (counts[reason] ?? 0) + count;
  }
  return counts;
}

/** Shares of those that surely arrived: whether an unconfirmed message did nobody knows. */
function toVariants(row: BroadcastRow, groups: readonly Group[]): VariantResult[] {
  return variantsOf(row).map(({ key, share, template }) => {
    const own = groups.filter((group) => group.variant === key && group.status === "sent");
    const sum = (field: "count" | "replied" | "bought") => own.reduce((all, group) => all + group[field], 0);
    return { key, share, template, sent: sum("count"), replied: sum("replied"), bought: sum("bought") };
  });
}

function compare(variants: readonly VariantResult[], what: "replied" | "bought") {
  const { pValue, leader } = compareVariants(
    variants.map((variant) => ({ key: variant.key, sent: variant.sent, hits: variant[what] })),
  );
  return { p_value: pValue, leader };
}

interface Pace {
  /** Messages a second; 0 when nothing leaves. */
  readonly rate: number;
  readonly lastSentAt: Date | null;
}

/** Index broadcast_recipients_by_sending. */
async function readPace(row: BroadcastRow): Promise<Pace> {
  const at = now();
  const since = new Date(at.getTime() - PACE_SECONDS * 1000);
  const [found] = await db().$queryRaw<Array<{ count: number; seconds: number | null; last: Date | null }>>`
    SELECT count(*) FILTER (WHERE r.sent_at > ${since})::int AS count,
           extract(epoch FROM ${at}::timestamptz - min(r.sent_at) FILTER (WHERE r.sent_at > ${since}))::float8 AS seconds,
           max(r.sent_at) AS last
      FROM broadcast_recipients r WHERE r.broadcast_id = ${row.id}::uuid AND r.sent_at IS NOT NULL`;
  const count = row.status === "running" ? (found?.count ?? 0) : 0;
  // Of a broadcast that has just begun the seconds since; the first of them says nothing about the second.
  const rate = count === 0 ? 0 : count / Math.max(1, found?.seconds ?? 1);
  return { rate: Math.round(rate * 100) / 100, lastSentAt: found?.last ?? null };
}

/**
 * Until everybody has had their turn: at the present pace (at the chosen one while nothing leaves), each not before they
 * are due. Whoever is due later waits for that and then for those who are due with or after them.
 * Index broadcast_recipients_pending.
 */
async function secondsLeft(row: BroadcastRow, rate: number): Promise<number> {
  const at = now();
  const perSecond = rate > 0 ? rate : row.rateLimit;
  const [left] = await db().$queryRaw<Array<{ seconds: number | null }>>`
    SELECT max(later.seconds + later.waiting / ${perSecond}::float8)::float8 AS seconds
      FROM (SELECT due.seconds, sum(due.count) OVER (ORDER BY due.seconds DESC) AS waiting
              FROM (SELECT ceil(greatest(0, extract(epoch FROM r.due_at - ${at}::timestamptz))) AS seconds, count(*) AS count
                      FROM broadcast_recipients r
                     WHERE r.broadcast_id = ${row.id}::uuid AND r.status = 'pending'
                     GROUP BY 1) due) later`;
  return Math.ceil(left?.seconds ?? 0);
}

function daysAfter(at: Date | null, days: number): string | null {
  return at === null ? null : new Date(at.getTime() + days * DAY_MS).toISOString();
}
