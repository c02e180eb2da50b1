import { rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { readFileIfThere } from "./atomic-file.mjs";
import { codeOf } from "./launch-error.mjs";
import { commandOf, isAlive } from "./process-table.mjs";

/** @typedef {{ pid: number, port: number }} Postmaster */

const POLL_MS = 50;
// Postgres ends its sessions and writes a checkpoint; the whole stop must fit into 10 s.
const FAST_STOP_MS = 3_000;
const IMMEDIATE_STOP_MS = 1_000;

/**
 * The server that runs on this cluster, or null. Removes a note left by a dead server whose process number
 * belongs to some other program now, since Postgres itself would refuse to start for it.
 * @param {string} cluster
 * @returns {Promise<Postmaster | null>}
 */
export async function findPostmaster(cluster) {
  const file = path.join(cluster, "postmaster.pid");
  const text = await readFileIfThere(file);
  if (text === null) return null;
  const lines = text.split("\n");
  const pid = Number.parseInt(lines[0] ?? "", 10);
  const port = Number.parseInt(lines[3] ?? "", 10);
  // A dead process: Postgres looks after the note itself, and checks for sessions that outlived it.
  if (!Number.isInteger(pid) || !isAlive(pid)) return null;
  if (!commandOf(pid).includes(cluster)) {
    await rm(file, { force: true });
    return null;
  }
  return { pid, port };
}

/**
 * Stops a server: at first in order (sessions are ended, everything is on disk), then at once, which is safe
 * too: the next start replays its log.
 * @param {number} pid
 */
export async function stopPostmaster(pid) {
  if (await signalAndWait(pid, "SIGINT", FAST_STOP_MS)) return;
  if (await signalAndWait(pid, "SIGQUIT", IMMEDIATE_STOP_MS)) return;
  await signalAndWait(pid, "SIGKILL", IMMEDIATE_STOP_MS);
}

/** @param {number} pid @param {NodeJS.Signals} signal @param {number} patienceMs */
async function signalAndWait(pid, signal, patienceMs) {
  if (!isAlive(pid)) return true;
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (codeOf(error) === "ESRCH") return true;
    throw error;
  }
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; ) {
    if (!isAlive(pid)) return true;
    await wait(POLL_MS);
  }
  return !isAlive(pid);
}
