import type { Api } from "../support/api";
import { waitFor } from "../support/wait-for";
import { type Figure, factLine, goalLine, type Line } from "./figure";
import { inWorld, type World } from "./world";

const MARKET = { products: 175, warehouses: 27, orders: 5_000, days: 29 };
const ACCOUNT = { client_id: "880001", api_key: "bench-market", name: "Дом и уют", premium_plus: true };

export const firstSync: Figure = {
  name: "first-sync",
  title:
    "A new seller's first sync: 175 products, their stock by warehouse, 30 days of 5,000 orders, returns, money",
  run: (stage) => inWorld(stage, "bench_first_sync", measure),
};

interface SectionRow {
  readonly section: string;
  readonly requests: number;
  readonly waited_ms: number;
  readonly asked_ms: number;
  readonly worked_ms: number;
  readonly done: number;
  readonly error_code: string | null;
}

async function measure(world: World): Promise<Line[]> {
  const web = await world.startWeb();
  await world.startWorkers();
  const api = await world.signInAdmin(web);
  await world.sandbox.addAccounts([{ ...ACCOUNT, dialect: "v3", market: MARKET }]);
  await world.sandbox.resetCounters();
  const began = performance.now();
  const sellerId = await connect(api);
  const isFresh = async () => {
    const { rows } = await world.sql.query<{ open: number; all: number }>(
      `SELECT count(*) FILTER (WHERE fresh_at IS NULL AND refused_at IS NULL)::int AS open, count(*)::int AS all
         FROM section_syncs WHERE seller_id = $1`,
      [sellerId],
    );
    return rows[0]?.all === 10 && rows[0].open === 0;
  };
  await waitFor("everything to be taken in", isFresh, { deadlineMs: 600_000 });
  const seconds = (performance.now() - began) / 1000;
  const { rows } = await world.sql.query<SectionRow>(
    `SELECT section, requests, waited_ms, asked_ms, worked_ms, done, error_code FROM section_syncs
      WHERE seller_id = $1 ORDER BY section`,
    [sellerId],
  );
  const breaches = await world.sandbox.listBreaches();
  const stored = await countStored(world, sellerId);
  return [
    goalLine({
      what: "from connecting the seller to everything being there",
      goal: "within the limits: 0 breaches, nothing refused, all orders there",
      measured: `${seconds.toFixed(1)} s; ${breaches.length} breaches; ${stored.postings} postings, ${stored.products} products, ${stored.cells} cells of stock, ${stored.entries} entries of money`,
      isMet:
        breaches.length === 0 &&
        rows.every((row) => row.error_code === null) &&
        stored.postings >= MARKET.orders &&
        stored.products >= MARKET.products,
      values: { seconds, breaches: breaches.length, ...stored },
    }),
    sumOf(rows),
    ...rows.map(describe),
    await agreement(api, sellerId),
  ];
}

async function connect(api: Api): Promise<string> {
  const answer = await api.post("/api/sellers", {
    name: ACCOUNT.name,
    marketplace: "ozon",
    client_id: ACCOUNT.client_id,
    api_key: ACCOUNT.api_key,
    api_version: "v3",
  });
  if (answer.status !== 201) throw new Error(`the seller was refused: ${answer.status} ${answer.text}`);
  return answer.body.seller.id;
}

async function countStored(world: World, sellerId: string) {
  const { rows } = await world.sql.query<Record<"postings" | "products" | "cells" | "entries", number>>(
    `SELECT (SELECT count(*)::int FROM postings WHERE seller_id = $1) AS postings,
            (SELECT count(*)::int FROM products WHERE seller_id = $1 AND gone_at IS NULL) AS products,
            (SELECT count(*)::int FROM stocks WHERE seller_id = $1 AND source <> 'products') AS cells,
            (SELECT count(*)::int FROM money_entries WHERE seller_id = $1) AS entries`,
    [sellerId],
  );
  return rows[0] ?? { postings: 0, products: 0, cells: 0, entries: 0 };
}

function sumOf(rows: readonly SectionRow[]): Line {
  const sum = (name: "requests" | "waited_ms" | "asked_ms" | "worked_ms") =>
    rows.reduce((total, row) => total + row[name], 0);
  const [requests, waited, asked, worked] = [
    sum("requests"),
    sum("waited_ms"),
    sum("asked_ms"),
    sum("worked_ms"),
  ];
  return factLine({
    what: "all sections together (they run beside each other)",
    measured: `${requests} requests; ${(waited / 1000).toFixed(1)} s waiting for limits, ${(asked / 1000).toFixed(1)} s the marketplace, ${(worked / 1000).toFixed(1)} s own work`,
    values: { requests, waited_ms: waited, asked_ms: asked, worked_ms: worked },
  });
}

function describe(row: SectionRow): Line {
  const { section, requests, waited_ms, asked_ms, worked_ms, done } = row;
  return factLine({
    what: `  ${section}`,
    measured: `${requests} requests for ${done}; waiting ${waited_ms} ms, marketplace ${asked_ms} ms, own work ${worked_ms} ms`,
  });
}

/** The sums of both sources, over everything. */
async function agreement(api: Api, sellerId: string): Promise<Line> {
  const { body } = await api.get(`/api/stocks?seller_id=${sellerId}&limit=1`);
  const { totals } = body;
  return goalLine({
    what: "stock totals of both sources",
    goal: "equal",
    measured: `${totals.differing} of ${totals.products} products differ; ${totals.free} free, ${totals.reserved} reserved`,
    isMet: totals.differing === 0,
    values: { products: totals.products, differing: totals.differing },
  });
}
