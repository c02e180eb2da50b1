import { waitFor } from "../support/wait-for";
import { type Figure, factLine, goalLine, type Line } from "./figure";
import { round, toCount } from "./latencies";
import { insertRaw } from "./raw-insert";
import { diceOf, makeText } from "./russian-texts";
import { type BenchSeller, insertSellers, isNone } from "./sellers";
import { inWorld, type World } from "./world";

// Ozon lets a seller make 50 requests a second: with eight of them the marketplace is not what holds us up.
const SELLERS = 8;
const GOAL = 0.25;

/** How much there is to take in: few long histories, or many chats with a few new messages each. */
interface Load {
  readonly name: string;
  readonly what: string;
  readonly chatsPerSeller: number;
  readonly messagesPerChat: number;
  readonly hasGoal: boolean;
}

const loads: readonly Load[] = [
  {
    name: "full",
    what: "200 new messages in each of 320 chats",
    chatsPerSeller: 40,
    messagesPerChat: 200,
    hasGoal: true,
  },
  {
    name: "few",
    what: "5 new messages in each of 2,400 chats",
    chatsPerSeller: 300,
    messagesPerChat: 5,
    hasGoal: false,
  },
];

export const inboundByPolling: Figure = {
  name: "inbound",
  title: "Inbound by polling (v3, one workers process, 8 sellers), beside raw inserts of the same rows",
  async run(stage) {
    const lines: Line[] = [];
    for (const load of loads)
      lines.push(...(await inWorld(stage, `bench_inbound_${load.name}`, (world) => measure(world, load))));
    return lines;
  },
};

async function measure(world: World, load: Load): Promise<Line[]> {
  const sellers = await insertSellers(world, SELLERS);
  const chats = await openChats(world, sellers, load);
  const first = await world.startWorkers({ POLL_INTERVAL_SECONDS: "1" });
  await waitFor("the chats to be known", () => isTakenIn(world, chats.length), { deadlineMs: 60_000 });
  await first.kill();
  await world.sandbox.resetCounters();
  await write(world, chats, load);
  const total = chats.length * load.messagesPerChat;
  const polled = await takeIn(world, { total, known: chats.length });
  const raw = await insertRaw(world.sql, { connections: 1 });
  const rawInParallel = await insertRaw(world.sql, { connections: 4 });
  return report(load, { polled, raw, rawInParallel });
}

interface KnownChat {
  readonly clientId: string;
  readonly chatId: string;
}

/** Each chat begins with one message of last week, so that what is measured is new messages, not a backfill. */
async function openChats(world: World, sellers: readonly BenchSeller[], load: Load): Promise<KnownChat[]> {
  const chats: KnownChat[] = [];
  const lastWeek = new Date(Date.now() - 7 * 86_400_000).toISOString();
  for (const { clientId } of sellers) {
    for (let index = 0; index < load.chatsPerSeller; index++) {
      const said = await world.sandbox.say({
        client_id: clientId,
        texts: ["Здравствуйте!"],
        created_at: lastWeek,
      });
      chats.push({ clientId, chatId: said.chat_id });
    }
  }
  return chats;
}

async function isTakenIn(world: World, messages: number): Promise<boolean> {
  if (!(await isNone(world, "chats WHERE needs_sync"))) return false;
  return (await countMessages(world)) >= messages;
}

async function countMessages(world: World): Promise<number> {
  const { rows } = await world.sql.query<{ count: number }>("SELECT count(*)::int AS count FROM messages");
  return rows[0]?.count ?? 0;
}

async function write(world: World, chats: readonly KnownChat[], load: Load): Promise<void> {
  const dice = diceOf(20_260_601);
  for (const { clientId, chatId } of chats) {
    await world.sandbox.say({
      client_id: clientId,
      chat_id: chatId,
      texts: Array.from({ length: load.messagesPerChat }, () => makeText(dice)),
      created_at: new Date(Date.now() - load.messagesPerChat * 60_000).toISOString(),
      step_ms: 59_000,
    });
  }
}

interface Rate {
  readonly perSecond: number;
  readonly seconds: number;
}

/** From the first request of a poll to the last commit. */
async function takeIn(world: World, { total, known }: { total: number; known: number }): Promise<Rate> {
  await world.startWorkers({ POLL_INTERVAL_SECONDS: "1" });
  const askedForFirst = "to be asked for the first list";
  const startedAt = await waitFor(askedForFirst, async () => (await world.sandbox.listRequests())[0]?.at);
  const isDone = async () =>
    (await isNone(world, "chats WHERE needs_sync")) && (await countMessages(world)) === total + known;
  // Counting costs something: seldom enough not to be felt, often enough to be exact to a hundredth.
  await waitFor("everything to be taken in", isDone, { deadlineMs: 300_000 });
  const { rows } = await world.sql.query<{ at: Date }>("SELECT max(updated_at) AS at FROM chats");
  const seconds = ((rows[0]?.at.getTime() ?? Number.NaN) - Date.parse(startedAt)) / 1000;
  const breaches = await world.sandbox.listBreaches();
  if (breaches.length > 0) throw new Error(`limits were breached: ${JSON.stringify(breaches)}`);
  return { perSecond: total / seconds, seconds };
}

function report(load: Load, rates: { polled: Rate; raw: Rate; rawInParallel: Rate }): Line[] {
  const { polled, raw, rawInParallel } = rates;
  const ratio = polled.perSecond / raw.perSecond;
  const measured = `${toCount(polled.perSecond)} /s = ${ratio.toFixed(2)} of raw ${toCount(raw.perSecond)} /s`;
  const values = {
    stored_per_second: round(polled.perSecond),
    raw_per_second: round(raw.perSecond),
    raw_4_connections_per_second: round(rawInParallel.perSecond),
    ratio: round(ratio),
  };
  if (!load.hasGoal) return [factLine({ what: load.what, measured, values })];
  return [
    goalLine({ what: load.what, goal: ">= 0.25 of raw", measured, isMet: ratio >= GOAL, values }),
    factLine({ what: "raw on four connections at once", measured: `${toCount(rawInParallel.perSecond)} /s` }),
  ];
}
