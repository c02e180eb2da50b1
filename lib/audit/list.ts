import { z } from "zod";
import { Prisma } from "@/generated/prisma/client";
import { db } from "../db/client";
import { cursorPart, decodeCursor, encodeCursor } from "../db/page";
import { isUuid } from "../db/uuid";
import type { AuditEntry } from "../wire/audit";
import { namesOf } from "./audit-names";

/** What of the log is wanted. */
export interface AuditFilters {
  readonly actor_id?: string;
  /** An action, or the beginning of some up to a dot. */
  readonly action?: string;
  readonly subject_type?: string;
  readonly subject_id?: string;
  readonly seller_id?: string;
  readonly from?: string;
  readonly to?: string;
}

const position = z.object({ at: cursorPart.at, id: cursorPart.seq });

interface Row {
  readonly id: bigint;
  readonly at: Date;
  readonly actorType: "user" | "system";
  readonly actorId: string | null;
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string | null;
  readonly sellerId: string | null;
  readonly details: Record<string, unknown>;
  readonly requestId: string | null;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly place: bigint | null;
}

/** A page of the log, newest first, with people and things as they are called now. Throws `invalid_cursor`. */
export async function listAudit({
  query,
}: {
  query: AuditFilters & { readonly limit: number; readonly cursor?: string };
}): Promise<{ items: AuditEntry[]; next_cursor: string | null }> {
  const after = query.cursor === undefined ? null : decodeCursor(position, query.cursor);
  // Removed sellers, and those that never were one of ours: nothing to find, and no error.
  if (query.seller_id !== undefined && !isUuid(query.seller_id)) return { items: [], next_cursor: null };
  const actions = query.action?.endsWith(".") ? await actionsUnder(query.action) : null;
  const rows = await findRows({ filters: query, actions, after, limit: query.limit + 1 });
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const isMore = rows.length > page.length && last !== undefined;
  return {
    items: await toWire(page),
    next_cursor: isMore ? encodeCursor({ at: last.at.toISOString(), id: String(last.id) }) : null,
  };
}

/** Actions that occur in the log, in the order of the alphabet: from one to the next through the index. */
export async function listAuditActions(): Promise<string[]> {
  // index audit_log_action_at_id_idx
  const rows = await db().$queryRaw<Array<{ action: string }>>`
    WITH RECURSIVE known AS (
      (SELECT action FROM audit_log ORDER BY action LIMIT 1)
      UNION ALL
      SELECT (SELECT a.action FROM audit_log a WHERE a.action > known.action ORDER BY a.action LIMIT 1)
        FROM known WHERE known.action IS NOT NULL)
    SELECT action FROM known WHERE action IS NOT NULL`;
  return rows.map((row) => row.action).sort();
}

async function actionsUnder(beginning: string): Promise<string[]> {
  return (await listAuditActions()).filter((action) => action.startsWith(beginning));
}

interface Search {
  readonly filters: AuditFilters;
  /** The actions of a group; null: as the filters say. */
  readonly actions: readonly string[] | null;
  readonly after: { readonly at: string; readonly id: string } | null;
  readonly limit: number;
}

/**
 * Indexes audit_log_at_id_idx, audit_log_actor_id_at_id_idx, audit_log_action_at_id_idx, audit_log_seller_id_at_id_idx,
 * audit_log_subject_type_subject_id_id_idx. A group of actions is the newest of each action, put together: one index
 * cannot walk several of its values in the order of time.
 */
async function findRows(search: Search): Promise<Row[]> {
  const { actions, limit } = search;
  const newest = (condition: Prisma.Sql) => Prisma.sql`
    SELECT a.id, a.at FROM audit_log a WHERE ${condition} AND ${conditionsOf(search)}
     ORDER BY a.at DESC, a.id DESC LIMIT ${limit}`;
  const found =
    actions === null
      ? newest(Prisma.sql`true`)
      : Prisma.sql`
        SELECT each.id, each.at FROM unnest(${[...actions]}::text[]) AS of (action)
          CROSS JOIN LATERAL (${newest(Prisma.sql`a.action = of.action`)}) each
         ORDER BY each.at DESC, each.id DESC LIMIT ${limit}`;
  return db().$queryRaw<Row[]>`
    SELECT e.id, e.at, e.actor_type AS "actorType", e.actor_id AS "actorId", e.action,
           e.subject_type AS "subjectType", e.subject_id AS "subjectId", e.seller_id AS "sellerId", e.details,
           e.request_id AS "requestId", e.ip, e.user_agent AS "userAgent", e.place
      FROM (${found}) found JOIN audit_log e ON e.id = found.id ORDER BY found.at DESC, found.id DESC`;
}

function conditionsOf({ filters, actions, after }: Search): Prisma.Sql {
  const conditions = [Prisma.sql`true`];
  const add = (condition: Prisma.Sql) => void conditions.push(condition);
  if (filters.actor_id === "system") add(Prisma.sql`a.actor_type = 'system'`);
  else if (filters.actor_id !== undefined) add(Prisma.sql`a.actor_id = ${filters.actor_id}`);
  if (filters.action !== undefined && actions === null) add(Prisma.sql`a.action = ${filters.action}`);
  if (filters.subject_type !== undefined) add(Prisma.sql`a.subject_type = ${filters.subject_type}`);
  if (filters.subject_id !== undefined) add(Prisma.sql`a.subject_id = ${filters.subject_id}`);
  if (filters.seller_id !== undefined) add(Prisma.sql`a.seller_id = ${filters.seller_id}::uuid`);
  if (filters.from !== undefined) add(Prisma.sql`a.at >= ${filters.from}::timestamptz`);
  if (filters.to !== undefined) add(Prisma.sql`a.at < ${filters.to}::timestamptz`);
  if (after !== null) add(Prisma.sql`(a.at, a.id) < (${after.at}::timestamptz, ${after.id}::bigint)`);
  return Prisma.join(conditions, " AND ");
}

async function toWire(rows: readonly Row[]): Promise<AuditEntry[]> {
  const people = rows.map((row) => ({ subjectType: "user", subjectId: row.actorId }));
  const names = await namesOf([...people, ...rows]);
  const nameOf = (type: string, id: string | null) => names.get(`${type} ${id}`) ?? null;
  return rows.map((row) => ({
    id: String(row.id),
    at: row.at.toISOString(),
    actor: { type: row.actorType, id: row.actorId, name: nameOf("user", row.actorId) },
    action: row.action,
    subject: { type: row.subjectType, id: row.subjectId, name: nameOf(row.subjectType, row.subjectId) },
    seller_id: row.sellerId,
    details: row.details,
    request_id: row.requestId,
    ip: row.ip,
    user_agent: row.userAgent,
    place: row.place === null ? null : Number(row.place),
  }));
}
