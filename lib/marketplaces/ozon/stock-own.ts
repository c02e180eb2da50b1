import type { z } from "zod";
import type { Cursor } from "../cursor";
import type { PortPage } from "../port-page";
import type { StockFacts } from "../stock-port";
import type { OzonClient } from "./client";
import { newestThatAnswers } from "./generations";
import { paths } from "./paths";
import { type ReadItems, readItems } from "./read-items";
import { ownItem, ownPage, ownPageBefore } from "./stock-schemas";

/** Articles in one request; both versions take up to 1000, and an article stands in several warehouses. */
const ARTICLES_A_REQUEST = 500;
const ROWS_A_PAGE = 1000;
/** Of the rows of 100 articles: more than so many warehouses nobody has. */
const MOST_PAGES = 50;

type Page = PortPage<StockFacts>;

/** What lies in the seller's own warehouses, by groups of articles; within a group the newer version has pages. */
export async function listOwnStocks(input: {
  client: OzonClient;
  cursor: Cursor | null;
  offerIds: readonly string[];
}): Promise<Page> {
  const { client, cursor } = input;
  const after = typeof cursor?.after === "string" ? cursor.after : "";
  const left = [...new Set(input.offerIds)].sort().filter((offerId) => offerId > after);
  const offerIds = left.slice(0, ARTICLES_A_REQUEST);
  const last = offerIds.at(-1);
  if (last === undefined) return { items: [], cursor: null, total: null, unreadable: [] };
  const at = typeof cursor?.at === "string" ? cursor.at : "";
  const page = await askOwn({ client, offerIds, at });
  const isGroupOver = page.next === null;
  const isOver = isGroupOver && left.length === offerIds.length;
  return {
    items: page.items.map(toFacts),
    cursor: isOver ? null : isGroupOver ? { after: last } : { after, at: page.next },
    total: null,
    unreadable: page.unreadable,
  };
}

/** All rows of a few articles. */
export async function findOwnStocks(client: OzonClient, offerIds: readonly string[]): Promise<StockFacts[]> {
  const found: StockFacts[] = [];
  let at: string | null = "";
  for (let pages = 0; at !== null && pages < MOST_PAGES; pages++) {
    const page: OwnPage = await askOwn({ client, offerIds, at });
    found.push(...page.items.map(toFacts));
    at = page.next;
  }
  return found;
}

type OwnItem = z.output<typeof ownItem>;
type OwnPage = ReadItems<OwnItem> & { readonly next: string | null };

interface OwnAsk {
  readonly client: OzonClient;
  readonly offerIds: readonly string[];
  /** '': from the top. */
  readonly at: string;
}

function askOwn(ask: OwnAsk): Promise<OwnPage> {
  // A page in the middle was given by the newer version.
  if (ask.at !== "") return askNewer(ask);
  return newestThatAnswers(ask.client, [
    { name: paths.stocks.own, ask: () => askNewer(ask) },
    { name: paths.stocks.ownBefore, ask: () => askOlder(ask) },
  ]);
}

async function askNewer({ client, offerIds, at }: OwnAsk): Promise<OwnPage> {
  const { body } = await client.post({
    path: paths.stocks.own,
    body: { offer_id: [...offerIds], limit: ROWS_A_PAGE, cursor: at },
    schema: ownPage,
    isRepeatable: true,
  });
  const isLast =
    body.has_next !== true || body.products.length === 0 || body.cursor === "" || body.cursor === at;
  return { ...readItems(body.products, ownItem, "products"), next: isLast ? null : body.cursor };
}

async function askOlder({ client, offerIds }: OwnAsk): Promise<OwnPage> {
  const { body } = await client.post({
    path: paths.stocks.ownBefore,
    body: { offer_id: [...offerIds] },
    schema: ownPageBefore,
    isRepeatable: true,
  });
  return { ...readItems(body.result, ownItem, "result"), next: null };
}

function toFacts(item: OwnItem): StockFacts {
  const present = item.present ?? 0;
  const reserved = item.reserved ?? 0;
  return {
    offerId: item.offer_id,
    sku: item.sku,
    scheme: "fbs",
    warehouseId: item.warehouse_id,
    warehouseName: item.warehouse_name,
    present,
    reserved,
    free: item.free_stock ?? Math.max(0, present - reserved),
    promised: 0,
  };
}
