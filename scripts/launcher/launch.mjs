import { mkdir } from "node:fs/promises";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { ensureBuild } from "../build.mjs";
import { migrate } from "../migrate.mjs";
import { checkKeys } from "./check-keys.mjs";
import { openDatabase } from "./database.mjs";
import { waitForAnswer } from "./health.mjs";
import { LaunchError } from "./launch-error.mjs";
import { takeLock } from "./lock.mjs";
import { step } from "./output.mjs";
import { ensurePackages } from "./packages.mjs";
import { isPortFree } from "./ports.mjs";
import { processEnvironment } from "./process-environment.mjs";
import { REPOSITORY } from "./repository.mjs";
import { runProgram, stopPrograms } from "./run-program.mjs";
import { startSandbox } from "./sandbox.mjs";
import { loadSecrets } from "./secrets.mjs";
import { readEnvironment, readSettings } from "./settings.mjs";
import { createSupervisor } from "./supervisor.mjs";

/** @typedef {import("./settings.mjs").Settings} Settings */
/** @typedef {() => Promise<void>} Undo */

// What a start that was killed left running notices within this time that its parent is gone, and ends.
const LEFT_BEHIND_MS = 12_000;
const POLL_MS = 200;
const PARENT_POLL_MS = 250;

/**
 * `npm start` and `npm run demo`: brings everything up, stays in the foreground, and takes it down again on
 * SIGINT or SIGTERM. What a person can put right is said in one sentence, with exit code 1.
 * @param {string[]} args
 */
export async function launch(args) {
  /** @type {Undo[]} last begun, first undone */
  const undo = [];
  const stopOnce = stopOnSignals(undo);
  try {
    await bringUp(args, undo);
  } catch (error) {
    if (stopOnce.isStopping()) return;
    console.error(error instanceof LaunchError ? error.message : error);
    await stopOnce.stop(1);
  }
}

/** @param {string[]} args @param {Undo[]} undo */
async function bringUp(args, undo) {
  const settings = readSettings(await readEnvironment(process.env), args);
  await claimPlace(settings, undo);
  await ensurePackages();
  const secrets = await loadSecrets(settings.dataDir);
  await ensureBuild(settings.only === "workers" ? ["client", "bundles"] : undefined);

  const supervisor = createSupervisor((line) => console.log(line));
  const opening = openDatabase(settings, secrets, () => supervisor.restartAll());
  undo.push(async () => (await opening.catch(() => null))?.close()); // also when stopped while it opens
  const database = await opening;
  await step("Migrating the database", () =>
    migrate(database.url(), { withQueue: settings.redisUrl === null }),
  );
  const sandboxUrl = { current: /** @type {string | null} */ (null) };
  const env = () =>
    processEnvironment({ settings, secrets, databaseUrl: database.url(), sandboxUrl: sandboxUrl.current });
  await checkKeys(env());

  undo.push(supervisor.stopAll);
  if (settings.demo) {
    sandboxUrl.current = await step("Starting the Ozon sandbox", () =>
      startSandbox(settings.dataDir, supervisor, env),
    );
  }
  if (settings.only !== "workers") supervisor.start({ name: "The web app", args: ["scripts/web.mjs"], env });
  if (settings.only !== "web")
    supervisor.start({ name: "The workers process", args: [".build/workers.mjs"], env });
  if (settings.only === "workers") return console.log("Ready: workers");
  const health = `http://${reachable(settings.host)}:${settings.port}/api/health/ready`;
  await step("Starting the web app and the workers", () => waitForAnswer(health, "The web app"));
  if (settings.demo) await step("Loading the demo data", () => loadDemoData(env()));
  console.log(`\nReady: ${settings.appUrl}`);
  if (settings.demo) console.log(`Sign in: ${env().ADMIN_EMAIL} / ${env().ADMIN_PASSWORD}`);
}

/**
 * Everything that can refuse a start is asked before anything is begun: is the data in use, is the port taken.
 * @param {Settings} settings
 * @param {Undo[]} undo
 */
async function claimPlace({ dataDir, port, host, only, databaseUrl }, undo) {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  let wasLeftBehind = false;
  // Halves on a database of their own may share a data directory: they own nothing in it.
  if (only === null || databaseUrl === null) {
    const lock = await takeLock(path.join(dataDir, "start.lock"));
    if ("heldBy" in lock) {
      throw new LaunchError(
        `Prilavok already runs on ${dataDir} (process ${lock.heldBy}): stop it first, or set DATA_DIR.`,
      );
    }
    undo.push(lock.release);
    wasLeftBehind = lock.wasLeftBehind;
  }
  if (only === "workers") return;
  for (
    const deadline = Date.now() + LEFT_BEHIND_MS;
    !(await isPortFreeHere(port, host));
    await wait(POLL_MS)
  ) {
    if (wasLeftBehind && Date.now() < deadline) continue;
    throw new LaunchError(`Port ${port} of ${host} is taken by another program: stop it, or set PORT.`);
  }
}

/** @param {number} port @param {string} host */
async function isPortFreeHere(port, host) {
  try {
    return await isPortFree(port, host);
  } catch (error) {
    throw new LaunchError(`The web app cannot listen on HOST=${host}, PORT=${port}.`, { cause: error });
  }
}

/** @param {string} host */
function reachable(host) {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}

/** @param {NodeJS.ProcessEnv} env */
async function loadDemoData(env) {
  const { code, stderr } = await runProgram(process.execPath, [".build/demo-data.mjs"], {
    cwd: REPOSITORY,
    env,
  });
  if (code !== 0) throw new LaunchError(`The demo data could not be loaded: ${stderr.trim()}`);
}

/** @param {Undo[]} undo */
function stopOnSignals(undo) {
  let stopping = false;
  /** @param {number} exitCode */
  const stop = async (exitCode) => {
    stopping = true;
    await stopPrograms();
    for (const one of undo.splice(0).reverse()) {
      await one().catch((error) => console.error(error));
    }
    process.exit(exitCode);
  };
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
    process.on(signal, () => {
      if (stopping) return;
      console.log("\nStopping.");
      void stop(0);
    });
  }
  stopWithNpm(() => {
    if (!stopping) void stop(0);
  });
  return { stop, isStopping: () => stopping };
}

/**
 * A killed npm passes nothing on, and neither does its shell: when the parent is another one than at first,
 * it is gone.
 * @param {() => void} stop
 */
function stopWithNpm(stop) {
  if (process.env.npm_lifecycle_event === undefined) return; // without npm, a parent may leave us on purpose
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) stop();
  }, PARENT_POLL_MS).unref();
}
