import { parseArgs } from "node:util";
import { audienceCount } from "./audience-count";
import { backup } from "./backup";
import { broadcastKills } from "./broadcast-kills";
import { broadcastRate } from "./broadcast-rate";
import { desk } from "./desk";
import type { Figure } from "./figure";
import { firstSync } from "./first-sync";
import { inboundByPolling } from "./inbound-by-polling";
import { inboxJavascript } from "./inbox-javascript";
import { inboxPages } from "./inbox-pages";
import { describeMachine } from "./machine";
import { manySellers } from "./many-sellers";
import { orderPages } from "./order-pages";
import { orderToStream } from "./order-to-stream";
import { residentMemory } from "./resident-memory";
import { openStage, type Stage } from "./stage";
import { type FigureReport, toTable } from "./table";
import { webhookAnswer } from "./webhook-answer";
import { webhookToStream } from "./webhook-to-stream";

const figures: readonly Figure[] = [
  inboundByPolling,
  webhookAnswer,
  webhookToStream,
  inboxPages,
  manySellers,
  residentMemory,
  inboxJavascript,
  audienceCount,
  desk,
  backup,
  broadcastRate,
  broadcastKills,
  firstSync,
  orderPages,
  orderToStream,
];

const { values: given } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    only: { type: "string" },
    explain: { type: "string" },
  },
});
const wanted = given.only?.split(",") ?? figures.map((figure) => figure.name);
const unknown = wanted.filter((name) => !figures.some((figure) => figure.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no figure ${unknown.join(", ")}: ${figures.map((figure) => figure.name).join(", ")}.`,
  );
  process.exit(1);
}

async function measure(stage: Stage, figure: Figure): Promise<FigureReport> {
  console.error(`Measuring: ${figure.title}`);
  const { name, title } = figure;
  try {
    return { name, title, lines: await figure.run(stage) };
  } catch (error) {
    console.error(error);
    const failed = { what: "could not be measured", goal: "a figure", isMet: false, values: {} };
    return { name, title, lines: [{ ...failed, measured: String(error).split("\n")[0] ?? "" }] };
  }
}

const stage = await openStage({ explainFile: given.explain ?? null });
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  // Processes of the product end with their parent; the database and its folder do not.
  process.once(signal, () => void stage.stop().finally(() => process.exit(1)));
}
try {
  const machine = await describeMachine(stage.sql);
  const reports: FigureReport[] = [];
  for (const figure of figures) {
    // One after another: two at once would measure each other.
    if (wanted.includes(figure.name)) reports.push(await measure(stage, figure));
  }
  console.log(
    given.json ? JSON.stringify({ machine, figures: reports }, null, 2) : toTable(machine, reports),
  );
  if (reports.some((report) => report.lines.some((line) => line.isMet === false))) process.exitCode = 1;
} finally {
  await stage.stop();
}
