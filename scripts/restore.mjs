import path from "node:path";
import { parseArgs } from "node:util";
import { ensureBuild } from "./build.mjs";
import { openDatabase } from "./launcher/database.mjs";
import { LaunchError } from "./launcher/launch-error.mjs";
import { takeLock } from "./launcher/lock.mjs";
import { PRISMA_FOLDER } from "./launcher/migration-files.mjs";
import { step } from "./launcher/output.mjs";
import { ensurePackages } from "./launcher/packages.mjs";
import { processEnvironment } from "./launcher/process-environment.mjs";
import { findSecrets, loadSecrets } from "./launcher/secrets.mjs";
import { readEnvironment, readSettings } from "./launcher/settings.mjs";
import { showTask } from "./launcher/show-task.mjs";
import { migrate } from "./migrate.mjs";

/** @typedef {import("./launcher/settings.mjs").Settings} Settings */

const USAGE = "Usage: npm run restore -- FILE [--force] [--demo]";
const NO_SECRETS = { encryptionKeys: "", authSecret: "", postgresPassword: "" };

/** @param {string[]} args */
async function restore(args) {
  const { file, force, demo } = readArguments(args);
  const settings = readSettings(await readEnvironment(process.env), demo ? ["--demo"] : []);
  await ensurePackages();
  const lock = await takeLock(path.join(settings.dataDir, "start.lock"));
  if ("heldBy" in lock) {
    throw new LaunchError(
      `Prilavok runs on ${settings.dataDir} (process ${lock.heldBy}): stop it before you restore.`,
    );
  }
  try {
    await ensureBuild(["client", "bundles"]);
    // Before any secret is generated: on a new machine those of the old one have to be put there first.
    process.exitCode = await runTask(settings, (await findSecrets(settings.dataDir)) ?? NO_SECRETS, {
      url: "",
      args: ["look", file],
    });
    if (process.exitCode === 0) process.exitCode = await fill(settings, { file, force });
  } finally {
    await lock.release();
  }
}

/** @param {Settings} settings @param {{ file: string, force: boolean }} given */
async function fill(settings, { file, force }) {
  const secrets = await loadSecrets(settings.dataDir);
  const database = await openDatabase(settings, secrets, () => undefined);
  try {
    const args = ["restore", file, ...(force ? ["--force"] : [])];
    const code = await runTask(settings, secrets, { url: database.url(), args });
    if (code !== 0) return code;
    // An older version's backup is brought up to this one, and the jobs' tables are made anew.
    await step("Migrating the database", () =>
      migrate(database.url(), { withQueue: settings.redisUrl === null }),
    );
    return 0;
  } finally {
    await database.close();
  }
}

/**
 * @param {Settings} settings
 * @param {import("./launcher/secrets.mjs").Secrets} secrets
 * @param {{ url: string, args: string[] }} input
 */
async function runTask(settings, secrets, { url, args: [what = "", file = "", ...flags] }) {
  const env = processEnvironment({ settings, secrets, databaseUrl: url, sandboxUrl: null });
  const migrations = path.join(PRISMA_FOLDER, "migrations");
  return showTask("restore", [what, file, migrations, ...flags], env);
}

/** @param {string[]} args */
function readArguments(args) {
  const options = {
    force: { type: /** @type {const} */ ("boolean") },
    demo: { type: /** @type {const} */ ("boolean") },
  };
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new LaunchError(USAGE);
    // Where the person stands: npm moves to the repository.
    const place = path.resolve(process.env.INIT_CWD ?? process.cwd(), file);
    return { file: place, force: values.force === true, demo: values.demo === true };
  } catch (error) {
    throw new LaunchError(USAGE, { cause: error });
  }
}

try {
  await restore(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof LaunchError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
process.exit();
