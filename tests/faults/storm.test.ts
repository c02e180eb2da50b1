import { expect, test } from "vitest";
import { IS_LONG, SHOPS } from "./storm/plans";
import { runStorm, type StormPlan } from "./storm/run-storm";

const PLAN: StormPlan = {
  seed: 20_261_121,
  shops: SHOPS,
  forMs: IS_LONG ? 300_000 : 50_000,
  kills: IS_LONG ? { workers: 12, web: 8, postgres: 4 } : { workers: 3, web: 2, postgres: 1 },
  redis: null,
  calmWithinMs: IS_LONG ? 600_000 : 180_000,
  hurries: !IS_LONG,
};

test("5,000 messages and 300 replies come through a storm of kills and faults, each once", {
  timeout: PLAN.forMs + PLAN.calmWithinMs + 120_000,
}, async () => {
  const result = await runStorm(PLAN);
  console.log(`Storm: ${result.summary}`);
  expect(result.faults).toEqual({ lost: [], doubled: [], invented: [], altered: [], replies: [] });
  expect(result.restless).toBe("");
  expect(result.breaches).toEqual([]);
  expect(result.unasked).toEqual([]);
  expect(result.sellers).toEqual(["active"]);
  expect(result.inbound).toBeGreaterThanOrEqual(5_000);
});
