import { randomUUID } from "node:crypto";
import { link, mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { readFileIfThere } from "./atomic-file.mjs";
import { codeOf } from "./launch-error.mjs";
import { startOf } from "./process-table.mjs";

/** @typedef {{ release: () => Promise<void>, wasLeftBehind: boolean }} Lock */

/**
 * Takes a lock file for this process, also from one that was killed while it held it. The file names its
 * holder by process number and start time, since numbers are given again.
 * @param {string} file
 * @returns {Promise<Lock | { heldBy: number }>} the number of the living holder when it is taken
 */
export async function takeLock(file) {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const mine = JSON.stringify({ pid: process.pid, started: startOf(process.pid) });
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, mine, { mode: 0o600 });
  let wasLeftBehind = false;
  try {
    for (;;) {
      // A link appears with its whole content, and only if nobody was there first.
      if (await tryLink(draft, file)) return { release: () => rm(file, { force: true }), wasLeftBehind };
      const found = await readFileIfThere(file);
      if (found === null) continue;
      const holder = livingHolder(found);
      if (holder !== null) return { heldBy: holder };
      wasLeftBehind = true;
      await setAside(file, found);
    }
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * Who holds a lock file, or null.
 * @param {string} file
 */
export async function findHolder(file) {
  const found = await readFileIfThere(file);
  return found === null ? null : livingHolder(found);
}

/** @param {string} text */
function livingHolder(text) {
  try {
    const { pid, started } = JSON.parse(text);
    return typeof pid === "number" && startOf(pid) === started && started !== null ? pid : null;
  } catch {
    return null; // a half-written file has no living holder: it is linked when complete
  }
}

/**
 * Removes a stale lock, unless another start was quicker and the file is already its own.
 * @param {string} file
 * @param {string} stale
 */
async function setAside(file, stale) {
  const aside = `${file}.${randomUUID()}.stale`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return;
    throw error;
  }
  const taken = await readFileIfThere(aside);
  if (taken !== stale) await tryLink(aside, file);
  await rm(aside, { force: true });
}

/** @param {string} from @param {string} to */
async function tryLink(from, to) {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}
