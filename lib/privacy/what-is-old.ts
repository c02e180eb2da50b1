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
