import { type Figure, goalLine, type Line } from "./figure";
import { fillOrders } from "./fill-orders";
import { type Getter, openGetter } from "./http-get";
import { describeLatencies, latenciesOf, valuesOf } from "./latencies";
import { openLoop } from "./open-loop";
import { inWorld, type World } from "./world";

const SIZE = { sellers: 50, postings: 500_000, products: 10_000 };
const PER_SECOND = 25;
const SECONDS = 12;
const GOAL_MS = 60;

export const orderPages: Figure = {
  name: "orders",
  title: "Pages of orders over HTTP, 500,000 postings of 50 sellers",
  run: (stage) => inWorld(stage, "bench_orders", measure),
};

interface Page {
  readonly what: string;
  readonly path: (index: number) => string;
}

async function measure(world: World): Promise<Line[]> {
  await fillOrders(world.sql, SIZE);
  const web = await world.startWeb();
  const api = await world.signInAdmin(web);
  const getter = openGetter(web.url, api.headers);
  try {
    const lines: Line[] = [];
    for (const page of await pagesOf(world, getter)) {
      await show(getter, page, 2);
      const latencies = latenciesOf(await show(getter, page, SECONDS));
      lines.push(
        goalLine({
          what: page.what,
          goal: "p99 <= 60 ms",
          measured: describeLatencies(latencies),
          isMet: latencies.p99 <= GOAL_MS,
          values: valuesOf(latencies),
        }),
      );
    }
    return lines;
  } finally {
    getter.close();
  }
}

async function pagesOf(world: World, getter: Getter): Promise<readonly Page[]> {
  const { rows } = await world.sql.query<{ id: string; number: string; seller_id: string }>(
    "SELECT id, posting_number AS number, seller_id FROM postings TABLESAMPLE SYSTEM (0.2) LIMIT 500",
  );
  const { rows: sellers } = await world.sql.query<{ id: string }>("SELECT id FROM sellers ORDER BY id");
  const at = <T>(list: readonly T[], index: number) => list[(index * 37) % list.length];
  const deep = await cursorOf(getter, 20);
  return [
    { what: "first page: all", path: () => "/api/orders" },
    {
      what: "first page: to assemble, what must leave first",
      path: () => "/api/orders?tab=to_assemble&sort=ship_by",
    },
    { what: "first page: delivered", path: () => "/api/orders?tab=delivered" },
    { what: "first page: late", path: () => "/api/orders?tab=late" },
    { what: "first page: one seller", path: (index) => `/api/orders?seller_id=${at(sellers, index)?.id}` },
    {
      what: "first page: one seller's on their way",
      path: (index) => `/api/orders?tab=on_way&seller_id=${at(sellers, index)?.id}`,
    },
    {
      what: "first page: FBO of a warehouse",
      path: (index) => `/api/orders?scheme=fbo&warehouse_id=${1 + (index % 5)}`,
    },
    { what: "page 21 of all", path: () => `/api/orders?cursor=${deep}` },
    { what: "by a posting number", path: (index) => `/api/orders?q=${at(rows, index)?.number}` },
    {
      what: "by the beginning of a number",
      path: (index) => `/api/orders?q=${at(rows, index)?.number.slice(0, 7)}`,
    },
    { what: "by an article", path: (index) => `/api/orders?q=ART-${1 + (index % 200)}` },
    { what: "counts beside the tabs", path: () => "/api/order-counts" },
    { what: "one order with everything", path: (index) => `/api/orders/${at(rows, index)?.id}` },
  ];
}

async function cursorOf(getter: Getter, pages: number): Promise<string> {
  let cursor = "";
  for (let page = 0; page < pages; page++) {
    const answer = await getter.get(`/api/orders${cursor === "" ? "" : `?cursor=${cursor}`}`);
    const { next_cursor: next }: { next_cursor: string | null } = JSON.parse(answer);
    cursor = next ?? "";
  }
  return cursor;
}

function show(getter: Getter, page: Page, seconds: number): Promise<number[]> {
  return openLoop({
    perSecond: PER_SECOND,
    seconds,
    send: async (index) => void (await getter.get(page.path(index))),
  });
}
