import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { ensureBuild } from "./build.mjs";
import { clusterOf } from "./launcher/cluster-place.mjs";
import { openDatabase } from "./launcher/database.mjs";
import { joinDatabase } from "./launcher/join-database.mjs";
import { LaunchError } from "./launcher/launch-error.mjs";
import { takeLock } from "./launcher/lock.mjs";
import { ensurePackages } from "./launcher/packages.mjs";
import { processEnvironment } from "./launcher/process-environment.mjs";
import { loadSecrets } from "./launcher/secrets.mjs";
import { readEnvironment, readSettings } from "./launcher/settings.mjs";
import { showTask } from "./launcher/show-task.mjs";
import { readVersion } from "./launcher/version.mjs";

/** @typedef {import("./launcher/settings.mjs").Settings} Settings */

const USAGE = "Usage: npm run backup [-- --to FILE] [-- --demo]";

/** @param {string[]} args */
async function backUp(args) {
  const { to, demo } = readArguments(args);
  const settings = readSettings(await readEnvironment(process.env), demo ? ["--demo"] : []);
  if (settings.databaseUrl === null && !existsSync(clusterOf(settings.dataDir)))
    throw new LaunchError(`There is no data in ${settings.dataDir}: nothing to back up.`);
  const file = placeOf(to, settings);
  await ensurePackages();
  const lock = await takeLock(path.join(settings.dataDir, "start.lock"));
  const isRunning = "heldBy" in lock;
  try {
    await ensureBuild(["client", "bundles"]);
    process.exitCode = await write(settings, file, isRunning);
  } finally {
    if (!isRunning) await lock.release();
  }
}

/** @param {Settings} settings @param {string} file @param {boolean} isRunning */
async function write(settings, file, isRunning) {
  const secrets = await loadSecrets(settings.dataDir);
  const database = isRunning
    ? await joinDatabase(settings, secrets)
    : await openDatabase(settings, secrets, () => undefined);
  try {
    const env = processEnvironment({ settings, secrets, databaseUrl: database.url(), sandboxUrl: null });
    return await showTask("backup", [file, await readVersion()], env);
  } finally {
    await database.close();
  }
}

/** @param {string[]} args */
function readArguments(args) {
  try {
    const { values } = parseArgs({ args, options: { to: { type: "string" }, demo: { type: "boolean" } } });
    return { to: values.to ?? null, demo: values.demo === true };
  } catch (error) {
    throw new LaunchError(USAGE, { cause: error });
  }
}

/**
 * Under its own name unless a file is given; a folder gets a file of that name.
 * @param {string | null} to
 * @param {Settings} settings
 */
function placeOf(to, { dataDir }) {
  const time = new Date().toISOString().replace(/[-:]/g, "").replace(/\.\d+/, "");
  const name = `prilavok-${time}.zip`;
  if (to === null) return path.join(dataDir, "backups", name);
  // Where the person stands: npm moves to the repository.
  const place = path.resolve(process.env.INIT_CWD ?? process.cwd(), to);
  return statSync(place, { throwIfNoEntry: false })?.isDirectory() ? path.join(place, name) : place;
}

try {
  await backUp(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof LaunchError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
process.exit();
