import { createHmac } from "node:crypto";
import http from "node:http";
import { type Figure, factLine, goalLine, type Line } from "./figure";
import { describeLatencies, latenciesOf, valuesOf } from "./latencies";
import { openLoop } from "./open-loop";
import { type BenchSeller, connectSellers } from "./sellers";
import { inWorld, type World } from "./world";

const PER_SECOND = 100;
const SECONDS = 20;
const SELLERS = 8;
const CHATS_PER_SELLER = 25;
const GOAL_MS = 50;

export const webhookAnswer: Figure = {
  name: "webhook",
  title: `Webhook to 200, ${PER_SECOND} a second for ${SECONDS} s (half signed, half push; workers fetching behind)`,
  run: (stage) => inWorld(stage, "bench_webhook", measure),
};

async function measure(world: World): Promise<Line[]> {
  const web = await world.startWeb();
  await world.startWorkers();
  const api = await world.signInAdmin(web);
  const sellers = await connectSellers(world, {
    api,
    count: SELLERS,
    webhookMode: (index) => (index % 2 === 0 ? "push" : "signed"),
  });
  const warmUp = await makeRings(world, sellers, 200);
  await openLoop({
    perSecond: 50,
    seconds: 4,
    send: (index) => ring(web.url, warmUp[index % warmUp.length]),
  });
  const rings = await makeRings(world, sellers, PER_SECOND * SECONDS);
  const durations = await openLoop({
    perSecond: PER_SECOND,
    seconds: SECONDS,
    send: (index) => ring(web.url, rings[index]),
  });
  const latencies = latenciesOf(durations);
  const stored = await world.sql.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM webhook_deliveries",
  );
  return [
    goalLine({
      what: "from the planned moment to the whole answer",
      goal: "p99 <= 50 ms",
      measured: describeLatencies(latencies),
      isMet: latencies.p99 <= GOAL_MS,
      values: valuesOf(latencies),
    }),
    factLine({ what: "noted down", measured: `${stored.rows[0]?.count} of ${warmUp.length + rings.length}` }),
  ];
}

/** One call of the marketplace: where it goes, what it says, how it is signed. */
interface Ring {
  readonly path: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Messages that are really there, so that the workers have what to fetch; the calls about them are made here. */
async function makeRings(world: World, sellers: readonly BenchSeller[], count: number): Promise<Ring[]> {
  const perChat = Math.max(1, Math.ceil(count / (sellers.length * CHATS_PER_SELLER)));
  const rings: Ring[] = [];
  for (let chat = 0; chat < CHATS_PER_SELLER; chat++) {
    for (const seller of sellers) {
      const texts = Array.from({ length: perChat }, (_, index) => `Когда приедет заказ? №${index}`);
      const said = await world.sandbox.say({ client_id: seller.clientId, texts, quiet: true });
      rings.push(...said.message_ids.map((id, index) => toRing(seller, said, { id, index })));
    }
  }
  return shuffled(rings).slice(0, count);
}

function toRing(
  seller: BenchSeller,
  said: { chat_id: string; created_at: string[] },
  message: { id: string; index: number },
): Ring {
  const place = { chat_id: said.chat_id, message_id: message.id, created_at: said.created_at[message.index] };
  if (seller.webhookSecret === null) {
    const body = {
      message_type: "TYPE_NEW_MESSAGE",
      ...place,
      chat_type: "Buyer_Seller",
      seller_id: seller.clientId,
    };
    return { path: seller.webhookPath, body: JSON.stringify(body), headers: {} };
  }
  const timestamp = new Date().toISOString();
  const body = JSON.stringify({ event_type: "chat_new_message", ...place, user_type: "Customer", timestamp });
  const digest = createHmac("sha256", seller.webhookSecret).update(body).digest("hex");
  return { path: seller.webhookPath, body, headers: { "x-ozon-signature": `sha256=${digest}` } };
}

/** Neighbours of one chat do not come one right after the other, as they do not in life. */
function shuffled<T>(items: readonly T[]): T[] {
  const step = 7919; // a prime: visits every place once while the count is no multiple of it
  return items.map((_, index) => items[(index * step) % items.length] as T); // the index is below the length
}

/** Each call comes over a connection of its own, as a marketplace's does. */
function ring(baseUrl: string, call: Ring | undefined): Promise<void> {
  if (call === undefined) return Promise.reject(new Error("fewer calls than planned"));
  const { path, body, headers } = call;
  return new Promise((resolve, reject) => {
    const length = { "content-type": "application/json", "content-length": String(Buffer.byteLength(body)) };
    const options = { method: "POST", agent: false as const, headers: { ...length, ...headers } };
    const request = http.request(`${baseUrl}${path}`, options, (response) => {
      response.resume();
      response.once("end", () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(`a webhook was answered ${response.statusCode}`));
      });
    });
    request.once("error", reject);
    request.end(body);
  });
}
