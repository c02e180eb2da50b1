import { setTimeout as pause } from "node:timers/promises";
import { waitFor } from "../support/wait-for";
import { type BroadcastStage, countArrivals, openBroadcastStage, startBroadcast } from "./broadcast-stage";
import { type Figure, factLine, goalLine, type Line } from "./figure";
import { describeLatencies, latenciesOf, round, toCount, valuesOf } from "./latencies";
import type { Stage } from "./stage";
import { inWorld, type World } from "./world";

const BUYERS = 10_000;
const OPERATOR_CHATS = 150;
/** The marketplace's own limit, over all methods. */
const ALLOWED_PER_SECOND = 50;
const GOAL_SHARE = 0.97;
const GOAL_REPLY_MS = 2_000;
const REPLY_EVERY_MS = 1_000;

export const broadcastRate: Figure = {
  name: "broadcast",
  title: `${BUYERS.toLocaleString("en-US")} recipients at the seller's full limit, two workers processes, an operator answering every second`,
  run: (stage: Stage) => inWorld(stage, "bench_broadcast", measure),
};

async function measure(world: World): Promise<Line[]> {
  const stage = await openBroadcastStage(world, { buyers: BUYERS, operators: OPERATOR_CHATS });
  await world.startWorkers();
  await world.startWorkers();
  await world.sandbox.resetCounters();
  const id = await startBroadcast(stage);
  const replies = { isOver: false };
  const answering = answer(world, stage, replies);
  await waitFor("everybody to be written to", () => isCompleted(world, id), { deadlineMs: 600_000 });
  replies.isOver = true;
  const waits = await answering;
  return report(world, stage, waits);
}

async function isCompleted(world: World, id: string): Promise<boolean> {
  await pause(500);
  const { rows } = await world.sql.query<{ status: string }>("SELECT status FROM broadcasts WHERE id = $1", [
    id,
  ]);
  return rows[0]?.status === "completed";
}

/** One reply a second, each in another chat; answers how long each took from the press to the marketplace. */
async function answer(world: World, stage: BroadcastStage, replies: { isOver: boolean }): Promise<number[]> {
  const posted = new Map<string, number>();
  for (let n = 0; !replies.isOver; n++) {
    const chat = stage.operatorChats[n % stage.operatorChats.length];
    if (chat === undefined) break;
    const text = `Ответ оператора ${n}`;
    posted.set(text, Date.now());
    await stage.api.post(`/api/chats/${chat.id}/messages`, { text });
    await pause(REPLY_EVERY_MS);
  }
  const sent = await waitFor("the last replies", async () => {
    const messages = await world.sandbox.listMessages(stage.seller.clientId, { direction: "outbound" });
    const own = messages.filter(({ text }) => posted.has(text));
    return own.length === posted.size ? own : null;
  });
  return sent.map((message) => Date.parse(message.created_at) - (posted.get(message.text) ?? 0));
}

async function report(world: World, stage: BroadcastStage, waits: readonly number[]): Promise<Line[]> {
  const requests = (await world.sandbox.listRequests({ client_id: stage.seller.clientId }))
    .map((request) => ({ path: request.path, at: Date.parse(request.at), status: request.status }))
    .sort((a, b) => a.at - b.at);
  const sends = requests.filter(({ path }) => path === "/v1/chat/send/message");
  const from = sends[0]?.at ?? 0;
  const seconds = ((sends.at(-1)?.at ?? 0) - from) / 1000;
  const during = requests.filter(({ at }) => at >= from && at <= from + seconds * 1000);
  const share = during.length / seconds / ALLOWED_PER_SECOND;
  const breaches = await world.sandbox.listBreaches();
  const arrivals = await countArrivals(world, stage);
  const doubled = [...arrivals.values()].filter((count) => count > 1).length;
  const latencies = latenciesOf(waits);
  return [
    goalLine({
      what: "requests of the seller while it was sent, of those allowed",
      goal: ">= 97 %",
      measured: `${round(share * 100)} % (${round(during.length / seconds)}/s over ${round(seconds)} s)`,
      isMet: share >= GOAL_SHARE,
      values: { share: round(share), per_second: round(during.length / seconds), seconds: round(seconds) },
    }),
    factLine({
      what: "messages of the broadcast",
      measured: `${toCount(arrivals.size)} at ${round(arrivals.size / seconds)}/s; the rest: ${toCount(waits.length)} replies, ${toCount(during.length - sends.length)} polls and histories`,
      values: { messages: arrivals.size, messages_per_second: round(arrivals.size / seconds) },
    }),
    goalLine({
      what: "breaches of the marketplace's limits",
      goal: "0",
      measured: `${breaches.reduce((sum, breach) => sum + breach.count, 0)}`,
      isMet: breaches.length === 0,
      values: { breaches: breaches.length },
    }),
    goalLine({
      what: "written to twice, by two workers processes",
      goal: "0",
      measured: `${doubled} of ${toCount(arrivals.size)}`,
      isMet: doubled === 0 && arrivals.size === BUYERS,
      values: { doubled, reached: arrivals.size },
    }),
    goalLine({
      what: "an operator's reply meanwhile, from the press to the marketplace",
      goal: "p99 <= 2 s",
      measured: describeLatencies(latencies),
      isMet: latencies.p99 <= GOAL_REPLY_MS,
      values: valuesOf(latencies),
    }),
  ];
}
