import type { Prisma } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { visibleSellers, visibleSellerWhere } from "../access/scope";
import { appendAudit } from "../audit/append";
import { db } from "../db/client";
import type { Tx } from "../db/transaction";
import { AppError } from "../errors";
import { enqueue } from "../queue/enqueue";
import { appendEvents } from "../realtime/append-event";
import { requestContext } from "../request-context";
import type { Action, ActionKind, Facts } from "../wire/actions";
import type { ActionRow } from "./model";
import { withNames } from "./read";

export interface NewItem {
  readonly subject: string;
  /** What a person calls it. */
  readonly label: string;
  readonly before: Facts;
  readonly wanted: Facts;
  readonly payload?: Prisma.InputJsonValue;
}

/**
 * The action that the same person asked for under the same key; null: none. Verbs ask it before they look at the state of
 * things: after a death between the commit and the answer, what the action itself has changed must not refuse its repeat.
 */
export async function findAsked(input: {
  actor: Actor;
  idempotencyKey?: string | null | undefined;
}): Promise<Action | null> {
  const { actor, idempotencyKey: askKey = null } = input;
  if (askKey === null) return null;
  const row = await db().marketAction.findFirst({
    where: { createdBy: actor.userId, askKey, seller: visibleSellerWhere(visibleSellers(actor)) },
  });
  const [action = null] = row === null ? [] : await withNames([row]);
  return action;
}

/**
 * Writes an action down, with its audit record and event, in the caller's transaction; the workers carry it out.
 * `isExclusive`: no other open action may concern one of these subjects (what is done to an order is done once): throws
 * `act_not_open`. Throws `same_subject_twice`.
 */
export async function queueAction(
  tx: Tx,
  input: {
    actor: Actor;
    sellerId: string;
    kind: ActionKind;
    terms?: Facts;
    items: readonly NewItem[];
    isExclusive: boolean;
    /** Of the request, where it has one: the same person's same key answers the action that is there. */
    idempotencyKey?: string | null | undefined;
  },
): Promise<ActionRow> {
  const { actor, sellerId, kind, items, terms = {}, idempotencyKey: askKey = null } = input;
  if (askKey !== null) {
    const before = await tx.sql.marketAction.findUnique({
      where: { createdBy_askKey: { createdBy: actor.userId, askKey } },
    });
    if (before !== null) return before;
  }
  const subjects = items.map((item) => item.subject);
  if (new Set(subjects).size < subjects.length) throw new AppError("same_subject_twice");
  if (input.isExclusive) await requireNoOther(tx, { sellerId, subjects, except: null });
  const row = await tx.sql.marketAction.create({
    data: {
      sellerId,
      kind,
      terms,
      total: items.length,
      createdBy: actor.userId,
      askKey,
      requestId: requestContext()?.requestId ?? null,
    },
  });
  await tx.sql.marketActionItem.createMany({
    data: items.map((item, position) => ({ ...item, actionId: row.id, position, sellerId })),
  });
  await appendAudit(tx, {
    actor: { type: "user", id: actor.userId },
    action: "action.asked",
    subject: { type: "action", id: row.id },
    sellerId,
    details: { kind, ...terms, count: items.length, items: items.slice(0, 20).map(shorten) },
  });
  await appendEvents(tx, [{ name: "action.updated", sellerId, subjectId: row.id }]);
  tx.afterCommit(() => enqueue("run-actions", { seller_id: sellerId }));
  return row;
}

function shorten({ subject, before, wanted }: NewItem) {
  return { subject, before, wanted };
}

/**
 * Throws `act_not_open` while another action than `except` is open for one of these subjects. One at a time over all
 * processes, for a seller's subjects: who asks second sees the first one's rows.
 */
export async function requireNoOther(
  tx: Tx,
  about: { sellerId: string; subjects: readonly string[]; except: string | null },
): Promise<void> {
  const { sellerId, subjects, except } = about;
  await tx.sql.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('actions'), hashtext(${sellerId}))`;
  const taken = await tx.sql.$queryRaw<Array<{ subject: string }>>`
    SELECT i.subject FROM market_action_items i JOIN market_actions a ON a.id = i.action_id
     WHERE a.seller_id = ${sellerId}::uuid AND a.status IN ('queued', 'running')
       AND a.id IS DISTINCT FROM ${except}::uuid AND i.status IN ('queued', 'sending', 'sent', 'unconfirmed') AND i.subject = ANY (${[...subjects]})
     LIMIT 20`;
  if (taken.length > 0)
    throw new AppError("act_not_open", { details: { subjects: taken.map((row) => row.subject) } });
}

/** A key is good for a day, as the answers to repeated requests are; afterwards it may be used anew. For the sweep. */
export async function forgetOldAskKeys(): Promise<void> {
  await db().$executeRaw`
    UPDATE market_actions SET ask_key = NULL WHERE ask_key IS NOT NULL AND created_at < now() - interval '1 day'`;
}
