import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { alignSections } from "@/lib/sync/due-sections";
import { runSection } from "@/lib/sync/run-section";
import { sectionName } from "@/lib/wire/sections";
import { readerOf } from "@/workers/section-readers";
import { ownDatabase } from "../../support/database";
import { makeConnectedSeller } from "../../support/factories";
import { ownSandbox } from "../../support/sandbox";

const database = ownDatabase();
const sandbox = ownSandbox();
const market = { products: 175, warehouses: 27, orders: 600, days: 29 };

/** All sections at once, as the workers do, until none has more to do. */
async function takeAllIn(sellerId: string): Promise<void> {
  await alignSections();
  const isOpen = { sellerId, freshAt: null, refusedAt: null };
  while ((await db().sectionSync.count({ where: isOpen })) > 0) {
    await db().sectionSync.updateMany({ where: isOpen, data: { nextAt: new Date() } });
    await Promise.all(
      sectionName.options.map((section) => runSection({ sellerId, reader: readerOf(section) })),
    );
  }
}

test.each(["v3", "v1"] as const)(
  "a seller's whole market is taken in within the limits, in dialect %s",
  { timeout: 300_000 },
  async (dialect) => {
    const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect, seed: { market } });
    await takeAllIn(seller.id);
    const sections = await db().sectionSync.findMany({ where: { sellerId: seller.id } });
    expect(sections.filter((one) => one.errorCode !== null || one.refusedAt !== null)).toEqual([]);
    const [stored] = await database.query(COUNT, [seller.id]);
    expect(stored).toMatchObject({
      postings: 600,
      products: 175,
      undetailed: 0,
      cells: 511,
      fbo_warehouses: 27,
    });
    expect(stored).toMatchObject({ has_money: true, has_returns: true, has_buyers: true, unread: 0 });
    const [sums] = await database.query<Record<string, number>>(SUMS, [seller.id]);
    // What is reserved the newer report does not tell by place.
    expect(sums?.free).toBe(sums?.free_by_place);
    expect(sums?.free).toBeGreaterThan(0);
    expect(await sandbox().listBreaches()).toEqual([]);
  },
);

const COUNT = `SELECT
  (SELECT count(*)::int FROM postings WHERE seller_id = $1) AS postings,
  (SELECT count(*)::int FROM products WHERE seller_id = $1 AND listed_at IS NOT NULL) AS products,
  (SELECT count(*)::int FROM products WHERE seller_id = $1 AND detailed_at IS NULL AND NOT is_archived) AS undetailed,
  (SELECT count(*)::int FROM stocks WHERE seller_id = $1 AND source = 'warehouses') AS cells,
  (SELECT count(*)::int FROM warehouses WHERE seller_id = $1 AND kind = 'fbo') AS fbo_warehouses,
  (SELECT count(*)::int FROM unreadable_items WHERE seller_id = $1) AS unread,
  EXISTS (SELECT 1 FROM money_entries WHERE seller_id = $1) AS has_money,
  EXISTS (SELECT 1 FROM returns WHERE seller_id = $1) AS has_returns,
  EXISTS (SELECT 1 FROM postings WHERE seller_id = $1 AND scheme <> 'fbo' AND buyer_name <> '') AS has_buyers`;

const SUMS = `SELECT
  sum(free) FILTER (WHERE source = 'products')::int AS free,
  sum(free) FILTER (WHERE source <> 'products')::int AS free_by_place
  FROM stocks WHERE seller_id = $1`;
