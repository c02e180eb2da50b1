import { now } from "../clock";
import type { Tx } from "../db/transaction";
import type { Cursor } from "../marketplaces/cursor";
import type { PortPage } from "../marketplaces/port-page";
import type { Marketplace } from "../marketplaces/ports";
import type { StockFacts, StockPort } from "../marketplaces/stock-port";
import type { SectionReader, SectionStep, StepInput } from "../sync/section";
import { areOffersKnown, findOffersBySku, listOffers } from "./known-offers";
import { mergeStocks, type StockSource } from "./merge-stocks";
import { lockStocks, removeUnseen, storeStocks } from "./store-stocks";
import {
  removeUnseenWarehouses,
  storeOwnWarehouses,
  storeTheirWarehouses,
  sumUpWarehouses,
} from "./store-warehouses";

const isOffered = (marketplace: Marketplace) => marketplace.stocks !== undefined;

/** By scheme, without places. */
export const stocksSection: SectionReader = {
  section: "stocks",
  everySeconds: 300,
  isOffered,
  async step(input) {
    const { at } = placeOf(input);
    const seenAt = now();
    const page = await portOf(input).listStocks(at);
    return toStep({ input, source: "products", page, seenAt, cursor: next(input, { phase: "rows" }, page) });
  },
};

/** In the marketplace's warehouses, with the warehouses that it names. */
export const warehouseStocksSection: SectionReader = {
  section: "warehouse_stocks",
  everySeconds: 900, // the report behind it is renewed twice a day, of late more often
  isOffered,
  async step(input) {
    const place = placeOf(input);
    const isBlind = place.phase === null && !(await areOffersKnown(input.sellerId));
    if (isBlind || place.phase === "offers") return takeOffers(input, place);
    const seenAt = now();
    const { skus } = await listOffers(input.sellerId);
    const page = await portOf(input).listWarehouseStocks({ cursor: place.at, skus });
    const cursor = next(input, { phase: "rows" }, page);
    return toStep({ input, source: "warehouses", page, seenAt, cursor }, async (tx) => {
      const { sellerId, passStartedAt } = input;
      await storeTheirWarehouses(tx, { sellerId, facts: page.items, seenAt });
      if (cursor === null) await endWarehouses(tx, { sellerId, kind: "fbo", passStartedAt });
    });
  },
};

/** In the seller's own warehouses, after the warehouses themselves. */
export const ownStocksSection: SectionReader = {
  section: "own_stocks",
  everySeconds: 300,
  isOffered,
  async step(input) {
    const place = placeOf(input);
    if (place.phase === null) return takeOwnWarehouses(input);
    if (place.phase === "offers") return takeOffers(input, place);
    const seenAt = now();
    const { offerIds } = await listOffers(input.sellerId);
    const page = await portOf(input).listOwnStocks({ cursor: place.at, offerIds });
    const cursor = next(input, { phase: "rows", rfbs: [...place.rfbs] }, page);
    return toStep({ input, source: "own", page, seenAt, cursor, rfbs: place.rfbs }, async (tx) => {
      const { sellerId, passStartedAt } = input;
      if (cursor === null) await endWarehouses(tx, { sellerId, kind: "own", passStartedAt });
    });
  },
};

async function endWarehouses(
  tx: Tx,
  of: { sellerId: string; kind: "fbo" | "own"; passStartedAt: Date },
): Promise<void> {
  await removeUnseenWarehouses(tx, of);
  await sumUpWarehouses(tx, of.sellerId, of.kind);
}

interface Place {
  /** Null: the pass begins. offers: articles are taken in first, since nobody knows them yet. */
  readonly phase: "offers" | "rows" | null;
  readonly at: Cursor | null;
  readonly rfbs: ReadonlySet<string>;
}

/** Where the pass stands; a cursor of another pass stands nowhere. */
function placeOf({ cursor, passId }: StepInput): Place {
  const { phase, at, rfbs, pass } = cursor ?? {};
  if (pass !== passId || (phase !== "offers" && phase !== "rows"))
    return { phase: null, at: null, rfbs: new Set() };
  return { phase, at: isCursor(at) ? at : null, rfbs: new Set(Array.isArray(rfbs) ? rfbs.map(String) : []) };
}

function isCursor(value: unknown): value is Cursor {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function next(
  { passId }: StepInput,
  place: { phase: "offers" | "rows"; rfbs?: readonly string[] },
  page: { readonly cursor: Cursor | null },
): Cursor | null {
  return page.cursor === null ? null : { ...place, pass: passId, at: page.cursor };
}

function portOf({ marketplace }: StepInput): StockPort {
  if (marketplace.stocks === undefined) throw new Error("a section that is not offered has no steps");
  return marketplace.stocks;
}

async function takeOwnWarehouses(input: StepInput): Promise<SectionStep> {
  const { sellerId, passId } = input;
  const seenAt = now();
  const warehouses = await portOf(input).listOwnWarehouses();
  const rfbs = warehouses.filter(({ scheme }) => scheme === "rfbs").map(({ warehouseId }) => warehouseId);
  const phase = (await areOffersKnown(sellerId)) ? "rows" : "offers";
  return {
    store: (tx) => storeOwnWarehouses(tx, { sellerId, warehouses, seenAt }),
    cursor: { phase, rfbs, pass: passId, at: null },
    count: 0,
    total: null,
  };
}

/** The list of products, for its articles: kept as what it is, the stocks by scheme. */
async function takeOffers(input: StepInput, place: Place): Promise<SectionStep> {
  const seenAt = now();
  const page = await portOf(input).listStocks(place.at);
  const rfbs = [...place.rfbs];
  const cursor = next(input, { phase: "offers", rfbs }, page) ?? {
    phase: "rows",
    rfbs,
    pass: input.passId,
    at: null,
  };
  const step = await toStep({ input, source: "products", page, seenAt, cursor });
  return { ...step, count: 0, total: null };
}

/** A page as a step: its rows, and at the end of the pass the removal of what it did not show. */
async function toStep(
  given: {
    input: StepInput;
    source: StockSource;
    page: PortPage<StockFacts>;
    seenAt: Date;
    cursor: Cursor | null;
    rfbs?: ReadonlySet<string>;
  },
  storeMore: (tx: Tx) => Promise<void> = async () => undefined,
): Promise<SectionStep> {
  const { source, page, seenAt, cursor, rfbs = new Set<string>() } = given;
  const { sellerId, passId, passStartedAt } = given.input;
  const offerOf = await findOffersBySku(sellerId, page.items);
  const cells = mergeStocks({ facts: page.items, offerOf, rfbs });
  return {
    async store(tx) {
      await lockStocks(tx, sellerId);
      await storeStocks(tx, { sellerId, source, passId, cells, seenAt });
      if (cursor === null) await removeUnseen(tx, { sellerId, source, passId, passStartedAt });
      await storeMore(tx);
    },
    cursor,
    count: source === "products" ? new Set(cells.map((cell) => cell.offer_id)).size : cells.length,
    total: page.total,
  };
}
