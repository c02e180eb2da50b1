import { readFile, writeFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import type { Archive, Screen } from "./inbox-archive";
import type { Stage } from "./stage";

/** Plans come into the server's log a moment after the answer. */
const LOG_DELAY_MS = 300;

/**
 * Writes the plans (EXPLAIN ANALYZE with buffers) of everything that each screen asks Postgres, as it is really asked,
 * with its parameters, to a file.
 */
export async function explainRequests(
  stage: Stage,
  { archive, screens, file }: { archive: Archive; screens: readonly Screen[]; file: string },
): Promise<void> {
  const sections: string[] = [];
  for (const screen of screens) {
    await ask(archive, screen, 0); // the second time is the warm one
    await logPlans(stage, "0");
    const before = (await readFile(stage.postgresLog, "utf8")).length;
    await ask(archive, screen, 1);
    await pause(LOG_DELAY_MS);
    await logPlans(stage, "-1");
    const plans = (await readFile(stage.postgresLog, "utf8")).slice(before);
    sections.push(`=== ${screen.what}: ${screen.paths(archive, 1).join(" ")}\n${plans}`);
  }
  await writeFile(file, sections.join("\n"));
}

async function ask(archive: Archive, screen: Screen, index: number): Promise<void> {
  await Promise.all(screen.paths(archive, index).map((path) => archive[screen.who].get(path)));
}

async function logPlans(stage: Stage, minDurationMs: "0" | "-1"): Promise<void> {
  await stage.sql.query(`ALTER SYSTEM SET auto_explain.log_min_duration = ${minDurationMs}`);
  await stage.sql.query("SELECT pg_reload_conf()");
  await pause(LOG_DELAY_MS); // sessions see it before their next query
}
