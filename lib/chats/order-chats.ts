import { z } from "zod";
import { Prisma } from "@/generated/prisma/client";
import { cursorPart } from "../db/page";
import type { ChatSort } from "../wire/chats";
import { isWaiting } from "./read";

/**
 * A list's order has two parts: chats that burn, by their time (`waiting`: since when, `deadline`: until when), then the
 * rest, newest first. `newest` has the second part alone. A place names its part, so that a page can begin in either.
 */
export const chatPlace = z.strictObject({
  part: z.enum(["burning", "rest"]),
  at: cursorPart.at.nullable(),
  id: z.uuid(),
});
export type ChatPlace = z.infer<typeof chatPlace>;

/** The sorts that have a part before the rest. */
export type UrgentSort = Exclude<ChatSort, "newest">;

/** The column that orders the burning part. */
export function urgencyOf(sort: UrgentSort): Prisma.Sql {
  return sort === "waiting" ? Prisma.sql`c.waiting_since` : Prisma.sql`c.deadline_at`;
}

/** Whether a chat stands in the burning part. */
export function isBurning(sort: UrgentSort): Prisma.Sql {
  return sort === "waiting" ? isWaiting : Prisma.sql`(${isWaiting} AND c.deadline_at IS NOT NULL)`;
}

/** SQL for what comes after a place of the burning part, whose key is never null. */
export function afterUrgent(key: Prisma.Sql, place: ChatPlace | null): Prisma.Sql {
  if (place === null || place.at === null) return Prisma.sql`true`;
  const at = new Date(place.at);
  return Prisma.sql`(${key} >= ${at}::timestamptz AND (${key} > ${at}::timestamptz OR c.id > ${place.id}::uuid))`;
}

/** SQL for what comes after a place of the rest: newest first, those without a message last. */
export function afterNewest(place: ChatPlace | null): Prisma.Sql {
  if (place === null) return Prisma.sql`true`;
  if (place.at === null) return Prisma.sql`(c.last_message_at IS NULL AND c.id < ${place.id}::uuid)`;
  const at = new Date(place.at);
  return Prisma.sql`(c.last_message_at <= ${at}::timestamptz OR c.last_message_at IS NULL)
    AND (c.last_message_at IS NULL OR c.last_message_at < ${at}::timestamptz OR c.id < ${place.id}::uuid)`;
}
