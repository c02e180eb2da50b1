import { z } from "zod";
import type { Prisma } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { db } from "../db/client";
import { cursorPart, decodeCursor, encodeCursor } from "../db/page";
import { isUuid } from "../db/uuid";
import { AppError } from "../errors";
import type { Message } from "../wire/messages";
import { type MessageForWire, toWireMessage } from "./model";
import { requireChat } from "./read";

/** A place between two messages, and which way the page goes from it. Without `to`: back in time. */
const messageCursor = z.strictObject({
  at: cursorPart.at,
  seq: cursorPart.seq,
  to: z.literal("newer").optional(),
});
type MessageCursor = z.infer<typeof messageCursor>;

interface MessagePage {
  readonly items: Message[];
  readonly next_cursor: string | null;
  readonly newer_cursor: string | null;
}

/**
 * Messages of a chat, the items of a page in time order: the newest page, the one `around` a message (that one about in
 * the middle), or the one a cursor names. `next_cursor` goes back in time, `newer_cursor` forward; null at the end.
 * Index messages_chat_id_created_at_seq_idx. Throws `not_found`, `invalid_cursor`.
 */
export async function listMessages(input: {
  actor: Actor;
  chatId: string;
  limit: number;
  cursor?: string | undefined;
  around?: string | undefined;
}): Promise<MessagePage> {
  const chat = await requireChat(input.actor, input.chatId);
  const cursor = input.cursor === undefined ? null : decodeCursor(messageCursor, input.cursor);
  const reading = { chatId: chat.id, limit: input.limit };
  if (cursor?.to === "newer") return pageAfter(reading, cursor);
  if (cursor !== null) return pageBefore(reading, cursor);
  if (input.around !== undefined) return pageAround(reading, input.around);
  return pageBefore(reading, null);
}

interface Reading {
  readonly chatId: string;
  readonly limit: number;
}

async function pageBefore(reading: Reading, before: MessageCursor | null): Promise<MessagePage> {
  const rows = await readBefore(reading, before, reading.limit + 1);
  const page = rows.slice(0, reading.limit).reverse();
  return toPage(page, { hasOlder: rows.length > reading.limit, hasNewer: before !== null });
}

async function pageAfter(reading: Reading, after: MessageCursor): Promise<MessagePage> {
  const rows = await readAfter(reading, after, reading.limit + 1);
  return toPage(rows.slice(0, reading.limit), { hasOlder: true, hasNewer: rows.length > reading.limit });
}

/** As many before as after, and more of one where the other ends. */
async function pageAround(reading: Reading, messageId: string): Promise<MessagePage> {
  const { limit } = reading;
  const target = isUuid(messageId)
    ? await db().message.findFirst({
        where: { id: messageId, chatId: reading.chatId, ...isShown },
        include: { attachments: byPosition },
      })
    : null;
  if (target === null) throw new AppError("not_found");
  const place = placeOf(target);
  const [older, newer] = await Promise.all([
    readBefore(reading, place, limit),
    readAfter(reading, place, limit),
  ]);
  const others = limit - 1;
  const after = Math.min(newer.length, Math.max(Math.floor(others / 2), others - older.length));
  const before = Math.min(older.length, others - after);
  const page = [...older.slice(0, before).reverse(), target, ...newer.slice(0, after)];
  return toPage(page, { hasOlder: older.length > before, hasNewer: newer.length > after });
}

/** Newest first. */
function readBefore(
  { chatId }: Reading,
  place: MessageCursor | null,
  take: number,
): Promise<MessageForWire[]> {
  const at = place === null ? null : new Date(place.at);
  const isOlder: Prisma.MessageWhereInput =
    place === null || at === null
      ? {}
      : { createdAt: { lte: at }, OR: [{ createdAt: { lt: at } }, { seq: { lt: BigInt(place.seq) } }] };
  return db().message.findMany({
    where: { chatId, ...isShown, ...isOlder },
    orderBy: [{ createdAt: "desc" }, { seq: "desc" }],
    take,
    include: { attachments: byPosition },
  });
}

/** Oldest first. */
function readAfter({ chatId }: Reading, place: MessageCursor, take: number): Promise<MessageForWire[]> {
  const at = new Date(place.at);
  return db().message.findMany({
    where: {
      chatId,
      ...isShown,
      createdAt: { gte: at },
      OR: [{ createdAt: { gt: at } }, { seq: { gt: BigInt(place.seq) } }],
    },
    orderBy: [{ createdAt: "asc" }, { seq: "asc" }],
    take,
    include: { attachments: byPosition },
  });
}

const isShown = { status: { not: "cancelled" } } as const;
const byPosition = { orderBy: { position: "asc" } } as const;

function placeOf(row: Pick<MessageForWire, "createdAt" | "seq">): MessageCursor {
  return { at: row.createdAt.toISOString(), seq: row.seq.toString() };
}

function toPage(
  page: readonly MessageForWire[],
  { hasOlder, hasNewer }: { hasOlder: boolean; hasNewer: boolean },
): MessagePage {
  const [oldest, newest] = [page[0], page.at(-1)];
  return {
    items: page.map(toWireMessage),
    next_cursor: hasOlder && oldest !== undefined ? encodeCursor({ ...placeOf(oldest) }) : null,
    newer_cursor: hasNewer && newest !== undefined ? encodeCursor({ ...placeOf(newest), to: "newer" }) : null,
  };
}
