import { db } from "../db/client";
import type { Action } from "../wire/actions";
import { type ActionRow, toWireAction } from "./model";

/** Actions in their public form, with the names of who asked for them. */
export async function withNames(rows: readonly ActionRow[]): Promise<Action[]> {
  const ids = [...new Set(rows.flatMap((row) => row.createdBy ?? []))];
  const people = await db().user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  const names = new Map(people.map((person) => [person.id, person.name]));
  return rows.map((row) => toWireAction(row, names));
}

/** Actions as streams tell of them, by id. */
export async function readActionsForStream(ids: readonly string[]): Promise<Map<string, Action>> {
  const rows = await db().marketAction.findMany({ where: { id: { in: [...ids] } } });
  return new Map((await withNames(rows)).map((one) => [one.id, one]));
}
