import { existsSync } from "node:fs";
import path from "node:path";
import { LaunchError } from "./launch-error.mjs";
import { step } from "./output.mjs";
import { REPOSITORY } from "./repository.mjs";
import { runProgram } from "./run-program.mjs";

const WRONG_KEYS = 3; // the exit code by which the task says that the keys do not open what is stored

/**
 * Refuses to go on with keys that cannot open what the database holds. Throws LaunchError with the task's own
 * sentence.
 * @param {NodeJS.ProcessEnv} env
 */
export async function checkKeys(env) {
  const task = path.join(REPOSITORY, ".build/check-keys.mjs");
  if (!existsSync(task)) return;
  await step("Checking the encryption keys", async () => {
    const { code, stderr } = await runProgram(process.execPath, [task], { cwd: REPOSITORY, env });
    if (code === WRONG_KEYS) throw new LaunchError(stderr.trim());
    if (code !== 0) throw new LaunchError(`The encryption keys could not be checked: ${stderr.trim()}`);
  });
}
