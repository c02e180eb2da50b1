import type { Actor } from "../access/actor";
import { db } from "../db/client";
import { AppError } from "../errors";
import { type Preferences, preferences } from "../wire/preferences";

/** How a person wants their desk; what was never set, or cannot be read, is as by default. Throws `not_found`. */
export async function getPreferences(actor: Actor): Promise<Preferences> {
  const user = await db().user.findUnique({
    where: { id: actor.userId },
    select: { preferences: true },
  });
  if (user === null) throw new AppError("not_found");
  return toPreferences(user.preferences);
}

/** Changes what is given and keeps the rest, also when two tabs change different things at once. Throws `not_found`. */
export async function changePreferences(input: {
  actor: Actor;
  change: Partial<Preferences>;
}): Promise<Preferences> {
  const { actor, change } = input;
  const [row] = await db().$queryRaw<Array<{ preferences: unknown }>>`
    UPDATE users SET updated_at = now(),
           preferences = CASE jsonb_typeof(preferences) WHEN 'object' THEN preferences ELSE '{}' END
                         || ${JSON.stringify(change)}::jsonb
     WHERE id = ${actor.userId} RETURNING preferences`;
  if (row === undefined) throw new AppError("not_found");
  return toPreferences(row.preferences);
}

/** Field by field, so that one bad field does not take the others with it. */
export function toPreferences(stored: unknown): Preferences {
  const given = typeof stored === "object" && stored !== null ? Object.entries(stored) : [];
  const good = given.filter(([name, value]) => preferences.safeParse({ [name]: value }).success);
  return preferences.parse(Object.fromEntries(good));
}
