import { waitFor } from "../support/wait-for";
import { watchOrders } from "./event-watch";
import { type Figure, factLine, goalLine, type Line } from "./figure";
import { describeLatencies, latenciesOf, valuesOf } from "./latencies";
import { openLoop } from "./open-loop";
import { type BenchSeller, connectSellers, isNone } from "./sellers";
import { inWorld, type World } from "./world";

const PER_SECOND = 10;
const SECONDS = 30;
const SELLERS = 5;
const GOAL_MS = 2_000;

export const orderToStream: Figure = {
  name: "order",
  title: `An order is placed at the sandbox, its webhook rings, the fetched order reaches the event stream; ${PER_SECOND} a second for ${SECONDS} s`,
  run: (stage) => inWorld(stage, "bench_order", measure),
};

async function measure(world: World): Promise<Line[]> {
  const web = await world.startWeb();
  await world.startWorkers();
  const api = await world.signInAdmin(web);
  const sellers = await connectSellers(world, { api, count: SELLERS, webhookMode: () => "push" });
  for (const seller of sellers)
    await world.sandbox.setWebhook(seller.clientId, { url: `${web.url}${seller.webhookPath}` });
  const isTakenIn = async () =>
    (await isNone(world, "section_syncs WHERE section = 'orders' AND fresh_at IS NULL")) &&
    !(await isNone(world, `section_syncs WHERE section = 'orders' OFFSET ${SELLERS - 1}`));
  await waitFor("the orders to be known", isTakenIn, { deadlineMs: 120_000 });
  const watch = await watchOrders(api);
  try {
    await run(world, { sellers, watch, seconds: 3, mark: "10" });
    const latencies = latenciesOf(await run(world, { sellers, watch, seconds: SECONDS, mark: "20" }));
    const breaches = await world.sandbox.listBreaches();
    return [
      goalLine({
        what: "from the planned moment of ordering to the event with the order",
        goal: "p99 <= 2 s",
        measured: describeLatencies(latencies),
        isMet: latencies.p99 <= GOAL_MS && breaches.length === 0,
        values: valuesOf(latencies),
      }),
      factLine({ what: "breaches of the marketplace's limits", measured: String(breaches.length) }),
    ];
  } finally {
    watch.close();
  }
}

async function run(
  world: World,
  input: {
    sellers: readonly BenchSeller[];
    watch: Awaited<ReturnType<typeof watchOrders>>;
    seconds: number;
    mark: string;
  },
): Promise<number[]> {
  const { sellers, watch, seconds, mark } = input;
  return openLoop({
    perSecond: PER_SECOND,
    seconds,
    send: async (index) => {
      const orderNumber = `${mark}${String(index).padStart(6, "0")}-0001`;
      const arrived = watch.until(`${orderNumber}-1`);
      await world.sandbox.placeOrder({
        client_id: sellers[index % sellers.length]?.clientId ?? "",
        order: { order_number: orderNumber, status: "awaiting_packaging", paid_at: new Date().toISOString() },
      });
      await arrived;
    },
  });
}
