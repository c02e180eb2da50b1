import { addBroadcast } from "@/lib/broadcasts/add-broadcast";
import { type SparingRules, sparingRulesSetting } from "@/lib/broadcasts/rules";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { type BroadcastBody, broadcastBody } from "@/lib/wire/broadcasts";
import type { TestDatabase } from "../../support/database";
import type { Person } from "../../support/factories";

/** The body of a request as the route would have parsed it; at any hour of the day unless it says otherwise. */
export function bodyOf(sellerId: string, given: Record<string, unknown> = {}): BroadcastBody {
  const text = given.variants === undefined ? { template: "Здравствуйте!" } : {};
  return broadcastBody.parse({ seller_id: sellerId, quiet_hours: "ignore", ...text, ...given });
}

/** Makes a broadcast as an admin or supervisor would. */
export function make(person: Person, sellerId: string, given: Record<string, unknown> = {}) {
  return addBroadcast({ actor: person.actor, given: bodyOf(sellerId, given) });
}

/** The code and details of what a call throws; fails where it does not. */
export async function refusalOf(call: Promise<unknown>): Promise<{ code: string; details: unknown }> {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AppError)) throw error ?? new Error("it was not refused");
  return { code: error.code, details: error.details };
}

export const codeOf = async (call: Promise<unknown>): Promise<string> => (await refusalOf(call)).code;

/** How buyers are spared, as the tests want it; nobody ever needs a second person unless it says so. */
export async function setSparing(given: Partial<SparingRules> = {}): Promise<void> {
  const { fallback, name } = sparingRulesSetting;
  const value = { ...fallback, ...given };
  await db().setting.upsert({ where: { name }, create: { name, value }, update: { value } });
}

/** What the log says of a broadcast, oldest first. */
export async function actsOf(database: TestDatabase, id: string): Promise<string[]> {
  const rows = await database.query<{ action: string }>(
    "SELECT action FROM audit_log WHERE subject_type = 'broadcast' AND subject_id = $1 ORDER BY id",
    [id],
  );
  return rows.map((row) => row.action);
}

/** Recipients counted by status and reason: `pending`, `skipped cancelled`, ... */
export async function recipientsOf(database: TestDatabase, id: string): Promise<Record<string, number>> {
  const rows = await database.query<{ what: string; count: number }>(
    `SELECT concat_ws(' ', status, reason) AS what, count(*)::int AS count
       FROM broadcast_recipients WHERE broadcast_id = $1 GROUP BY 1`,
    [id],
  );
  return Object.fromEntries(rows.map((row) => [row.what, row.count]));
}

/** How many events tell of a broadcast. */
export async function eventsOf(database: TestDatabase, id: string): Promise<number> {
  const rows = await database.query(
    "SELECT 1 FROM events WHERE name = 'broadcast.updated' AND subject_id = $1",
    [id],
  );
  return rows.length;
}
