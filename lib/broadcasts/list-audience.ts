import { z } from "zod";
import { Prisma } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { now } from "../clock";
import { db } from "../db/client";
import { cursorPart, decodeCursor, encodeCursor } from "../db/page";
import type { AudienceMember, ExclusionReason } from "../wire/audience";
import { type AudienceTerms, readTerms } from "./audience-terms";
import { judgedAudience, turnOrder } from "./judge-audience";

/** A place in the order of turns, and the moment by which its list is judged: later pages must not judge by another. */
const place = z.strictObject({
  as_of: cursorPart.at,
  until: cursorPart.at.nullable(),
  last: cursorPart.at.nullable(),
  id: z.uuid(),
});

interface MemberRow extends Omit<AudienceMember, "last_message_at" | "writable_until"> {
  readonly until: Date | null;
  readonly last: Date | null;
  readonly last_message_at: Date | null;
  readonly writable_until: Date | null;
}

/**
 * The chats of an audience a page at a time, in the order of their turn: those who would get it now, or those left out
 * for `reason`. Throws `not_found`, `rate_too_high`, `invalid_cursor`.
 */
export async function listAudience(input: {
  actor: Actor;
  terms: AudienceTerms;
  reason?: ExclusionReason | undefined;
  limit: number;
  cursor?: string | undefined;
}): Promise<{ items: AudienceMember[]; next_cursor: string | null }> {
  const { terms, limit, reason } = input;
  const after = input.cursor === undefined ? null : decodeCursor(place, input.cursor);
  const asOf = after === null ? now() : new Date(after.as_of);
  const { judging, rate } = await readTerms(input.actor, terms, asOf);
  const rows = await db().$queryRaw<MemberRow[]>`
    WITH ${judgedAudience(judging, { filters: terms.filters, rate })}
    SELECT c.id AS chat_id, c.buyer_name, c.order_number, c.last_message_at, c.last_message_preview, c.writable_until,
           c.tags, t.reason, nullif(t.until, 'infinity') AS until, t.buyer_last_at AS last
      FROM (SELECT * FROM judged t
             WHERE t.reason IS NOT DISTINCT FROM ${reason ?? null}::text AND ${afterPlace(after)}
             ORDER BY ${turnOrder} LIMIT ${limit + 1}) t
      JOIN chats c ON c.id = t.id
     ORDER BY ${turnOrder}`;
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return { items: page.map(toMember), next_cursor: hasMore ? encodeCursor(placeOf(last, asOf)) : null };
}

/** SQL for what comes after a place of `turnOrder`. */
function afterPlace(after: z.output<typeof place> | null): Prisma.Sql {
  if (after === null) return Prisma.sql`true`;
  const until = Prisma.sql`coalesce(${after.until}::timestamptz, 'infinity')`;
  // Newest first, those who never wrote last.
  const isAfterLast =
    after.last === null
      ? Prisma.sql`(t.buyer_last_at IS NULL AND t.id > ${after.id}::uuid)`
      : Prisma.sql`(t.buyer_last_at IS NULL OR t.buyer_last_at < ${after.last}::timestamptz
          OR (t.buyer_last_at = ${after.last}::timestamptz AND t.id > ${after.id}::uuid))`;
  return Prisma.sql`(t.until > ${until} OR (t.until = ${until} AND ${isAfterLast}))`;
}

function placeOf(row: MemberRow, asOf: Date): z.output<typeof place> {
  return {
    as_of: asOf.toISOString(),
    until: row.until?.toISOString() ?? null,
    last: row.last?.toISOString() ?? null,
    id: row.chat_id,
  };
}

function toMember({ until: _until, last: _last, ...row }: MemberRow): AudienceMember {
  return {
    ...row,
    last_message_at: row.last_message_at?.toISOString() ?? null,
    writable_until: row.writable_until?.toISOString() ?? null,
  };
}
