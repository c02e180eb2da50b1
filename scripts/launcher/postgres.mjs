import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, chown, mkdir, open, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { readFileIfThere, writeFileAtomically } from "./atomic-file.mjs";
import { clusterOf } from "./cluster-place.mjs";
import { LaunchError, reasonOf } from "./launch-error.mjs";
import { findFreePort, isPortFree } from "./ports.mjs";
import { findPostgresPrograms, spawnAs } from "./postgres-account.mjs";
import { findPostmaster, stopPostmaster } from "./postmaster.mjs";
import { isAlive } from "./process-table.mjs";

/** @typedef {{ url: string, port: number, pid: number, adopted: boolean, stop: () => Promise<void> }} EmbeddedPostgres */
/** @typedef {import("./postgres-account.mjs").PostgresPrograms} PostgresPrograms */
/** @typedef {{ cluster: string, programs: PostgresPrograms, password: string, logFile: string }} Cluster */

const USER = "prilavok";
const HOST = "127.0.0.1";
const POLL_MS = 50;
const ADOPT_MS = 10_000;
const START_ATTEMPTS_MS = 20_000;
// After a crash Postgres replays its log first; with the write-ahead log of max_wal_size that takes minutes at worst.
const RECOVERY_MS = 600_000;

// For a server of 2-4 GB that runs web and workers beside it.
const SETTINGS = {
  listen_addresses: HOST,
  unix_socket_directories: "",
  max_connections: "200", // web and workers hold a pool each, and BullMQ one for each queue's backend
  shared_buffers: "128MB",
  effective_cache_size: "1GB",
  work_mem: "8MB",
  maintenance_work_mem: "128MB",
  max_wal_size: "1GB",
  wal_compression: "on",
  random_page_cost: "1.1", // solid-state disks
  jit: "off", // our queries are short; compiling them costs more than it saves
  timezone: "UTC",
  log_timezone: "UTC",
};

// Only for clusters that are thrown away: a power cut would destroy them.
const THROW_AWAY_SETTINGS = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

/**
 * Starts the Postgres of a data directory, making it at the first time, or takes over one that still runs
 * there (after a kill -9 of its launcher, say). Data is never removed.
 * `dataDir` gets `postgres/` (the cluster), `postgres.port` and `postgres.log`.
 * `throwAway`: no syncing to disk; for tests alone.
 * `settings`: server settings on top of ours, by name.
 * Throws LaunchError with one sentence when it cannot run.
 * @param {object} input
 * @param {string} input.dataDir
 * @param {string} [input.password] of the cluster; needed to open an existing one
 * @param {string} [input.database] created when missing
 * @param {boolean} [input.throwAway]
 * @param {Record<string, string>} [input.settings]
 * @returns {Promise<EmbeddedPostgres>}
 */
export async function startEmbeddedPostgres(input) {
  const { database = USER, throwAway = false, password = randomBytes(24).toString("base64url") } = input;
  const dataDir = path.resolve(input.dataDir);
  const programs = await findPostgresPrograms();
  // As root, Postgres runs under another account, which must be able to walk through (not to list).
  const mode = programs.account === null ? 0o700 : 0o711;
  await mkdir(dataDir, { recursive: true, mode });
  await chmod(dataDir, mode);
  const cluster = {
    cluster: clusterOf(dataDir),
    programs,
    password,
    logFile: path.join(dataDir, "postgres.log"),
  };
  if (!existsSync(cluster.cluster)) await createCluster(cluster);

  const running = await adopt(cluster);
  const settings = { ...SETTINGS, ...(throwAway ? THROW_AWAY_SETTINGS : {}), ...input.settings };
  const server = running ?? (await start(cluster, path.join(dataDir, "postgres.port"), settings));
  await ensureDatabase(urlOf(server.port, password, "postgres"), database);
  return {
    url: urlOf(server.port, password, database),
    port: server.port,
    pid: server.pid,
    adopted: running !== null,
    stop: () => stopPostmaster(server.pid),
  };
}

/** @param {number} port @param {string} password @param {string} database */
function urlOf(port, password, database) {
  return `postgresql://${USER}:${encodeURIComponent(password)}@${HOST}:${port}/${database}`;
}

/**
 * Made beside its place and moved there when complete: an interrupted first start leaves nothing half-made.
 * @param {Cluster} input
 */
async function createCluster({ cluster, programs, password }) {
  const draft = `${cluster}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  const passwordFile = `${draft}.password`;
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (programs.account !== null) {
    await chown(draft, programs.account.uid, programs.account.gid);
    await chown(passwordFile, programs.account.uid, programs.account.gid);
  }
  const base = [`--pgdata=${draft}`, "--encoding=UTF8", "--auth=scram-sha-256", `--username=${USER}`];
  const locales = [
    // Names sort the Russian way; the C locale below it exists everywhere and keeps messages in English.
    ["--locale-provider=icu", "--icu-locale=ru-RU", "--locale=C.UTF-8"],
    ["--locale-provider=icu", "--icu-locale=ru-RU", "--locale=C"],
    ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"],
  ];
  const complaints = [];
  try {
    for (const locale of locales) {
      const complaint = await initialise(programs, draft, [...base, `--pwfile=${passwordFile}`, ...locale]);
      if (complaint === null) {
        await rename(draft, cluster);
        return;
      }
      complaints.push(complaint);
    }
  } finally {
    await rm(passwordFile, { force: true });
  }
  throw new LaunchError(`The embedded Postgres could not create its cluster in ${cluster}: ${complaints[0]}`);
}

/**
 * @param {PostgresPrograms} programs
 * @param {string} directory
 * @param {string[]} args
 * @returns {Promise<string | null>} what went wrong, or null
 */
function initialise(programs, directory, args) {
  return new Promise((resolve, reject) => {
    const child = spawnAs({
      program: programs.initdb,
      args,
      account: programs.account,
      paths: [programs.initdb, directory],
      options: { cwd: path.parse(directory).root, stdio: ["ignore", "ignore", "pipe"] },
    });
    let complaint = "";
    child.stderr?.on("data", (chunk) => {
      complaint += chunk;
    });
    child.once("error", reject);
    child.once("close", (code) => {
      const lines = complaint.split("\n").filter((line) => /error|fatal|could not|cannot/i.test(line));
      resolve(code === 0 ? null : (lines[0] ?? `initdb ended with ${code}`));
    });
  });
}

/**
 * @param {Cluster} input
 * @returns {Promise<{ pid: number, port: number } | null>}
 */
async function adopt({ cluster, password }) {
  const running = await findPostmaster(cluster);
  if (running === null) return null;
  for (const deadline = Date.now() + ADOPT_MS; Date.now() < deadline; await wait(POLL_MS)) {
    if (!isAlive(running.pid)) return null; // it was on its way out
    const answer = await tryConnect(urlOf(running.port, password, "postgres"));
    if (answer === "ready") return running;
    if (answer === "refused") throw wrongPassword(cluster);
  }
  await stopPostmaster(running.pid);
  return null;
}

/** @param {string} cluster */
function wrongPassword(cluster) {
  return new LaunchError(
    `The password in secrets.json does not open the database in ${cluster}: put back the secrets.json that belongs to it.`,
  );
}

/**
 * @param {Cluster} input
 * @param {string} portFile
 * @param {Record<string, string>} settings
 * @returns {Promise<{ pid: number, port: number }>}
 */
async function start(input, portFile, settings) {
  let port = Number.parseInt((await readFileIfThere(portFile)) ?? "", 10);
  let complaint = "";
  for (const deadline = Date.now() + START_ATTEMPTS_MS; Date.now() < deadline; await wait(POLL_MS * 5)) {
    if (!(port > 0) || !(await isPortFree(port, HOST))) {
      port = await findFreePort();
      await writeFileAtomically(portFile, `${port}\n`);
    }
    const outcome = await tryStart(input, port, settings);
    if (typeof outcome === "number") return { pid: outcome, port };
    complaint = outcome;
    // Both pass: the port goes to somebody else, or sessions of a killed server are still ending.
    // What those sessions say as they end can stand over the new server's own complaint.
    const passing =
      /could not bind|Address already in use|shared memory block|lock file|unexpected postmaster exit/i.test(
        complaint,
      );
    if (!passing) break;
  }
  throw new LaunchError(`The embedded Postgres did not start: ${complaint} (more in ${input.logFile})`);
}

/**
 * @param {Cluster} input
 * @param {number} port
 * @param {Record<string, string>} settings
 * @returns {Promise<number | string>} its process number, or what it complained of
 */
async function tryStart({ cluster, programs, password, logFile }, port, settings) {
  // Its own log file and process group: it outlives a killed launcher, and Ctrl+C does not reach it before us.
  const log = await open(logFile, "w", 0o600);
  try {
    const child = spawnAs({
      program: programs.postgres,
      args: [
        "-D",
        cluster,
        "-p",
        String(port),
        ...Object.entries(settings).flatMap(([k, v]) => ["-c", `${k}=${v}`]),
      ],
      account: programs.account,
      paths: [programs.postgres, cluster],
      options: { cwd: path.parse(cluster).root, detached: true, stdio: ["ignore", log.fd, log.fd] },
    });
    const ended = new Promise((resolve) => {
      child.once("error", (error) => resolve(reasonOf(error)));
      child.once("exit", (code, signal) => resolve(`it ended with ${code ?? signal}`));
    });
    child.unref();
    const ready = waitUntilReady(urlOf(port, password, "postgres"), cluster, () => child.exitCode === null);
    const outcome = await Promise.race([ready, ended]);
    if (outcome === "ready" && child.pid !== undefined) return child.pid;
    return (await firstComplaint(logFile)) ?? String(outcome);
  } finally {
    await log.close();
  }
}

/** @param {string} logFile */
async function firstComplaint(logFile) {
  const lines = ((await readFileIfThere(logFile)) ?? "").split("\n");
  const telling = lines.find((line) => /could not bind|Address already in use/.test(line));
  return telling ?? lines.findLast((line) => /FATAL|PANIC|error/.test(line));
}

/** @param {string} url @param {string} cluster @param {() => boolean} goesOn */
async function waitUntilReady(url, cluster, goesOn) {
  for (const deadline = Date.now() + RECOVERY_MS; goesOn() && Date.now() < deadline; await wait(POLL_MS)) {
    const answer = await tryConnect(url);
    if (answer === "refused") throw wrongPassword(cluster);
    if (answer === "ready") return answer;
  }
  return "it did not become ready";
}

/**
 * @param {string} url
 * @returns {Promise<"ready" | "refused" | "not yet">}
 */
async function tryConnect(url) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    return "ready";
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    return code === "28P01" ? "refused" : "not yet"; // invalid_password
  } finally {
    await client.end();
  }
}

/** @param {string} url @param {string} database */
async function ensureDatabase(url, database) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [database]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}
