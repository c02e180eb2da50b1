import { spawn } from "node:child_process";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { findFreePort } from "../../scripts/launcher/ports.mjs";
import { REPOSITORY } from "../../scripts/launcher/repository.mjs";
import { signIn } from "../support/api";
import { waitFor } from "../support/wait-for";
import { type Figure, factLine, goalLine, type Line } from "./figure";
import { openGetter } from "./http-get";
import { canReadProcesses, commandOf, familyOf, memoryOf } from "./process-use";
import type { Stage } from "./stage";

const GOAL_MB = 700;
const MB = 1024 * 1024;
/** The demo's buyers go on talking; what loading took has been given back by then. */
const SETTLE_MS = 45_000;
const READY_WITHIN_MS = 180_000;
const STOPPED_WITHIN_MS = 15_000;
const DEMO_ADMIN = { email: "demo@prilavok.local", password: "demo-prilavok" };

export const residentMemory: Figure = {
  name: "memory",
  title: "Resident memory of web + workers + Postgres, idle after `npm run demo` has loaded",
  run: measure,
};

async function measure(stage: Stage): Promise<Line[]> {
  if (!canReadProcesses()) {
    return [{ what: "in all", goal: "<= 700 MB", measured: "only Linux tells", isMet: null, values: {} }];
  }
  const port = await findFreePort();
  const url = `http://localhost:${port}`;
  const demo = spawn(process.execPath, ["scripts/start.mjs", "--demo"], {
    cwd: REPOSITORY,
    env: { ...process.env, PORT: String(port), APP_URL: url, DATA_DIR: path.join(stage.folder, "demo") },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  demo.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const ended = new Promise<void>((resolve) => demo.once("exit", () => resolve()));
  try {
    await waitFor("the demo", () => said.includes("Ready:"), { deadlineMs: READY_WITHIN_MS });
    await lookAround(url);
    await pause(SETTLE_MS);
    return weigh(demo.pid ?? 0);
  } finally {
    demo.kill("SIGTERM");
    await Promise.race([ended, pause(STOPPED_WITHIN_MS)]);
  }
}

/** A person signs in and looks at the inbox, so that the web app has what it needs for that in memory. */
async function lookAround(url: string): Promise<void> {
  const browser = openGetter(url, (await signIn(url, DEMO_ADMIN)).headers);
  await browser.get("/inbox");
  await browser.get("/api/chats?kind=buyer&status=open");
  await browser.get("/api/sellers");
  browser.close();
}

function weigh(launcher: number): Line[] {
  const family = familyOf(launcher);
  const isPart = (part: string) => (pid: number) => commandOf(pid).includes(part);
  const parts = {
    web: family.filter(isPart("scripts/web.mjs")),
    workers: family.filter(isPart(".build/workers.mjs")),
    postgres: family.filter((pid) =>
      path.basename(commandOf(pid).split(" ")[0] ?? "").startsWith("postgres"),
    ),
  };
  const memory = {
    web: memoryOf(parts.web),
    workers: memoryOf(parts.workers),
    postgres: memoryOf(parts.postgres),
  };
  const sum = (kind: "rss" | "pss") => (memory.web[kind] + memory.workers[kind] + memory.postgres[kind]) / MB;
  const [pss, rss] = [sum("pss"), sum("rss")];
  const hasAll = parts.web.length > 0 && parts.workers.length > 0 && parts.postgres.length > 0;
  const each = (kind: "rss" | "pss") =>
    `web ${toMb(memory.web[kind])}, workers ${toMb(memory.workers[kind])}, Postgres ${toMb(memory.postgres[kind])}`;
  return [
    goalLine({
      what: "shared pages counted once (PSS)",
      goal: "<= 700 MB",
      measured: `${pss.toFixed(0)} MB: ${each("pss")}`,
      isMet: hasAll && pss <= GOAL_MB,
      values: {
        pss_mb: Math.round(pss),
        rss_sum_mb: Math.round(rss),
        postgres_processes: parts.postgres.length,
      },
    }),
    factLine({
      what: `RSS added up (the ${parts.postgres.length} Postgres processes share most of theirs)`,
      measured: `${rss.toFixed(0)} MB: ${each("rss")}`,
    }),
  ];
}

function toMb(bytes: number): string {
  return (bytes / MB).toFixed(0);
}
