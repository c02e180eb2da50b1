import { Prisma } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { db } from "../db/client";
import type { AudienceCount } from "../wire/audience";
import { type AudienceTerms, readTerms } from "./audience-terms";
import { judgedAudience } from "./judge-audience";

const HOUR_MS = 3_600_000;

interface ReasonRow {
  readonly reason: string | null;
  readonly chats: number;
  readonly unlimited: number;
  readonly within6h: number;
  readonly within24h: number;
  readonly later: number;
  readonly noLonger: number;
  readonly opensAt: Date | null;
}

/**
 * How many buyers' chats the filters hold for, how many of them would get a broadcast, and why not the others: those
 * who would and those left out add up to all. Throws `not_found`, `rate_too_high`.
 */
export async function countAudience(input: { actor: Actor; terms: AudienceTerms }): Promise<AudienceCount> {
  const { terms } = input;
  const { judging, rate } = await readTerms(input.actor, terms);
  const { at } = judging;
  const inHours = (hours: number) => Prisma.sql`${new Date(at.getTime() + hours * HOUR_MS)}::timestamptz`;
  const rows = await db().$queryRaw<ReasonRow[]>`
    WITH ${judgedAudience(judging, { filters: terms.filters, rate })}
    SELECT t.reason, count(*)::int AS chats,
           count(*) FILTER (WHERE t.until = 'infinity')::int AS unlimited,
           count(*) FILTER (WHERE t.until >= ${at}::timestamptz AND t.until <= ${inHours(6)})::int AS "within6h",
           count(*) FILTER (WHERE t.until > ${inHours(6)} AND t.until <= ${inHours(24)})::int AS "within24h",
           count(*) FILTER (WHERE t.until > ${inHours(24)} AND t.until < 'infinity')::int AS later,
           count(*) FILTER (WHERE t.until < ${at}::timestamptz)::int AS "noLonger",
           min(t.opens_at) FILTER (WHERE t.reason = 'quiet_hours') AS "opensAt"
      FROM judged t GROUP BY t.reason`;
  return toCount(rows, rate);
}

function toCount(rows: readonly ReasonRow[], rate: number): AudienceCount {
  const sum = (column: "chats" | "unlimited" | "within6h" | "within24h" | "later" | "noLonger") =>
    rows.reduce((total, row) => total + row[column], 0);
  const of = (reason: string | null) => rows.find((row) => row.reason === reason);
  const getsIt = of(null)?.chats ?? 0;
  const getsItLater = of("quiet_hours")?.chats ?? 0;
  return {
    matched: sum("chats"),
    audience_count: getsIt,
    excluded: Object.fromEntries(
      rows.flatMap(({ reason, chats }) => (reason === null ? [] : [[reason, chats]])),
    ),
    writable: {
      unlimited: sum("unlimited"),
      within_6h: sum("within6h"),
      within_24h: sum("within24h"),
      later: sum("later"),
      no_longer: sum("noLonger"),
    },
    estimated_seconds: Math.round(((getsIt + getsItLater) / rate) * 10) / 10,
    resumes_at: of("quiet_hours")?.opensAt?.toISOString() ?? null,
  };
}
