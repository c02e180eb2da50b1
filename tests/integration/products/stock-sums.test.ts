import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { countProducts } from "@/lib/products/count";
import { listProducts } from "@/lib/products/list";
import type { StockSource } from "@/lib/stocks/merge-stocks";
import { storeStocks } from "@/lib/stocks/store-stocks";
import { nobody } from "../../support/actor";
import { ownDatabase } from "../../support/database";
import { makeStoredSeller } from "../../support/stored-chats";

ownDatabase();

test("a product's stock is what the list of products tells, and until then what lies in warehouses", async () => {
  const sellerId = await makeStoredSeller();
  await db().product.createMany({
    data: ["both", "placed", "none"].map((offerId) => ({ sellerId, offerId, name: offerId })),
  });
  const passId = "00000000-0000-7000-8000-000000000000";
  const tell = (source: StockSource, offer_id: string, scheme: string, free: number, reserved: number) => {
    const warehouse_id = source === "products" ? "" : "w";
    const cell = {
      offer_id,
      scheme,
      warehouse_id,
      sku: null,
      present: free + reserved,
      reserved,
      free,
      promised: 0,
    };
    // no audit: as a pass keeps it.
    return inTransaction((tx) =>
      storeStocks(tx, { sellerId, source, passId, cells: [cell], seenAt: new Date() }),
    );
  };
  await tell("products", "both", "fbo", 5, 1);
  await tell("products", "both", "rfbs", 2, 0);
  await tell("warehouses", "both", "fbo", 9, 9);
  await tell("warehouses", "placed", "fbo", 3, 0);
  await tell("own", "placed", "fbs", 4, 2);
  const filters = { tab: "all", seller_id: sellerId } as const;
  const stockOf = async () => {
    const { items } = await listProducts({ actor: nobody, filters, sort: "stock", limit: 10 });
    return Object.fromEntries(items.map(({ offer_id, stock }) => [offer_id, stock]));
  };
  expect(await stockOf()).toEqual({
    both: { free: 7, reserved: 1, fbo: 5, fbs: 2 },
    placed: { free: 7, reserved: 2, fbo: 3, fbs: 4 },
    none: null,
  });
  await db().sectionSync.create({ data: { sellerId, section: "stocks", freshAt: new Date() } });
  expect(await stockOf()).toMatchObject({ both: { free: 7 }, placed: { free: 0 }, none: { free: 0 } });
  const { counts } = await countProducts({ actor: nobody, filters: { seller_id: sellerId } });
  expect(counts).toMatchObject({ all: 3, on_sale: 1, no_stock: 2 });
});
