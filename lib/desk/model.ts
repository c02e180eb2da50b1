import type {
  CannedReply as CannedReplyRow,
  SavedView as SavedViewRow,
  Tag as TagRow,
} from "@/generated/prisma/client";
import { Prisma } from "@/generated/prisma/client";
import { AppError } from "../errors";
import { chatSort } from "../wire/chats";
import { type CannedReply, type SavedView, type Tag, tagColor, viewFilters } from "../wire/desk";
import type { ErrorCode } from "../wire/error-codes";

/** The public form of a tag. */
export function toWireTag(row: TagRow): Tag {
  return { id: row.id, name: row.name, color: tagColor.catch("gray").parse(row.color) };
}

/** The public form of a canned reply. */
export function toWireCannedReply(row: CannedReplyRow): CannedReply {
  return {
    id: row.id,
    shortcut: row.shortcut,
    title: row.title,
    text: row.text,
    seller_id: row.sellerId,
    updated_at: row.updatedAt.toISOString(),
  };
}

/**
 * The public form of a saved view. Filters that cannot be read any more become those of no chat at all: a view must not
 * show everything because it forgot what to leave out.
 */
export function toWireView(row: SavedViewRow, userId: string, problem: SavedView["problem"]): SavedView {
  const filters = viewFilters.safeParse(row.filters);
  return {
    id: row.id,
    name: row.name,
    filters: filters.success ? filters.data : { seller_id: "unreadable" },
    sort: chatSort.catch("deadline").parse(row.sort),
    is_shared: row.isShared,
    is_mine: row.userId === userId,
    problem: filters.success ? problem : "seller_gone",
  };
}

/** Turns the database's word that a row went in the meantime into ours: `not_found`. */
export async function refuseGone<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2025")
      throw new AppError("not_found", { cause: error });
    throw error;
  }
}

/** Turns the database's word that something is there already into ours. */
export async function refuseTaken<T>(code: ErrorCode, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002")
      throw new AppError(code, { cause: error });
    throw error;
  }
}
