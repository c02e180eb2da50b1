import path from "node:path";
import { ensureBuild } from "./build.mjs";
import { openDatabase } from "./launcher/database.mjs";
import { joinDatabase } from "./launcher/join-database.mjs";
import { LaunchError } from "./launcher/launch-error.mjs";
import { takeLock } from "./launcher/lock.mjs";
import { ensurePackages } from "./launcher/packages.mjs";
import { processEnvironment } from "./launcher/process-environment.mjs";
import { REPOSITORY } from "./launcher/repository.mjs";
import { runProgram } from "./launcher/run-program.mjs";
import { loadSecrets, makeEncryptionKey, saveSecrets } from "./launcher/secrets.mjs";
import { readEnvironment, readSettings } from "./launcher/settings.mjs";
import { migrate } from "./migrate.mjs";

/** @typedef {import("./launcher/settings.mjs").Settings} Settings */
/** @typedef {import("./launcher/secrets.mjs").Secrets} Secrets */

const USAGE = "Usage: npm run keys:rotate [-- --new-key] (a new key is made only for generated keys)";

/** @param {string[]} args */
async function rotateKeys(args) {
  const wantsNewKey = args.includes("--new-key");
  const others = args.filter((arg) => arg !== "--new-key");
  if (others.some((arg) => arg !== "--demo")) throw new LaunchError(USAGE);
  const settings = readSettings(await readEnvironment(process.env), others);
  await ensurePackages();
  const lock = await takeLock(path.join(settings.dataDir, "start.lock"));
  const isRunning = "heldBy" in lock;
  try {
    const secrets = await loadSecrets(settings.dataDir);
    if (wantsNewKey) await addKey({ settings, secrets, isRunning });
    await ensureBuild(["client", "bundles"]);
    await reencrypt(settings, secrets, isRunning);
  } finally {
    if (!isRunning) await lock.release();
  }
}

/** @param {{ settings: Settings, secrets: Secrets, isRunning: boolean }} input */
async function addKey({ settings, secrets, isRunning }) {
  if (settings.encryptionKeys !== null) {
    throw new LaunchError(
      "ENCRYPTION_KEYS is set: put the new key in front of it yourself, then run this without --new-key.",
    );
  }
  // The running processes would meet secrets under a key that they do not have.
  if (isRunning)
    throw new LaunchError("Stop Prilavok before you add a key: its processes know only the old ones.");
  secrets.encryptionKeys = [makeEncryptionKey(), secrets.encryptionKeys].join(",");
  await saveSecrets(settings.dataDir, secrets);
}

/** @param {Settings} settings @param {Secrets} secrets @param {boolean} isRunning */
async function reencrypt(settings, secrets, isRunning) {
  const database = isRunning
    ? await joinDatabase(settings, secrets)
    : await openDatabase(settings, secrets, () => undefined);
  try {
    await migrate(database.url(), { withQueue: settings.redisUrl === null });
    const env = processEnvironment({ settings, secrets, databaseUrl: database.url(), sandboxUrl: null });
    const task = path.join(REPOSITORY, ".build/keys-rotate.mjs");
    const { code, stdout, stderr } = await runProgram(process.execPath, [task], { cwd: REPOSITORY, env });
    if (code !== 0) throw new LaunchError(stderr.trim() || `The keys could not be rotated (${code}).`);
    console.log(stdout.trim());
  } finally {
    await database.close();
  }
}

try {
  await rotateKeys(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof LaunchError)) throw error;
  console.error(error.message);
  process.exit(1);
}
process.exit();
