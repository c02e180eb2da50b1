import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { clusterOf } from "../../scripts/launcher/cluster-place.mjs";
import { startEmbeddedPostgres } from "../../scripts/launcher/postgres.mjs";
import { findPostmaster, stopPostmaster } from "../../scripts/launcher/postmaster.mjs";
import { startOf } from "../../scripts/launcher/process-table.mjs";

const PREFIX = "prilavok-tests-";
const OWNER_FILE = "owner.json";

/** A Postgres of the test run's own, gone with the run. */
export interface TestCluster {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/**
 * Starts a throw-away Postgres in a fresh directory. Its directory names the process that owns it, so that the next
 * run can clear away what an interrupted one left, and nothing else.
 */
export async function startTestCluster(): Promise<TestCluster> {
  await clearLeftovers();
  const dataDir = await mkdtemp(path.join(tmpdir(), PREFIX));
  await mkdir(dataDir, { recursive: true });
  await writeFile(
    path.join(dataDir, OWNER_FILE),
    JSON.stringify({ pid: process.pid, started: startOf(process.pid) }),
  );
  const server = await startEmbeddedPostgres({
    dataDir,
    throwAway: true,
    // Each test file brings pools of its own, and some bring whole processes; test databases are small.
    settings: { max_connections: "300", shared_buffers: "64MB", max_wal_size: "256MB" },
  });
  const endAtOnce = () => killQuietly(server.pid);
  process.once("exit", endAtOnce); // an interrupted run may not get as far as `stop`
  return {
    url: server.url,
    pid: server.pid,
    async stop() {
      process.off("exit", endAtOnce);
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Stops and removes clusters whose owner is gone; it is known by its process number and start time, not by a name. */
async function clearLeftovers(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX));
  for (const name of names) {
    const dataDir = path.join(tmpdir(), name);
    if (!(await isAbandoned(path.join(dataDir, OWNER_FILE)))) continue;
    const running = await findPostmaster(clusterOf(dataDir));
    if (running !== null) await stopPostmaster(running.pid);
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function isAbandoned(ownerFile: string): Promise<boolean> {
  const text = await readFile(ownerFile, "utf8").catch(() => null);
  if (text === null) return false; // somebody is just making it
  const owner: unknown = JSON.parse(text);
  if (typeof owner !== "object" || owner === null || !("pid" in owner) || !("started" in owner)) return false;
  return typeof owner.pid === "number" && startOf(owner.pid) !== owner.started;
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, "SIGQUIT"); // at once: nothing in it is worth a checkpoint
  } catch {
    // It has ended already, which is what was wanted.
  }
}
