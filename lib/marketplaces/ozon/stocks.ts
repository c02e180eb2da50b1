import type { Cursor } from "../cursor";
import type { PortPage } from "../port-page";
import type { StockFacts, StockPort, StockScheme } from "../stock-port";
import type { OzonClient } from "./client";
import { type NoteUnknown, noteUnknownIn } from "./map";
import { paths } from "./paths";
import { readItems } from "./read-items";
import { findOwnStocks, listOwnStocks } from "./stock-own";
import { listWarehouseStocks } from "./stock-places";
import { stockItem, stockOfScheme, stockPage } from "./stock-schemas";
import { setStocks } from "./stock-set";
import { listOwnWarehouses } from "./warehouse-list";

/** Most products in one answer of /v4/product/info/stocks. */
const PRODUCTS_A_PAGE = 1000;
/** Most articles in its filter that `findStocks` is asked for. */
const MOST_FOUND = 100;

const SCHEMES: Readonly<Record<string, StockScheme>> = {
  fbo: "fbo",
  fbs: "fbs",
  rfbs: "rfbs",
  realfbs: "rfbs", // the documents' word
};

/** Stocks at Ozon: its list of products, its warehouses' report, the seller's own warehouses. */
export function createStockPort(client: OzonClient): StockPort {
  const note = noteUnknownIn(client.log);
  return {
    listStocks: (cursor) => listStocks({ client, note, cursor }),
    listWarehouseStocks: (input) => listWarehouseStocks({ client, ...input }),
    listOwnStocks: (input) => listOwnStocks({ client, ...input }),
    listOwnWarehouses: () => listOwnWarehouses(client),
    async findStocks(offerIds) {
      if (offerIds.length > MOST_FOUND)
        throw new Error(`at most ${MOST_FOUND} articles, not ${offerIds.length}`);
      if (offerIds.length === 0) return { byScheme: [], own: [] };
      const own = await findOwnStocks(client, offerIds);
      const body = {
        filter: { offer_id: [...offerIds], visibility: "ALL" },
        cursor: "",
        limit: PRODUCTS_A_PAGE,
      };
      return { byScheme: (await askStocks({ client, note, body })).items, own };
    },
    setStocks: (items) => setStocks(client, items),
  };
}

async function listStocks(input: {
  client: OzonClient;
  note: NoteUnknown;
  cursor: Cursor | null;
}): Promise<PortPage<StockFacts>> {
  const { client, note, cursor } = input;
  const at = typeof cursor?.at === "string" ? cursor.at : "";
  const body = { filter: { visibility: "ALL" }, cursor: at, limit: PRODUCTS_A_PAGE };
  const page = await askStocks({ client, note, body });
  // Ozon gives a cursor with the last page as well: an empty page, or the same cursor again, is the end.
  const isLast = page.products === 0 || page.next === "" || page.next === at;
  return {
    items: page.items,
    cursor: isLast ? null : { at: page.next },
    total: page.total,
    unreadable: page.unreadable,
  };
}

async function askStocks(input: {
  client: OzonClient;
  note: NoteUnknown;
  body: Readonly<Record<string, unknown>>;
}) {
  const { body: answer } = await input.client.post({
    path: paths.stocks.byScheme,
    body: input.body,
    schema: stockPage,
    isRepeatable: true,
  });
  const read = readItems(answer.items, stockItem, "items");
  const facts = read.items.flatMap((item) => {
    const { items } = readItems(item.stocks, stockOfScheme, "stocks");
    return items.flatMap((one) => toFacts(item.offer_id, one, input.note) ?? []);
  });
  return {
    items: facts,
    products: answer.items.length,
    next: answer.cursor,
    total: answer.total,
    unreadable: read.unreadable,
  };
}

function toFacts(
  offerId: string,
  told: { type: string; present: number | null; reserved: number | null; sku: string | null },
  note: NoteUnknown,
): StockFacts | null {
  const scheme = SCHEMES[told.type.toLowerCase()];
  if (scheme === undefined) {
    // fbp: in a partner's warehouse, sold by the partner's rules; no scheme of ours.
    note("stock type", told.type);
    return null;
  }
  const present = told.present ?? 0;
  const reserved = told.reserved ?? 0;
  return {
    offerId,
    sku: told.sku,
    scheme,
    warehouseId: null,
    warehouseName: null,
    present,
    reserved,
    free: Math.max(0, present - reserved),
    promised: 0,
  };
}
