import { Prisma } from "@/generated/prisma/client";
import { now } from "../clock";
import type { RetentionRules } from "../wire/retention";

/**
 * What the rules take: said once, for the dry run and for the cleaning alike, so that both always mean the same.
 */

const DAY_MS = 86_400_000;

/** The moments before which things are old; null: nothing of that kind is. */
export interface OldBefore {
  readonly messages: Date | null;
  readonly files: Date | null;
  readonly audit: Date | null;
}

/** The rules, seen from now. */
export function oldBefore(rules: RetentionRules): OldBefore {
  const before = (days: number | null) => (days === null ? null : new Date(now().getTime() - days * DAY_MS));
  return {
    messages: before(rules.messages_days),
    files: before(rules.files_days),
    audit: before(rules.audit_days),
  };
}

/**
 * Chats `c` in which nothing happened for so long: no message, no colleague's note, nothing put off or on its way, and
 * their past has been read (or it would come in behind the cleaning). Emptied ones are done. Index chats_idle.
 */
export function isOldChat(before: Date | null): Prisma.Sql {
  if (before === null) return Prisma.sql`false`;
  return Prisma.sql`
    c.last_message_at < ${before} AND (c.erased_at IS NULL OR c.erased_at < c.last_message_at)
    AND (c.is_backfilled OR NOT c.needs_sync) AND (c.snoozed_until IS NULL OR c.snoozed_until < ${before})
    AND NOT EXISTS (SELECT 1 FROM messages o WHERE o.chat_id = c.id AND o.status IN ('queued', 'sending'))
    AND NOT EXISTS (SELECT 1 FROM notes o WHERE o.chat_id = c.id AND o.created_at >= ${before} AND o.kind <> 'activity')`;
}

/** What still runs is somebody's work, however old; after a year more nobody comes back to it. */
const RUNS_AT_MOST = Prisma.sql`interval '1 year'`;

/** Chats that stay: emptied ones have forgotten which order they were about. Indexes chats_of_order, chats_by_posting. */
const isSpokenOf = (row: Prisma.Sql) => Prisma.sql`(
  EXISTS (SELECT 1 FROM chats o WHERE o.seller_id = ${row}.seller_id AND o.order_number = ${row}.order_number)
  OR EXISTS (SELECT 1 FROM chats o WHERE o.seller_id = ${row}.seller_id AND o.posting_number = ${row}.posting_number))`;

/** Postings `p` that name their buyer, as old as old chats are, and that no chat speaks of. */
export function isOldPosting(before: Date | null): Prisma.Sql {
  if (before === null) return Prisma.sql`false`;
  const moment = Prisma.sql`coalesce(greatest(p.ordered_at, p.stage_at, p.delivered_at), p.checked_at)`;
  return Prisma.sql`
    ${moment} < ${before} AND NOT p.is_anonymous
    AND coalesce(p.buyer_name, p.buyer_key, p.time_zone, p.city, p.region) IS NOT NULL
    AND (p.stage NOT IN ('awaiting', 'packing', 'shipped', 'pick_up', 'disputed') OR ${moment} < ${before}::timestamptz - ${RUNS_AT_MOST})
    AND NOT ${isSpokenOf(Prisma.sql`p`)}`;
}

/** Returns `r` with a buyer's name, words or pictures, of which the same is true. */
export function isOldReturn(before: Date | null): Prisma.Sql {
  if (before === null) return Prisma.sql`false`;
  const moment = Prisma.sql`coalesce(r.changed_at, r.created_at, r.seen_at)`;
  return Prisma.sql`
    ${moment} < ${before} AND NOT r.is_anonymous
    AND (r.buyer_name IS NOT NULL OR r.comment IS NOT NULL OR r.photos <> '{}')
    AND (NOT r.is_open OR ${moment} < ${before}::timestamptz - ${RUNS_AT_MOST})
    AND NOT ${isSpokenOf(Prisma.sql`r`)}`;
}

/** Files `f` that operators sent so long ago, and that no message is still to bring to the marketplace. */
export function isOldFile(before: Date | null): Prisma.Sql {
  if (before === null) return Prisma.sql`false`;
  return Prisma.sql`
    f.created_at < ${before} AND NOT EXISTS (
      SELECT 1 FROM attachments a JOIN messages m ON m.id = a.message_id
       WHERE a.file_id = f.id AND m.status IN ('queued', 'sending'))`;
}

/** Messages `m` so old that copies of their files go. */
export function isOfOldMessage(before: Date | null): Prisma.Sql {
  return before === null ? Prisma.sql`false` : Prisma.sql`m.created_at < ${before}`;
}
