import { spawn } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { REPOSITORY } from "./repository.mjs";

/** @typedef {{ name: string, args: string[], env: () => NodeJS.ProcessEnv }} Program a Node program and its environment at each start */
/** @typedef {{ program: Program, child: import("node:child_process").ChildProcess | null, timer: NodeJS.Timeout | null, delayMs: number }} Kept */

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 30_000;
const STEADY_MS = 60_000; // after running this long, the next failure starts with the first delay again
const GRACE_MS = 5_000; // of the 10 s a stop may take

const FOLLOW_PARENT = pathToFileURL(path.join(import.meta.dirname, "follow-parent.mjs")).href;

/**
 * Keeps programs running: one that ends unasked is started again, each time after twice the delay, and a line
 * says so.
 * @param {(line: string) => void} say
 */
export function createSupervisor(say) {
  /** @type {Kept[]} */
  const kept = [];
  let stopping = false;

  /** @param {Kept} entry */
  const launch = (entry) => {
    const { program } = entry;
    const began = Date.now();
    entry.timer = null;
    const child = spawn(process.execPath, ["--import", FOLLOW_PARENT, ...program.args], {
      cwd: REPOSITORY,
      env: program.env(),
      // A process group of its own: Ctrl+C goes to the launcher alone, which stops all in order.
      detached: true,
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    entry.child = child;
    child.once("exit", (code, signal) => {
      entry.child = null;
      if (stopping) return;
      if (Date.now() - began > STEADY_MS) entry.delayMs = FIRST_DELAY_MS;
      say(
        `${program.name} ended unexpectedly (${signal ?? `code ${code}`}); starting it again in ${entry.delayMs / 1000} s.`,
      );
      entry.timer = setTimeout(() => launch(entry), entry.delayMs);
      entry.delayMs = Math.min(entry.delayMs * 2, LONGEST_DELAY_MS);
    });
  };

  return {
    /** @param {Program} program */
    start(program) {
      /** @type {Kept} */
      const entry = { program, child: null, timer: null, delayMs: FIRST_DELAY_MS };
      if (stopping) return;
      kept.push(entry);
      launch(entry);
    },
    /** Stops all: asked at first, after 5 s made to. */
    async stopAll() {
      stopping = true;
      await Promise.all(kept.map(stopOne));
    },
    /** Ends all at once. */
    killAll() {
      stopping = true;
      for (const { child } of kept) child?.kill("SIGKILL");
    },
    /** Lets each begin anew, with its environment of now. */
    restartAll() {
      for (const { child } of kept) child?.kill("SIGTERM");
    },
  };
}

/** @param {Kept} entry */
function stopOne({ child, timer }) {
  if (timer !== null) clearTimeout(timer);
  if (child === null) return undefined;
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill("SIGKILL"), GRACE_MS);
    child.once("exit", () => {
      clearTimeout(force);
      resolve(undefined);
    });
    child.kill("SIGTERM");
  });
}
