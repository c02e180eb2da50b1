import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import type { Lane } from "@/lib/limits/pacing";
import { type BudgetRule, PermitDelayed, waitForPermit } from "@/lib/limits/seller-budget";
import { ownDatabase } from "../../support/database";
import { waitFor } from "../../support/wait-for";

// Fast limits are held by places. Time here is the requests' own: how long each takes is part of what is tested.
const database = ownDatabase();

const five: BudgetRule = { name: "five", requests: 5, windowSeconds: 0.2, scope: null };

interface Flight {
  readonly from: number;
  readonly to: number;
}

/** A request that takes `ms` under the rule; answers when it left and when it was answered. */
async function fly(sellerId: string, lane: Lane, ms: number): Promise<Flight> {
  const permit = await waitForPermit({ sellerId, lane, method: "/send", rules: [five] });
  const from = performance.now();
  await sleep(ms);
  const to = performance.now();
  await permit.end({ used: true });
  return { from, to };
}

/**
 * The most requests that any window could have held at the marketplace, wherever between leaving and answer each
 * arrived: those whose stretch from leaving to one window after the answer lies over one moment.
 */
function mostPossible(flights: readonly Flight[], windowMs: number): number {
  const over = (at: number) => flights.filter(({ from, to }) => from <= at && at < to + windowMs).length;
  return Math.max(...flights.map(({ from }) => over(from)));
}

test("however long requests are on their way, no window at the marketplace can hold more than the limit", async () => {
  const sellerId = randomUUID();
  const lanes: Lane[] = ["reply", "poll", "backfill", "broadcast"];
  const flights = await Promise.all(
    Array.from({ length: 40 }, (_, n) => fly(sellerId, lanes[n % 4] ?? "poll", (n * 37) % 120)),
  );
  expect(flights).toHaveLength(40);
  expect(mostPossible(flights, 200)).toBeLessThanOrEqual(5);
});

test("a permit that was not used is free at once, one that was only a window later", async () => {
  const sellerId = randomUUID();
  const question = { sellerId, lane: "reply", method: "/send", rules: [five], maxWaitMs: 0 } as const;
  const slow = { ...question, rules: [{ ...five, windowSeconds: 2 }] };
  const permits = await Promise.all(Array.from({ length: 5 }, () => waitForPermit(slow)));
  await expect(waitForPermit(slow)).rejects.toThrow(PermitDelayed);
  await permits[0]?.end({ used: true });
  await expect(waitForPermit(slow)).rejects.toThrow(PermitDelayed);
  await permits[1]?.end({ used: false });
  // The spread beside the places still asks for its distance; a whole burst has just left.
  const again = await waitForPermit({ ...slow, maxWaitMs: 5_000 });
  await again.end({ used: false });
});

test("what stops a request before it leaves gives its permit back", async () => {
  const sellerId = randomUUID();
  const question = { sellerId, lane: "reply", method: "/send", rules: [five] } as const;
  for (let n = 0; n < 20; n++)
    await expect(
      waitForPermit(question, async () => {
        throw new Error("not now");
      }),
    ).rejects.toThrow("not now");
  const permit = await waitForPermit(question);
  await permit.end({ used: true });
});

test("broadcasts stand back while a poll waits, and a poll while a reply does", async () => {
  const sellerId = randomUUID();
  const order: Lane[] = [];
  const fill = await Promise.all(
    Array.from({ length: 5 }, () =>
      waitForPermit({ sellerId, lane: "reply", method: "/send", rules: [five] }),
    ),
  );
  const lanes: Lane[] = ["broadcast", "broadcast", "broadcast", "poll", "reply"];
  const waiting = lanes.map(async (lane) => {
    const permit = await waitForPermit({ sellerId, lane, method: "/send", rules: [five] });
    order.push(lane);
    await permit.end({ used: true });
  });
  await waitFor("reply and poll to have asked in vain", async () => {
    const marks = await database.query("SELECT 1 FROM permits WHERE key LIKE $1", [`${sellerId}:%-waits`]);
    return marks.length === 2;
  });
  for (const permit of fill) await permit.end({ used: true });
  await Promise.all(waiting);
  expect(order[0]).toBe("reply");
  expect(order.indexOf("poll")).toBe(1);
});

test("a place whose holder died comes back by itself and is not freed twice", async () => {
  const sellerId = randomUUID();
  const question = { sellerId, lane: "reply", method: "/send", rules: [five] } as const;
  const lost = await waitForPermit(question);
  // As if its lease had run out and somebody else held the place now.
  await database.query(
    "UPDATE permit_places SET free_at = array_fill(now() + interval '1 minute', ARRAY[5]) WHERE key = $1",
    [`${sellerId}:five`],
  );
  await lost.end({ used: false });
  await expect(waitForPermit({ ...question, maxWaitMs: 0 })).rejects.toThrow(PermitDelayed);
});

test("a broadcast at a slow pace does not hold up another one of the same seller", async () => {
  const sellerId = randomUUID();
  const order: string[] = [];
  const send = async (name: string, requests: number) => {
    const own = { name: `broadcast.${name}`, requests, windowSeconds: 1, scope: null, isOwn: true };
    const permit = await waitForPermit({ sellerId, lane: "broadcast", method: "/send", rules: [five, own] });
    await permit.end({ used: true });
    order.push(name);
  };
  await send("slow", 0.4);
  await Promise.all([send("slow", 0.4), send("fast", 20), send("fast", 20)]);
  expect(order).toEqual(["slow", "fast", "fast", "slow"]);
});

test("a place that got old before the request left is taken anew, not held twice", async () => {
  const sellerId = randomUUID();
  const read = async () => {
    const [row] = await database.query<{ until: Date; held: number }>(
      `SELECT max(place) AS until, (count(*) FILTER (WHERE place > now() + interval '1 second'))::int AS held
         FROM permit_places p, unnest(p.free_at) AS place WHERE starts_with(p.key, $1)`,
      [sellerId],
    );
    return { until: row?.until.getTime() ?? 0, held: row?.held };
  };
  let first = 0;
  const permit = await waitForPermit(
    { sellerId, lane: "reply", method: "/send", rules: [five] },
    async () => {
      first = (await read()).until;
      const later = performance.now() + 9_000;
      vi.spyOn(performance, "now").mockReturnValueOnce(later);
    },
  );
  const second = await read();
  expect(second.until).toBeGreaterThan(first);
  expect(second.held).toBe(1);
  await permit.end({ used: true });
  expect((await read()).held).toBe(0);
});
