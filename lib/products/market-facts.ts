import type { z } from "zod";
import { now } from "../clock";
import { db } from "../db/client";
import { log } from "../log";
import { once } from "../once";

/** Trees, attributes and dictionaries change some times a year. */
const FRESH_MS = 24 * 3600_000;

export interface KnownFact<T> {
  readonly value: T;
  readonly fetchedAt: Date;
}

/** What nobody looked up anew for so long goes when something new comes: words that were once searched for. */
const FORGOTTEN_DAYS = 30;

/** Questions under way in this process: ten people who open one list make one request. */
const underWay = once("market-facts", () => new Map<string, Promise<KnownFact<unknown>>>());

/**
 * What a marketplace says that is the same for all its sellers: from our copy, or asked for when that is a day old. An
 * older copy is better than nothing when it cannot be asked. Throws what `ask` throws.
 */
export async function readFact<T>(input: {
  marketplace: string;
  key: string;
  schema: z.ZodType<T>;
  ask: () => Promise<T>;
}): Promise<KnownFact<T>> {
  const { marketplace, key, schema } = input;
  const kept = await findFact({ marketplace, key, schema });
  if (kept !== null && now().getTime() - kept.fetchedAt.getTime() < FRESH_MS) return kept;
  const name = `${marketplace} ${key}`;
  const asking = underWay().get(name) ?? store(input).finally(() => underWay().delete(name));
  underWay().set(name, asking);
  try {
    const { value, fetchedAt } = await asking;
    return { value: schema.parse(value), fetchedAt };
  } catch (error) {
    if (kept === null) throw error;
    log().info({ err: error, marketplace, key }, "an older copy of the marketplace's lists is shown");
    return kept;
  }
}

/** Our copy, however old; null: there is none that can be read. */
export async function findFact<T>(input: {
  marketplace: string;
  key: string;
  schema: z.ZodType<T>;
}): Promise<KnownFact<T> | null> {
  const { marketplace, key } = input;
  const row = await db().marketFact.findUnique({ where: { marketplace_key: { marketplace, key } } });
  const parsed = row === null ? null : input.schema.safeParse(row.value);
  return row === null || parsed?.success !== true ? null : { value: parsed.data, fetchedAt: row.fetchedAt };
}

async function store<T>(input: {
  marketplace: string;
  key: string;
  ask: () => Promise<T>;
}): Promise<KnownFact<T>> {
  const { marketplace, key } = input;
  const value = await input.ask();
  const fetchedAt = now();
  // The same from whoever comes last.
  await db().$executeRaw`
    WITH forgotten AS (
      DELETE FROM market_facts WHERE fetched_at < now() - make_interval(days => ${FORGOTTEN_DAYS})
         AND (marketplace, key) <> (${marketplace}, ${key}))
    INSERT INTO market_facts (marketplace, key, value, fetched_at)
    VALUES (${marketplace}, ${key}, ${JSON.stringify(value)}::jsonb, ${fetchedAt})
    ON CONFLICT (marketplace, key) DO UPDATE SET value = excluded.value, fetched_at = excluded.fetched_at`;
  return { value, fetchedAt };
}
