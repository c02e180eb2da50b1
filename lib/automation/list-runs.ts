import { z } from "zod";
import { Prisma } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { isVisible, visibleSellers } from "../access/scope";
import { db } from "../db/client";
import { decodeCursor, encodeCursor } from "../db/page";
import { isUuid } from "../db/uuid";
import type { RuleRun } from "../wire/automation";
import { toWireOutcomes } from "./model";

const runCursor = z.strictObject({ id: z.uuid() });

interface RunRow {
  readonly id: string;
  readonly kind: string;
  readonly ruleId: string | null;
  readonly chatId: string;
  readonly buyerName: string | null;
  readonly actions: Prisma.JsonValue;
  readonly createdAt: Date;
}

/**
 * What was done by itself, newest first: ids are in the order of time. Indexes automation_runs_pkey,
 * automation_runs_rule_id_created_at_idx. Throws `invalid_cursor`.
 */
export async function listRuns(input: {
  actor: Actor;
  limit: number;
  cursor?: string | undefined;
  ruleId?: string | undefined;
}): Promise<{ items: RuleRun[]; next_cursor: string | null }> {
  const { actor, limit, ruleId } = input;
  if (ruleId !== undefined && !isUuid(ruleId)) return { items: [], next_cursor: null };
  const before = input.cursor === undefined ? null : decodeCursor(runCursor, input.cursor);
  const ofRule = ruleId === undefined ? Prisma.sql`true` : Prisma.sql`r.rule_id = ${ruleId}::uuid`;
  const isOlder = before === null ? Prisma.sql`true` : Prisma.sql`r.id < ${before.id}::uuid`;
  const rows = await db().$queryRaw<RunRow[]>`
    SELECT r.id, r.kind, r.rule_id AS "ruleId", r.chat_id AS "chatId", c.buyer_name AS "buyerName", r.actions,
           r.created_at AS "createdAt"
      FROM automation_runs r JOIN chats c ON c.id = r.chat_id
     WHERE ${isVisible(visibleSellers(actor), Prisma.sql`r.seller_id`)} AND ${ofRule} AND ${isOlder}
     ORDER BY r.id DESC LIMIT ${limit + 1}`;
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => ({
      id: row.id,
      kind: row.kind === "auto_reply" || row.kind === "assignment" ? row.kind : "rule",
      rule_id: row.ruleId,
      chat_id: row.chatId,
      buyer_name: row.buyerName,
      actions: toWireOutcomes(row.actions),
      created_at: row.createdAt.toISOString(),
    })),
    next_cursor: rows.length > limit && last !== undefined ? encodeCursor({ id: last.id }) : null,
  };
}
