import { spawn } from "node:child_process";

const GRACE_MS = 2_000;

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();

/**
 * Runs a program to its end and collects what it says.
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, onLine?: (line: string) => void }} [options]
 * @returns {Promise<{ code: number, stdout: string, stderr: string }>} code 1 when a signal ended it
 */
export function runProgram(program, args, { cwd, env, onLine } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: env ?? process.env, stdio: ["ignore", "pipe", "pipe"] });
    running.add(child);
    let stdout = "";
    let stderr = "";
    const tell = (/** @type {string} */ text) => {
      const line = text.trim().split("\n").at(-1);
      if (line) onLine?.(line.trim());
    };
    child.stdout.setEncoding("utf8").on("data", (text) => {
      stdout += text;
      tell(text);
    });
    child.stderr.setEncoding("utf8").on("data", (text) => {
      stderr += text;
      tell(text);
    });
    child.once("error", reject);
    child.once("close", (code) => {
      running.delete(child);
      resolve({ code: code ?? 1, stdout, stderr });
    });
  });
}

/**
 * Ends what `runProgram` has under way, and waits for it: an interrupted install that went on by itself would
 * work against the one of the next start.
 */
export async function stopPrograms() {
  await Promise.all(
    [...running].map(
      (child) =>
        new Promise((resolve) => {
          const force = setTimeout(() => child.kill("SIGKILL"), GRACE_MS);
          child.once("close", () => {
            clearTimeout(force);
            resolve(undefined);
          });
          child.kill("SIGTERM");
        }),
    ),
  );
}
