import { spawn } from "node:child_process";
import { REPOSITORY } from "../launcher/repository.mjs";

/** @type {import("node:child_process").ChildProcess | null} */
let shown = null;

/**
 * Runs a program in the repository with its output on ours.
 * @param {string} program
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<number>} its exit code; 1 when it could not be started or a signal ended it
 */
export function showProgram(program, args, env = process.env) {
  return new Promise((resolve) => {
    shown = spawn(program, args, { cwd: REPOSITORY, env, stdio: ["ignore", "inherit", "inherit"] });
    shown.once("error", (error) => {
      console.error(`${program}: ${error.message}`);
      resolve(1);
    });
    shown.once("exit", (code) => resolve(code ?? 1));
  });
}

/** An interrupted run leaves nothing behind. */
export function stopShownOnSignals() {
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
    process.once(signal, () => {
      shown?.kill(signal);
      process.exit(1);
    });
  }
}
