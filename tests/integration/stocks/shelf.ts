import { db } from "@/lib/db/client";
import { listStocks } from "@/lib/stocks/list-stocks";
import { ownStocksSection, stocksSection, warehouseStocksSection } from "@/lib/stocks/sections";
import { alignSections } from "@/lib/sync/due-sections";
import { runSection } from "@/lib/sync/run-section";
import type { SectionReader } from "@/lib/sync/section";
import type { SandboxClient } from "../../../sandbox/client";
import { nobody } from "../../support/actor";
import { type ConnectedSeller, makeConnectedSeller } from "../../support/factories";

const READERS = [warehouseStocksSection, ownStocksSection, stocksSection];

/** A seller with so many products in stock, none of it taken in yet; its products stand in our table. */
export async function makeStockedSeller(
  sandbox: SandboxClient,
  given: { dialect: "v1" | "v3"; products?: number; warehouses?: number },
): Promise<ConnectedSeller> {
  const { products = 12, warehouses = 27, dialect } = given;
  const market = { products, warehouses, orders: 0 };
  const seller = await makeConnectedSeller({ sandbox, dialect, seed: { market } });
  await db().syncState.update({ where: { sellerId: seller.id }, data: { backfillPhase: "done" } });
  await alignSections();
  const sold = await sandbox.listProducts(seller.account.client_id);
  await db().product.createMany({
    data: sold.map((one) => ({
      sellerId: seller.id,
      offerId: one.offer_id,
      name: one.name,
      listedAt: new Date(),
      isArchived: one.is_archived,
    })),
  });
  return seller;
}

/** One whole pass of these sections, as the workers make it when it is due. */
export async function takeIn(
  seller: { readonly id: string },
  readers: readonly SectionReader[] = READERS,
): Promise<void> {
  for (const reader of readers) {
    const section = { sellerId_section: { sellerId: seller.id, section: reader.section } };
    await db().sectionSync.update({ where: section, data: { nextAt: new Date(0) } });
    await runSection({ sellerId: seller.id, reader });
  }
}

/** Everything of a seller on one page. */
export function listAll(
  seller: { readonly id: string },
  more: Partial<Parameters<typeof listStocks>[0]> = {},
) {
  return listStocks({ actor: nobody, sellerId: seller.id, tab: "all", low: 5, limit: 200, ...more });
}
