import { expect, test } from "vitest";
import { findRedisServer, startOwnRedis } from "./storm/own-redis";
import { IS_LONG, SHOPS } from "./storm/plans";
import { runStorm, type StormPlan, type StormResult } from "./storm/run-storm";

const PLAN: StormPlan = {
  seed: 20_261_121,
  shops: SHOPS,
  forMs: IS_LONG ? 300_000 : 45_000,
  kills: IS_LONG ? { workers: 12, web: 8, postgres: 6 } : { workers: 3, web: 2, postgres: 2 },
  redis: null,
  calmWithinMs: IS_LONG ? 600_000 : 240_000,
  hurries: !IS_LONG,
};
const PATIENCE_MS = PLAN.forMs + PLAN.calmWithinMs + 180_000;

/** What holds after every storm. */
function expectAllKept(result: StormResult): void {
  expect(result.faults).toEqual({ lost: [], doubled: [], invented: [], altered: [], replies: [] });
  expect(result.restless).toBe("");
  expect(result.breaches).toEqual([]);
  expect(result.unasked).toEqual([]);
  expect(result.sellers).toEqual(["active"]);
  expect(result.inbound).toBeGreaterThanOrEqual(5_000);
  expect(result.sent + result.unconfirmed).toBe(300);
}

test("5,000 messages and 300 replies come through a storm of kills and faults, each once", {
  timeout: PATIENCE_MS,
}, async () => {
  const result = await runStorm(PLAN);
  console.log(`Storm on Postgres: ${result.summary}`);
  expectAllKept(result);
});

test("the same with jobs on a Redis that is emptied and killed on the way", {
  timeout: PATIENCE_MS,
}, async ({ skip }) => {
  const program = findRedisServer();
  if (program === null) {
    skip("no redis-server on this machine: install one, or name it in REDIS_SERVER_PATH");
    return;
  }
  const server = await startOwnRedis(program);
  try {
    const kills = IS_LONG ? PLAN.kills : { workers: 2, web: 1, postgres: 1 };
    const redis = { server, emptied: IS_LONG ? 6 : 2, killed: IS_LONG ? 4 : 1 };
    const result = await runStorm({ ...PLAN, seed: PLAN.seed + 7, kills, redis });
    console.log(`Storm on Redis: ${result.summary}`);
    expectAllKept(result);
  } finally {
    await server.stop();
  }
});
