import { setTimeout as pause } from "node:timers/promises";
import { momentOf } from "../../lib/sellers/schedule-polling";
import type { LoggedRequest } from "../../sandbox/control-protocol";
import { waitFor } from "../support/wait-for";
import { type Figure, factLine, goalLine, type Line } from "./figure";
import { round } from "./latencies";
import { canReadProcesses, cpuSecondsOf, familyOf } from "./process-use";
import { type BenchSeller, insertSellers, isNone } from "./sellers";
import type { Stage } from "./stage";
import { inWorld, type World } from "./world";

const SELLERS = 2_000;
const INTERVAL_SECONDS = 60;
/** Two whole intervals, and a little for polls that are late. */
const WATCHED_SECONDS = 2 * INTERVAL_SECONDS + 15;
const GOAL_SECONDS = 5;
const CHATS_PER_SELLER = 3;
/** Buyers who write while we watch: polls have something to find. */
const NEW_MESSAGES_PER_SECOND = 5;
const LIST_PATH = "/v3/chat/list";

export const manySellers: Figure = {
  name: "sellers",
  title: `${SELLERS.toLocaleString("en-US")} sellers polled every ${INTERVAL_SECONDS} s by one workers process, queue on Postgres`,
  run: (stage) => inWorld(stage, "bench_sellers", (world) => measure(stage, world)),
};

async function measure(stage: Stage, world: World): Promise<Line[]> {
  const sellers = await insertSellers(world, SELLERS);
  for (const { clientId } of sellers) {
    await world.sandbox.bulk({
      client_id: clientId,
      messages: CHATS_PER_SELLER * 2,
      chats: CHATS_PER_SELLER,
    });
  }
  const workers = await world.startWorkers({ POLL_INTERVAL_SECONDS: String(INTERVAL_SECONDS) });
  // The first round finds every chat new; what is watched is the ordinary life after it.
  await waitFor("the first round", () => isNone(world, "sync_states WHERE cursor IS NULL"), {
    deadlineMs: 180_000,
  });
  await waitFor("the first histories", () => isNone(world, "chats WHERE needs_sync"), {
    deadlineMs: 120_000,
  });
  await world.sandbox.resetCounters();
  const watchedFrom = Date.now();
  const cpuBefore = cpuOf(stage, workers.pid);
  await letBuyersWrite(world, sellers, WATCHED_SECONDS);
  const cpuAfter = cpuOf(stage, workers.pid);
  const requests = await world.sandbox.listRequests({ path: LIST_PATH });
  const lateness = latenessOf(sellers, { requests, from: watchedFrom, until: Date.now() });
  return report({ lateness, requests: requests.length, cpu: { before: cpuBefore, after: cpuAfter } });
}

async function letBuyersWrite(world: World, sellers: readonly BenchSeller[], seconds: number): Promise<void> {
  const until = Date.now() + seconds * 1000;
  for (let index = 0; Date.now() < until; index++) {
    const seller = sellers[(index * 37) % sellers.length];
    await world.sandbox.say({
      client_id: seller?.clientId ?? "",
      texts: ["Подскажите, когда приедет заказ?"],
    });
    await pause(1000 / NEW_MESSAGES_PER_SECOND);
  }
}

interface Lateness {
  /** Behind the seller's own planned moment, in seconds. */
  readonly worstSeconds: number;
  /** The longest time between two polls of one seller, in seconds. */
  readonly longestGapSeconds: number;
  readonly polls: number;
}

/**
 * Every planned moment that lies in the time watched must have its poll; the first request from that moment on is it.
 * A poll that never came counts as late until the end of the watch.
 */
function latenessOf(
  sellers: readonly BenchSeller[],
  { requests, from, until }: { requests: readonly LoggedRequest[]; from: number; until: number },
): Lateness {
  const timesOf = new Map<string, number[]>();
  for (const { client_id, at } of requests)
    timesOf.set(client_id, [...(timesOf.get(client_id) ?? []), Date.parse(at)]);
  const intervalMs = INTERVAL_SECONDS * 1000;
  let worstMs = 0;
  let longestGapMs = 0;
  let polls = 0;
  for (const { id, clientId } of sellers) {
    const times = (timesOf.get(clientId) ?? []).sort((a, b) => a - b);
    let planned = Math.floor(from / intervalMs) * intervalMs + momentOf(id, intervalMs);
    if (planned < from) planned += intervalMs;
    for (; planned <= until - GOAL_SECONDS * 1000; planned += intervalMs) {
      const polledAt = times.find((time) => time >= planned) ?? until;
      worstMs = Math.max(worstMs, polledAt - planned);
      polls++;
    }
    for (const [index, time] of times.entries())
      longestGapMs = Math.max(longestGapMs, time - (times[index - 1] ?? time));
  }
  return { worstSeconds: worstMs / 1000, longestGapSeconds: longestGapMs / 1000, polls };
}

interface Cpu {
  readonly workers: number;
  readonly postgres: number;
  readonly at: number;
}

function cpuOf(stage: Stage, workersPid: number): Cpu | null {
  if (!canReadProcesses()) return null;
  return {
    workers: cpuSecondsOf([workersPid]),
    postgres: cpuSecondsOf(familyOf(stage.postgresPid)),
    at: performance.now() / 1000,
  };
}

function report(input: {
  lateness: Lateness;
  requests: number;
  cpu: { before: Cpu | null; after: Cpu | null };
}): Line[] {
  const { worstSeconds, longestGapSeconds, polls } = input.lateness;
  const gapLateSeconds = Math.max(0, longestGapSeconds - INTERVAL_SECONDS);
  const worst = Math.max(worstSeconds, gapLateSeconds);
  const lines = [
    goalLine({
      what: "the latest poll",
      goal: "<= 5 s late",
      measured: `${worstSeconds.toFixed(2)} s behind its moment, longest gap ${longestGapSeconds.toFixed(2)} s (${polls} polls)`,
      isMet: worst <= GOAL_SECONDS && polls >= SELLERS * 2,
      values: {
        worst_s: round(worstSeconds),
        longest_gap_s: round(longestGapSeconds),
        polls,
        requests: input.requests,
      },
    }),
  ];
  const { before, after } = input.cpu;
  if (before === null || after === null) return lines;
  const share = (part: "workers" | "postgres") =>
    (100 * (after[part] - before[part])) / (after.at - before.at);
  const [workers, postgres] = [share("workers"), share("postgres")];
  lines.push(
    factLine({
      what: "CPU meanwhile, of one core",
      measured: `workers ${workers.toFixed(0)} %, Postgres ${postgres.toFixed(0)} %`,
      values: { workers_cpu_percent: round(workers), postgres_cpu_percent: round(postgres) },
    }),
  );
  return lines;
}
