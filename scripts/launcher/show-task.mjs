import { spawn } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { REPOSITORY } from "./repository.mjs";

const FOLLOW_PARENT = pathToFileURL(path.join(import.meta.dirname, "follow-parent.mjs")).href;

/**
 * Runs a built task with its output on ours. It ends when we are asked to end, and also when we are killed; what it was
 * told to stop with does not stop us, so that the caller can put things in order.
 * @param {string} name of `.build/<name>.mjs`
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} its exit code; 1 when it could not be started or a signal ended it
 */
export function showTask(name, args, env) {
  return new Promise((resolve) => {
    const task = path.join(REPOSITORY, `.build/${name}.mjs`);
    const child = spawn(
      process.execPath,
      ["--import", FOLLOW_PARENT, "--enable-source-maps", task, ...args],
      {
        cwd: REPOSITORY,
        env,
        stdio: ["ignore", "inherit", "inherit", "ipc"],
      },
    );
    const end = () => void child.kill("SIGTERM");
    process.on("SIGTERM", end).on("SIGINT", end);
    const done = (/** @type {number} */ code) => {
      process.off("SIGTERM", end).off("SIGINT", end);
      resolve(code);
    };
    child.once("error", (error) => {
      console.error(`${task}: ${error.message}`);
      done(1);
    });
    child.once("exit", (code) => done(code ?? 1));
  });
}
