import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { isFresh, makePart, PARTS } from "./launcher/build-parts.mjs";
import { LaunchError } from "./launcher/launch-error.mjs";
import { takeLock } from "./launcher/lock.mjs";
import { step } from "./launcher/output.mjs";
import { REPOSITORY } from "./launcher/repository.mjs";

/** @typedef {import("./launcher/build-parts.mjs").PartName} PartName */

const LOCK_POLL_MS = 200;

/**
 * Builds what is older than its sources; needs no database and no secrets. Two at once take turns.
 * Throws LaunchError with what the tool complained of.
 * @param {readonly PartName[]} [parts] `client` (Prisma), `bundles` (workers, sandbox, tasks), `web` (Next)
 */
export async function ensureBuild(parts = ["client", "bundles", "web"]) {
  const lock = await waitForLock();
  try {
    for (const name of parts) {
      if (!(await isFresh(name))) await step(PARTS[name].title, (note) => makePart(name, note));
    }
  } finally {
    await lock.release();
  }
}

async function waitForLock() {
  for (;;) {
    const taken = await takeLock(path.join(REPOSITORY, ".build/lock"));
    if ("release" in taken) return taken;
    await wait(LOCK_POLL_MS); // a build ends within minutes, and a killed one holds no lock
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const named = process.argv.slice(2).filter((name) => name in PARTS);
  // Checked by the line above: the names are parts.
  await ensureBuild(named.length === 0 ? undefined : /** @type {PartName[]} */ (named)).catch((error) => {
    if (!(error instanceof LaunchError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  });
}
