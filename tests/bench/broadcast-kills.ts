import { setTimeout as pause } from "node:timers/promises";
import { waitFor } from "../support/wait-for";
import { countArrivals, openBroadcastStage, startBroadcast } from "./broadcast-stage";
import { type Figure, factLine, goalLine, type Line } from "./figure";
import { toCount } from "./latencies";
import type { Stage } from "./stage";
import { inWorld, type World } from "./world";

const BUYERS = 2_000;
const KILLS = 6;

export const broadcastKills: Figure = {
  name: "broadcast-kills",
  title: `${BUYERS.toLocaleString("en-US")} recipients, one of two workers processes killed (SIGKILL) ${KILLS} times on the way`,
  run: (stage: Stage) => inWorld(stage, "bench_broadcast_kills", measure),
};

async function measure(world: World): Promise<Line[]> {
  const stage = await openBroadcastStage(world, { buyers: BUYERS, operators: 0 });
  let doomed = await world.startWorkers();
  await world.startWorkers();
  const id = await startBroadcast(stage);
  for (let kill = 1; kill <= KILLS; kill++) {
    const reached = Math.floor((BUYERS * kill) / (KILLS + 2));
    await waitFor(`${reached} arrivals`, async () => (await countArrivals(world, stage)).size >= reached, {
      deadlineMs: 300_000,
    });
    await doomed.kill("SIGKILL");
    doomed = await world.startWorkers();
  }
  await waitFor("the end", () => isOver(world, id), { deadlineMs: 600_000 });
  const arrivals = await countArrivals(world, stage);
  const { rows } = await world.sql.query<{ status: string; count: number }>(
    "SELECT status, count(*)::int AS count FROM broadcast_recipients WHERE broadcast_id = $1 GROUP BY 1",
    [id],
  );
  const counted = Object.fromEntries(rows.map(({ status, count }) => [status, count]));
  const doubled = [...arrivals.values()].filter((count) => count > 1).length;
  const lost = BUYERS - arrivals.size;
  return [
    goalLine({
      what: "written to twice",
      goal: "0",
      measured: `${doubled}`,
      isMet: doubled === 0,
      values: { doubled },
    }),
    goalLine({
      what: "never written to",
      goal: "0",
      measured: `${lost} (${counted.unconfirmed ?? 0} of the recipients stand as not confirmed)`,
      isMet: lost === 0,
      values: { lost, unconfirmed: counted.unconfirmed ?? 0 },
    }),
    factLine({
      what: "recipients by state",
      measured: rows.map((row) => `${row.status} ${toCount(row.count)}`).join(", "),
    }),
  ];
}

async function isOver(world: World, id: string): Promise<boolean> {
  await pause(500);
  const { rows } = await world.sql.query<{ status: string }>("SELECT status FROM broadcasts WHERE id = $1", [
    id,
  ]);
  return rows[0]?.status === "completed";
}
