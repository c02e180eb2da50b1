import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { codeOf } from "./launch-error.mjs";

/**
 * Whether a process with this number runs. One that has ended and was not collected by its parent does not.
 * @param {number} pid
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (codeOf(error) !== "EPERM") return false;
  }
  return process.platform !== "linux" || !/\) Z /.test(readProcess(pid, "stat"));
}

/** @param {number} pid @param {"stat" | "cmdline"} file */
function readProcess(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return ""; // gone in the meantime
  }
}

/**
 * The command line of a process, empty when it is gone.
 * @param {number} pid
 */
export function commandOf(pid) {
  if (process.platform === "linux") return readProcess(pid, "cmdline").replaceAll("\0", " ");
  try {
    return execFileSync("ps", ["-ww", "-p", String(pid), "-o", "command="], { encoding: "utf8" });
  } catch {
    return ""; // gone in the meantime
  }
}

/**
 * When a process began, in words of the system: with its number it names one process, since numbers are
 * given again. Null when it is gone.
 * @param {number} pid
 * @returns {string | null}
 */
export function startOf(pid) {
  if (!isAlive(pid)) return null;
  if (process.platform === "linux") {
    // Field 22, counted behind the name, which may hold spaces and parentheses itself.
    return readProcess(pid, "stat").split(") ").at(-1)?.split(" ")[19] ?? null;
  }
  try {
    return execFileSync("ps", ["-p", String(pid), "-o", "lstart="], { encoding: "utf8" }).trim();
  } catch {
    return null; // gone in the meantime
  }
}
