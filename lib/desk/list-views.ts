import type { SavedView as SavedViewRow } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { listVisibleSellerIds, visibleSellers } from "../access/scope";
import type { CountedView } from "../chats/count";
import { db } from "../db/client";
import type { SavedView } from "../wire/desk";
import { toWireView } from "./model";

/** Saved views: one's own and the shared ones, in their order, each with what is wrong with it for this reader. */
export async function listViews(actor: Actor): Promise<SavedView[]> {
  const rows = await db().savedView.findMany({
    where: { OR: [{ userId: actor.userId }, { isShared: true }] },
    orderBy: [{ position: "asc" }, { createdAt: "asc" }, { id: "asc" }],
  });
  return judgeViews(actor, rows);
}

/** Views as the counts take them. One with a problem shows nothing: it is asked for no chat. */
export async function listCountedViews(actor: Actor): Promise<{ views: CountedView[]; empty: string[] }> {
  const all = await listViews(actor);
  const whole = all.filter((view) => view.problem === null);
  return {
    views: whole.map(({ id, filters }) => ({
      id,
      filters: { ...filters, kind: filters.kind ?? "buyer", status: filters.status ?? "open" },
    })),
    empty: all.filter((view) => view.problem !== null).map((view) => view.id),
  };
}

/** Views in public form. */
export async function judgeViews(actor: Actor, rows: readonly SavedViewRow[]): Promise<SavedView[]> {
  const views = rows.map((row) => toWireView(row, actor.userId, null));
  const named = views.map((view) => view.filters);
  const tags = await namesThere(named.flatMap((filters) => filters.tag ?? []));
  const people = await peopleThere(named.flatMap((filters) => filters.assignee ?? []));
  const isSellerNamed = named.some((filters) => filters.seller_id !== undefined);
  const sellers = isSellerNamed ? await listVisibleSellerIds(visibleSellers(actor)) : new Set<string>();
  const problemOf = ({ filters }: SavedView): SavedView["problem"] => {
    const { tag, seller_id: sellerId, assignee } = filters;
    if (tag !== undefined && !tags.has(tag)) return "tag_deleted";
    if (sellerId !== undefined && !sellers.has(sellerId)) return "seller_gone";
    return assignee === undefined || people.has(assignee) ? null : "person_gone";
  };
  return views.map((view) => ({ ...view, problem: view.problem ?? problemOf(view) }));
}

async function namesThere(names: readonly string[]): Promise<Set<string>> {
  if (names.length === 0) return new Set();
  const rows = await db().tag.findMany({ where: { name: { in: [...names] } }, select: { name: true } });
  return new Set(rows.map((row) => row.name));
}

/** `me` and `none` are always there. */
async function peopleThere(given: readonly string[]): Promise<Set<string>> {
  const ids = given.filter((id) => id !== "me" && id !== "none");
  const rows =
    ids.length === 0 ? [] : await db().user.findMany({ where: { id: { in: ids } }, select: { id: true } });
  return new Set(["me", "none", ...rows.map((row) => row.id)]);
}
