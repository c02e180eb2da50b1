import fc from "fast-check";
import { expect, test } from "vitest";
import { type Lane, paceOf, permitLastsMs, toleranceMs } from "./pacing";

/** The grants a greedy caller gets in one lane, as `take_permit` would give them, in milliseconds from 0. */
function greedyGrants(
  rule: { requests: number; windowSeconds: number },
  lane: Lane,
  untilMs: number,
): number[] {
  const pace = paceOf(rule);
  const tolerance = toleranceMs(pace, lane);
  const grants: number[] = [];
  let freeAt = 0;
  let at = 0;
  while (at <= untilMs && grants.length < 5000) {
    grants.push(at);
    freeAt = Math.max(freeAt, at) + pace.intervalMs;
    at = Math.max(at, freeAt - tolerance);
  }
  return grants;
}

function mostInAnyWindow(grants: number[], windowMs: number): number {
  let first = 0;
  let most = 0;
  grants.forEach((at, last) => {
    while (at - (grants[first] ?? 0) >= windowMs) first += 1;
    most = Math.max(most, last - first + 1);
  });
  return most;
}

test("no sliding window ever holds more requests than the limit, whatever the limit and the lane", () => {
  const rule = fc.record({
    requests: fc.integer({ min: 1, max: 500 }),
    windowSeconds: fc.constantFrom(1, 10, 60),
  });
  const lane = fc.constantFrom<Lane>("reply", "poll", "backfill", "broadcast");
  fc.assert(
    fc.property(rule, lane, (given, who) => {
      const grants = greedyGrants(given, who, given.windowSeconds * 3000);
      expect(mostInAnyWindow(grants, given.windowSeconds * 1000)).toBeLessThanOrEqual(given.requests);
    }),
  );
});

test("a lower lane never gets more of a burst than the one before it", () => {
  const pace = paceOf({ requests: 50, windowSeconds: 1 });
  const lanes: Lane[] = ["reply", "poll", "backfill", "broadcast"];
  const tolerances = lanes.map((lane) => toleranceMs(pace, lane));
  expect(tolerances).toEqual([...tolerances].sort((a, b) => b - a));
});

test("requests held up for as long as a permit lasts still keep every window, however late each comes", () => {
  const rule = fc.record({
    requests: fc.integer({ min: 1, max: 500 }),
    windowSeconds: fc.constantFrom(1, 10, 60),
  });
  fc.assert(
    fc.property(
      rule,
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 20, maxLength: 20 }),
      (given, delays) => {
        const lasts = permitLastsMs(given);
        expect(lasts).toBeGreaterThan(0);
        const grants = greedyGrants(given, "reply", given.windowSeconds * 3000);
        const arrivals = grants.map((at, index) => at + lasts * (delays[index % delays.length] ?? 0));
        expect(
          mostInAnyWindow(
            arrivals.sort((a, b) => a - b),
            given.windowSeconds * 1000,
          ),
        ).toBeLessThanOrEqual(given.requests);
      },
    ),
  );
});
