import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { ActionHandler, ItemSight, WorkItem } from "../actions/handler";
import { now } from "../clock";
import { db } from "../db/client";
import { inTransaction } from "../db/transaction";
import type { Marketplace } from "../marketplaces/ports";
import type { StockFacts, StockPort } from "../marketplaces/stock-port";
import { isAsWanted } from "./judge-sight";
import { mergeStocks } from "./merge-stocks";
import { lockStocks, storeStocks } from "./store-stocks";
import { sumUpWarehouses } from "./store-warehouses";

const payload = z.object({
  offer_id: z.string(),
  product_id: z.string().nullable(),
  warehouse_id: z.string(),
});

/**
 * Sets stocks. Not sent a second time when nobody knows what came of it, though it names a number and not a change: half
 * a minute later the same number would put back on sale what was sold meanwhile.
 */
export const stocksHandler: ActionHandler = {
  kind: "update_stocks",
  batch: 100,
  isAbsolute: false,
  async send({ marketplace, items }) {
    return portOf(marketplace).setStocks(
      items.map((item) => {
        const {
          offer_id: offerId,
          product_id: productId,
          warehouse_id: warehouseId,
        } = payload.parse(item.payload);
        return { offerId, productId, warehouseId, stock: numberOf(item.wanted.stock) ?? 0 };
      }),
    );
  },
  async look({ sellerId, marketplace, items }) {
    const offerIds = [...new Set(items.map((item) => payload.parse(item.payload).offer_id))];
    const seenAt = now();
    const found = await portOf(marketplace).findStocks(offerIds);
    await keep(sellerId, found, seenAt);
    return items.map((item) => toSight(item, found.own));
  },
};

function portOf(marketplace: Marketplace): StockPort {
  if (marketplace.stocks === undefined) throw new Error("stocks of a marketplace that has none");
  return marketplace.stocks;
}

/** What is seen goes into the tables at once: the screen shows it without waiting for the next pass. */
async function keep(
  sellerId: string,
  found: { readonly byScheme: readonly StockFacts[]; readonly own: readonly StockFacts[] },
  seenAt: Date,
): Promise<void> {
  const rows = await db().warehouse.findMany({
    where: { sellerId, kind: "own", scheme: "rfbs" },
    select: { warehouseId: true },
  });
  const rfbs = new Set(rows.map((row) => row.warehouseId));
  const offerOf = new Map<string, string>();
  const passId = randomUUID();
  // no audit: what the marketplace shows is nobody's act here.
  await inTransaction(async (tx) => {
    await lockStocks(tx, sellerId);
    const listed = mergeStocks({ facts: found.byScheme, offerOf, rfbs });
    await storeStocks(tx, { sellerId, source: "products", passId, cells: listed, seenAt });
    const own = mergeStocks({ facts: found.own, offerOf, rfbs });
    await storeStocks(tx, { sellerId, source: "own", passId, cells: own, seenAt });
    await sumUpWarehouses(tx, sellerId, "own");
  });
}

function toSight(item: WorkItem, own: readonly StockFacts[]): ItemSight {
  const { position, before } = item;
  const { offer_id: offerId, warehouse_id: warehouseId } = payload.parse(item.payload);
  const there = own.filter((fact) => fact.offerId === offerId && fact.warehouseId === warehouseId);
  const free = there.reduce((sum, fact) => sum + fact.free, 0);
  const reserved = there.reduce((sum, fact) => sum + fact.reserved, 0);
  const known = { free: numberOf(before.stock), reserved: numberOf(before.reserved) };
  const isDone = isAsWanted({
    wanted: numberOf(item.wanted.stock) ?? 0,
    before: known,
    seen: { free, reserved },
  });
  return { position, verdict: isDone ? "done" : "pending", seen: { stock: free, reserved }, theirText: null };
}

function numberOf(fact: string | number | null | undefined): number | null {
  return typeof fact === "number" ? fact : null;
}
