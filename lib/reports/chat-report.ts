import { Prisma } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { visibleSellers } from "../access/scope";
import { db } from "../db/client";
import { AppError } from "../errors";
import type { AnswerOf } from "../wire/endpoint";
import type { Figures, getReport, Spread } from "../wire/reports";
import { closingsSql, countedSql, measuredSql, type ReportScope, waitsSql } from "./waits";

export type ChatReport = AnswerOf<typeof getReport>;

const LONGEST_DAYS = 366;

/** By what a row of the report is grouped; `total` is the whole. */
type Group = "total" | "seller" | "operator" | "hour" | "weekday" | "day";

interface WaitRow {
  readonly group: Group;
  readonly key: string | null;
  readonly chats_in: number;
  readonly answered: number;
  readonly waiting: number;
  readonly missed_target: number;
  readonly first_count: number;
  readonly first_median: number | null;
  readonly first_p90: number | null;
  readonly next_count: number;
  readonly next_median: number | null;
  readonly next_p90: number | null;
  readonly within_24h: number | null;
}

interface ClosingRow {
  readonly group: Group;
  readonly key: string | null;
  readonly count: number;
  readonly median: number | null;
  readonly p90: number | null;
}

interface MessageRow {
  readonly group: Group;
  readonly key: string | null;
  readonly messages_in: number;
  readonly messages_out: number;
}

interface ReportInput {
  readonly actor: Actor;
  readonly from: string;
  readonly to: string;
  readonly time_zone: string;
  readonly seller_id?: string | undefined;
  readonly operator_id?: string | undefined;
}

/**
 * What happened in the chats of a period, in all and by seller, operator, hour, weekday and day of the reader's zone.
 * Times in seconds of the wall clock. Throws `invalid_input`, `period_too_long`, `unknown_time_zone`.
 */
export async function reportChats(input: ReportInput): Promise<ChatReport> {
  const scope = toScope(input);
  const [waits, closings, messages, names] = await Promise.all([
    readWaits(scope),
    readClosings(scope),
    readMessages(scope),
    readNames(),
  ]);
  const rows = { waits: byGroup(waits), closings: byGroup(closings), messages: byGroup(messages) };
  const figuresOf = (group: Group, key: string | null) => toFigures(placeOf({ group, key }), rows);
  const keysOf = (group: Group) =>
    [
      ...new Set(
        [...waits, ...closings, ...messages].flatMap((row) =>
          row.group === group && row.key !== null ? [row.key] : [],
        ),
      ),
    ].sort();
  const named = (group: Group, known: ReadonlyMap<string, string>) =>
    keysOf(group).map((key) => ({ key, name: known.get(key) ?? key, figures: figuresOf(group, key) }));
  const numbered = (group: Group) =>
    keysOf(group)
      .map((key) => ({ at: Number(key), figures: figuresOf(group, key) }))
      .sort((a, b) => a.at - b.at);
  return {
    total: figuresOf("total", null),
    by_seller: named("seller", names.sellers).map(({ key, ...rest }) => ({ seller_id: key, ...rest })),
    by_operator: named("operator", names.people).map(({ key, ...rest }) => ({ operator_id: key, ...rest })),
    by_hour: numbered("hour").map(({ at, figures }) => ({ hour: at, figures })),
    by_weekday: numbered("weekday").map(({ at, figures }) => ({ weekday: at, figures })),
    by_day: keysOf("day").map((day) => ({ day, figures: figuresOf("day", day) })),
  };
}

function toScope(input: ReportInput): ReportScope {
  const from = new Date(input.from);
  const to = new Date(input.to);
  if (to <= from) throw new AppError("invalid_input", { details: { to: "must be later than from" } });
  if (to.getTime() - from.getTime() > LONGEST_DAYS * 86_400_000) throw new AppError("period_too_long");
  if (!isTimeZone(input.time_zone)) throw new AppError("unknown_time_zone");
  return {
    sellers: visibleSellers(input.actor),
    from,
    to,
    timeZone: input.time_zone,
    sellerId: input.seller_id,
    operatorId: input.operator_id,
  };
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return /^[A-Za-z]/.test(name); // "+03:00" is known to the runtime and means its opposite to the database
  } catch {
    return false;
  }
}

/** One pass over the rows for all groupings. `by`: the column that names the person. */
function groupingSets(by: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`GROUP BY GROUPING SETS ((), (seller_id), (${by}), (hour), (weekday), (day))`;
}

function groupColumns(by: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    CASE WHEN grouping(seller_id) = 0 THEN 'seller' WHEN grouping(${by}) = 0 THEN 'operator'
         WHEN grouping(hour) = 0 THEN 'hour' WHEN grouping(weekday) = 0 THEN 'weekday'
         WHEN grouping(day) = 0 THEN 'day' ELSE 'total' END AS "group",
    coalesce(seller_id::text, ${by}, hour::text, weekday::text, day) AS key`;
}

function readWaits(scope: ReportScope): Promise<WaitRow[]> {
  const by = Prisma.sql`answered_by`;
  const spread = (isFirst: Prisma.Sql, share: number) =>
    Prisma.sql`percentile_cont(${share}::float8) WITHIN GROUP (ORDER BY seconds) FILTER (WHERE ${isFirst} AND is_answered)`;
  const first = Prisma.sql`is_first`;
  const next = Prisma.sql`NOT is_first`;
  return db().$queryRaw<WaitRow[]>`
    WITH ${waitsSql(scope)}, ${measuredSql(scope)}
    SELECT ${groupColumns(by)},
           count(DISTINCT chat_id)::int AS chats_in,
           count(*) FILTER (WHERE is_answered)::int AS answered,
           count(*) FILTER (WHERE is_waiting)::int AS waiting,
           count(*) FILTER (WHERE is_missed)::int AS missed_target,
           count(*) FILTER (WHERE is_first AND is_answered)::int AS first_count,
           ${spread(first, 0.5)} AS first_median, ${spread(first, 0.9)} AS first_p90,
           count(*) FILTER (WHERE NOT is_first AND is_answered)::int AS next_count,
           ${spread(next, 0.5)} AS next_median, ${spread(next, 0.9)} AS next_p90,
           avg(is_within_24h::int)::float8 AS within_24h
      FROM measured ${groupingSets(by)}`;
}

function readClosings(scope: ReportScope): Promise<ClosingRow[]> {
  const by = Prisma.sql`closed_by`;
  return db().$queryRaw<ClosingRow[]>`
    WITH ${closingsSql(scope)}
    SELECT ${groupColumns(by)}, count(*)::int AS count,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS median,
           percentile_cont(0.9) WITHIN GROUP (ORDER BY seconds) AS p90
      FROM closings ${groupingSets(by)}`;
}

function readMessages(scope: ReportScope): Promise<MessageRow[]> {
  const by = Prisma.sql`written_by`;
  return db().$queryRaw<MessageRow[]>`
    WITH ${countedSql(scope)}
    SELECT ${groupColumns(by)}, count(*) FILTER (WHERE is_in)::int AS messages_in,
           count(*) FILTER (WHERE is_out)::int AS messages_out
      FROM counted ${groupingSets(by)}`;
}

async function readNames(): Promise<{ sellers: Map<string, string>; people: Map<string, string> }> {
  const [sellers, people] = await Promise.all([
    db().seller.findMany({ select: { id: true, name: true } }),
    db().user.findMany({ select: { id: true, name: true } }),
  ]);
  return {
    sellers: new Map(sellers.map((seller) => [seller.id, seller.name])),
    people: new Map(people.map((person) => [person.id, person.name])),
  };
}

type Grouped = { readonly group: Group; readonly key: string | null };

function placeOf({ group, key }: Grouped): string {
  return `${group} ${key ?? ""}`;
}

/** Found by its place: with thousands of sellers, looking through all rows for each would take seconds. */
function byGroup<Row extends Grouped>(rows: readonly Row[]): ReadonlyMap<string, Row> {
  return new Map(rows.map((row) => [placeOf(row), row]));
}

function toFigures(
  place: string,
  rows: {
    readonly waits: ReadonlyMap<string, WaitRow>;
    readonly closings: ReadonlyMap<string, ClosingRow>;
    readonly messages: ReadonlyMap<string, MessageRow>;
  },
): Figures {
  const wait = rows.waits.get(place);
  const closing = rows.closings.get(place);
  const message = rows.messages.get(place);
  return {
    chats_in: wait?.chats_in ?? 0,
    answered: wait?.answered ?? 0,
    waiting: wait?.waiting ?? 0,
    missed_target: wait?.missed_target ?? 0,
    first_reply: toSpread(wait?.first_count, wait?.first_median, wait?.first_p90),
    next_reply: toSpread(wait?.next_count, wait?.next_median, wait?.next_p90),
    resolution: toSpread(closing?.count, closing?.median, closing?.p90),
    within_24h: wait?.within_24h ?? null,
    messages_in: message?.messages_in ?? 0,
    messages_out: message?.messages_out ?? 0,
  };
}

function toSpread(count = 0, median: number | null = null, p90: number | null = null): Spread {
  return { count, median_seconds: median, p90_seconds: p90 };
}
