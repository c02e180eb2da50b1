import { z } from "zod";
import type { Note as NoteRow } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { appendAudit } from "../audit/append";
import { now } from "../clock";
import { db } from "../db/client";
import { cursorPart, decodeCursor, encodeCursor } from "../db/page";
import { inTransaction } from "../db/transaction";
import { appendEvents } from "../realtime/append-event";
import { listWhoSee } from "../team/colleagues";
import { appendNotices } from "../team/notices";
import { chatAct, type Note } from "../wire/notes";
import { requireChat } from "./read";

const noteCursor = z.strictObject({ at: cursorPart.at, id: z.uuid() });

/**
 * Notes and acts of a chat: the newest page first, the items of a page in time order; the cursor goes back in time.
 * Index notes_chat_id_created_at_id_idx. Throws `not_found`, `invalid_cursor`.
 */
export async function listNotes(input: {
  actor: Actor;
  chatId: string;
  limit: number;
  cursor?: string | undefined;
}): Promise<{ items: Note[]; next_cursor: string | null }> {
  const chat = await requireChat(input.actor, input.chatId);
  const before = input.cursor === undefined ? null : decodeCursor(noteCursor, input.cursor);
  const isOlder =
    before === null
      ? {}
      : {
          createdAt: { lte: new Date(before.at) },
          OR: [{ createdAt: { lt: new Date(before.at) } }, { id: { lt: before.id } }],
        };
  const rows = await db().note.findMany({
    where: { chatId: chat.id, ...isOlder },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: input.limit + 1,
  });
  const page = rows.slice(0, input.limit);
  const oldest = page.at(-1);
  return {
    items: page.reverse().map(toWireNote),
    next_cursor:
      rows.length > input.limit && oldest !== undefined
        ? encodeCursor({ at: oldest.createdAt.toISOString(), id: oldest.id })
        : null,
  };
}

/**
 * Leaves a private note; it never goes to the marketplace. Of the people named, those who see the seller are kept and
 * get a notice (not the writer), others are left out. Throws `not_found`.
 */
export async function addNote(input: {
  actor: Actor;
  chatId: string;
  text: string;
  mentions?: readonly string[] | undefined;
}): Promise<Note> {
  const { actor, text } = input;
  const { id: chatId, sellerId } = await requireChat(actor, input.chatId);
  return inTransaction(async (tx) => {
    const named = await listWhoSee(tx, { sellerId, userIds: input.mentions ?? [] });
    const row = await tx.sql.note.create({
      data: {
        chatId,
        sellerId,
        kind: "note",
        authorType: "user",
        authorId: actor.userId,
        authorName: actor.name,
        text,
        mentions: named.map((person) => person.id),
        createdAt: now(),
      },
    });
    await appendEvents(tx, [{ name: "note.created", sellerId, subjectId: row.id }]);
    await appendNotices(
      tx,
      named.map(({ id: userId }) => ({
        userId,
        kind: "mention" as const,
        chatId,
        sellerId,
        fromName: actor.name,
        text,
      })),
      { exceptUserId: actor.userId },
    );
    await appendAudit(tx, {
      actor: { type: "user", id: actor.userId },
      action: "note.added",
      subject: { type: "chat", id: chatId },
      sellerId,
      details: { mentions: named.length },
      requestId: actor.requestId,
    });
    return toWireNote(row);
  });
}

/** Notes in their public form, for the event stream. */
export async function readNotesForStream(ids: readonly string[]): Promise<Map<string, Note>> {
  const rows = await db().note.findMany({ where: { id: { in: [...ids] } } });
  return new Map(rows.map((row) => [row.id, toWireNote(row)]));
}

/** The public form of a note. */
export function toWireNote(row: NoteRow): Note {
  return {
    id: row.id,
    chat_id: row.chatId,
    kind: row.kind === "activity" || row.kind === "hand_over" ? row.kind : "note",
    author: {
      type: row.authorType === "user" || row.authorType === "rule" ? row.authorType : "system",
      id: row.authorId,
      name: row.authorName,
    },
    text: row.text,
    mentions: row.mentions,
    // An act of a newer version, during an update, is shown as none.
    act: chatAct.safeParse(row.act).data ?? null,
    created_at: row.createdAt.toISOString(),
  };
}
