import path from "node:path";
import { ensureBuild } from "./build.mjs";
import { openDatabase } from "./launcher/database.mjs";
import { LaunchError } from "./launcher/launch-error.mjs";
import { takeLock } from "./launcher/lock.mjs";
import { ensurePackages } from "./launcher/packages.mjs";
import { startEmbeddedPostgres } from "./launcher/postgres.mjs";
import { processEnvironment } from "./launcher/process-environment.mjs";
import { REPOSITORY } from "./launcher/repository.mjs";
import { runProgram } from "./launcher/run-program.mjs";
import { loadSecrets } from "./launcher/secrets.mjs";
import { readEnvironment, readSettings } from "./launcher/settings.mjs";
import { migrate } from "./migrate.mjs";

const USAGE =
  "Usage: npm run audit:verify [-- --head <hash>] (a head of the chain that was noted down earlier)";

/**
 * Works the audit log's chain out anew, while Prilavok runs or while it is stopped.
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
async function verifyAudit(args) {
  const { head, others } = readHead(args);
  const settings = readSettings(await readEnvironment(process.env), others);
  await ensurePackages();
  const lock = await takeLock(path.join(settings.dataDir, "start.lock"));
  const isRunning = "heldBy" in lock;
  try {
    const secrets = await loadSecrets(settings.dataDir);
    await ensureBuild(["client", "bundles"]);
    const database = isRunning
      ? await joinDatabase(settings, secrets)
      : await openDatabase(settings, secrets, () => undefined);
    try {
      if (!isRunning) await migrate(database.url(), { withQueue: settings.redisUrl === null });
      const env = processEnvironment({ settings, secrets, databaseUrl: database.url(), sandboxUrl: null });
      const task = [path.join(REPOSITORY, ".build/audit-verify.mjs"), ...(head === null ? [] : [head])];
      const { code, stdout, stderr } = await runProgram(process.execPath, task, { cwd: REPOSITORY, env });
      if (stdout === "") throw new LaunchError(stderr.trim() || `The chain could not be read (${code}).`);
      console.log(stdout.trim());
      return code;
    } finally {
      await database.close();
    }
  } finally {
    if (!isRunning) await lock.release();
  }
}

/** @param {string[]} args @returns {{ head: string | null, others: string[] }} */
function readHead(args) {
  const at = args.indexOf("--head");
  const head = at === -1 ? null : (args[at + 1] ?? "");
  const others = at === -1 ? args : args.toSpliced(at, 2);
  const isHash = head === null || /^[0-9a-f]{64}$/.test(head);
  if (!isHash || others.some((arg) => arg !== "--demo")) throw new LaunchError(USAGE);
  return { head, others };
}

/**
 * The database of a start that runs: used, and left running.
 * @param {import("./launcher/settings.mjs").Settings} settings
 * @param {import("./launcher/secrets.mjs").Secrets} secrets
 */
async function joinDatabase({ databaseUrl, dataDir }, { postgresPassword }) {
  const url = databaseUrl ?? (await startEmbeddedPostgres({ dataDir, password: postgresPassword })).url;
  return { url: () => url, close: async () => undefined };
}

let code = 1;
try {
  code = await verifyAudit(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof LaunchError)) throw error;
  console.error(error.message);
}
process.exit(code);
