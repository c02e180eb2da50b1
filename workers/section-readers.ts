import { moneySection } from "@/lib/finance/sections";
import { fboOrdersSection, ordersSection } from "@/lib/orders/sections";
import { productDetailsSection, productsSection } from "@/lib/products/sections";
import { returnRequestsSection, returnsSection } from "@/lib/returns/sections";
import { ownStocksSection, stocksSection, warehouseStocksSection } from "@/lib/stocks/sections";
import type { SectionReader } from "@/lib/sync/section";
import type { SectionName } from "@/lib/wire/sections";

/** How each section is taken in; one without a reader does not compile. */
const readers: Readonly<Record<SectionName, SectionReader>> = {
  orders: ordersSection,
  fbo_orders: fboOrdersSection,
  products: productsSection,
  product_details: productDetailsSection,
  stocks: stocksSection,
  warehouse_stocks: warehouseStocksSection,
  own_stocks: ownStocksSection,
  returns: returnsSection,
  return_requests: returnRequestsSection,
  money: moneySection,
};

const isKnown = (section: string): section is SectionName => Object.hasOwn(readers, section);

/** How a section is taken in. Throws for one that this version does not know. */
export function readerOf(section: string): SectionReader {
  if (!isKnown(section)) throw new Error(`no section is named "${section}"`);
  return readers[section];
}
