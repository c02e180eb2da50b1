import { z } from "zod";
import type { Prisma } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { visibleSellers, visibleSellerWhere } from "../access/scope";
import { db } from "../db/client";
import { cursorPart, decodeCursor, encodeCursor } from "../db/page";
import { isUuid } from "../db/uuid";
import { AppError } from "../errors";
import { errorSentence, type Language } from "../i18n/error-sentence";
import { type Action, type ActionItem, type ActionKind, actionItem, facts } from "../wire/actions";
import { type ErrorCode, errorStatus } from "../wire/error-codes";
import type { ActionRow, ItemRow } from "./model";
import { withNames } from "./read";

/** An action of a seller that the actor may see. Throws `not_found`. */
export async function requireAction(actor: Actor, id: string): Promise<ActionRow> {
  if (!isUuid(id)) throw new AppError("not_found");
  const row = await db().marketAction.findFirst({
    where: { id, seller: visibleSellerWhere(visibleSellers(actor)) },
  });
  if (row === null) throw new AppError("not_found");
  return row;
}

/** The same in its public form. */
export async function getAction(input: { actor: Actor; actionId: string }): Promise<Action> {
  return toPublic(await requireAction(input.actor, input.actionId));
}

/** One row in its public form. */
export async function toPublic(row: ActionRow): Promise<Action> {
  const [action] = await withNames([row]);
  if (action === undefined) throw new Error("a row has a form");
  return action;
}

const place = z.strictObject({ at: cursorPart.at, id: z.uuid() });

/** Actions of the actor's sellers, newest first. Throws `invalid_cursor`. */
export async function listActions(input: {
  actor: Actor;
  limit: number;
  cursor?: string | undefined;
  sellerId?: string | undefined;
  kind?: ActionKind | undefined;
  subject?: string | undefined;
}): Promise<{ items: Action[]; next_cursor: string | null }> {
  const { actor, limit, cursor, sellerId, kind, subject } = input;
  const after = cursor === undefined ? null : decodeCursor(place, cursor);
  if (sellerId !== undefined && !isUuid(sellerId)) return { items: [], next_cursor: null };
  const rows = await db().marketAction.findMany({
    where: {
      seller: visibleSellerWhere(visibleSellers(actor)),
      sellerId,
      kind,
      ...(subject === undefined ? {} : { items: { some: { subject, sellerId } } }),
      AND: after === null ? [] : [isOlder({ at: new Date(after.at), id: after.id })],
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return {
    items: await withNames(page),
    next_cursor: hasMore ? encodeCursor({ at: last.createdAt.toISOString(), id: last.id }) : null,
  };
}

function isOlder({ at, id }: { at: Date; id: string }): Prisma.MarketActionWhereInput {
  return { OR: [{ createdAt: { lt: at } }, { createdAt: at, id: { lt: id } }] };
}

const itemPlace = z.strictObject({ position: z.number().int().min(-1).max(1_000_000) });

/** What came of each item, in the order they were asked for. Throws `not_found`, `invalid_cursor`. */
export async function listActionItems(input: {
  actor: Actor;
  actionId: string;
  language: Language;
  limit: number;
  cursor?: string | undefined;
  status?: ActionItem["status"] | undefined;
}): Promise<{ items: ActionItem[]; next_cursor: string | null }> {
  const { actor, language, limit, cursor, status } = input;
  const { id } = await requireAction(actor, input.actionId);
  const after = cursor === undefined ? -1 : decodeCursor(itemPlace, cursor).position;
  const rows = await db().marketActionItem.findMany({
    where: { actionId: id, position: { gt: after }, status },
    orderBy: { position: "asc" },
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => toWireItem(row, language)),
    next_cursor: rows.length > limit && last !== undefined ? encodeCursor({ position: last.position }) : null,
  };
}

const shownFacts = facts.catch({});

function toWireItem(row: ItemRow, language: Language): ActionItem {
  const code = row.errorCode;
  return {
    position: row.position,
    subject: row.subject,
    label: row.label,
    before: shownFacts.parse(row.before),
    wanted: shownFacts.parse(row.wanted),
    seen: row.seen === null ? null : shownFacts.parse(row.seen),
    status: actionItem.shape.status.parse(row.status),
    error:
      code !== null && isKnown(code)
        ? { code, message: errorSentence(code, language), theirs: row.errorText }
        : null,
    finished_at: row.finishedAt?.toISOString() ?? null,
  };
}

function isKnown(code: string): code is ErrorCode {
  return Object.hasOwn(errorStatus, code);
}
