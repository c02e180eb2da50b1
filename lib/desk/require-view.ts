import type { SavedView as SavedViewRow } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { db } from "../db/client";
import { isUuid } from "../db/uuid";
import { AppError } from "../errors";

/** One's own, or for an admin a shared one. Others' private views do not exist; their shared ones may not be touched. */
export async function requireOwnView(actor: Actor, viewId: string): Promise<SavedViewRow> {
  const view = isUuid(viewId) ? await db().savedView.findUnique({ where: { id: viewId } }) : null;
  if (view === null) throw new AppError("not_found");
  if (view.userId === actor.userId) return view;
  if (!view.isShared) throw new AppError("not_found");
  if (actor.role !== "admin") throw new AppError("not_allowed");
  return view;
}
