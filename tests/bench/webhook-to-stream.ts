import { waitFor } from "../support/wait-for";
import { watchMessages } from "./event-watch";
import { type Figure, factLine, goalLine, type Line } from "./figure";
import { describeLatencies, latenciesOf, valuesOf } from "./latencies";
import { openLoop } from "./open-loop";
import { type BenchSeller, connectSellers, isNone } from "./sellers";
import { inWorld, type World } from "./world";

const PER_SECOND = 50;
const SECONDS = 20;
const SELLERS = 5;
const CHATS_PER_SELLER = 20;
const GOAL_MS = 300;

export const webhookToStream: Figure = {
  name: "stream",
  title: `A buyer writes at the sandbox, its webhook rings, the fetched message reaches the event stream; ${PER_SECOND} a second for ${SECONDS} s`,
  run: (stage) => inWorld(stage, "bench_stream", measure),
};

async function measure(world: World): Promise<Line[]> {
  const web = await world.startWeb();
  await world.startWorkers();
  const api = await world.signInAdmin(web);
  const sellers = await connectSellers(world, { api, count: SELLERS, webhookMode: () => "push" });
  for (const seller of sellers) {
    await world.sandbox.setWebhook(seller.clientId, { url: `${web.url}${seller.webhookPath}` });
  }
  const chats = await openChats(world, sellers);
  const watch = await watchMessages(api);
  try {
    await run(world, { chats, watch, seconds: 4, mark: "warm" });
    const durations = await run(world, { chats, watch, seconds: SECONDS, mark: "нов" });
    const latencies = latenciesOf(durations);
    const breaches = await world.sandbox.listBreaches();
    return [
      goalLine({
        what: "from the planned moment of writing to the event with the message",
        goal: "p99 <= 300 ms",
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

interface OpenChat {
  readonly clientId: string;
  readonly chatId: string;
}

async function openChats(world: World, sellers: readonly BenchSeller[]): Promise<OpenChat[]> {
  const chats: OpenChat[] = [];
  for (let index = 0; index < CHATS_PER_SELLER; index++) {
    for (const { clientId } of sellers) {
      const said = await world.sandbox.say({ client_id: clientId, texts: ["Здравствуйте!"] });
      chats.push({ clientId, chatId: said.chat_id });
    }
  }
  const isTakenIn = async () =>
    (await isNone(world, "chats WHERE needs_sync")) &&
    !(await isNone(world, `chats OFFSET ${chats.length - 1}`));
  await waitFor("the chats to be known", isTakenIn, { deadlineMs: 60_000 });
  return chats;
}

/** A message every 20 ms, in turn to all chats; answers how long each was on its way to the stream (ms). */
async function run(
  world: World,
  input: {
    chats: readonly OpenChat[];
    watch: Awaited<ReturnType<typeof watchMessages>>;
    seconds: number;
    mark: string;
  },
): Promise<number[]> {
  const { chats, watch, seconds, mark } = input;
  return openLoop({
    perSecond: PER_SECOND,
    seconds,
    send: async (index) => {
      const chat = chats[index % chats.length];
      const text = `Когда приедет мой заказ? ${mark}-${index}`;
      const arrived = watch.until(text);
      await world.sandbox.say({ client_id: chat?.clientId ?? "", chat_id: chat?.chatId, texts: [text] });
      await arrived;
    },
  });
}
