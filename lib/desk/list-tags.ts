import { db } from "../db/client";
import type { Tag } from "../wire/desk";
import { toWireTag } from "./model";

/** All tags by name. */
export async function listTags(): Promise<Tag[]> {
  const rows = await db().tag.findMany({ orderBy: [{ name: "asc" }, { id: "asc" }] });
  return rows.map(toWireTag);
}
