import { existsSync } from "node:fs";
import path from "node:path";
import { ensureBuild } from "./build.mjs";
import { showProgram, stopShownOnSignals } from "./checks/show-program.mjs";
import { LaunchError } from "./launcher/launch-error.mjs";
import { ensurePackages } from "./launcher/packages.mjs";
import { REPOSITORY } from "./launcher/repository.mjs";

// Steps are shown on standard output, which `--json` keeps for the result.
if (process.argv.includes("--json")) console.log = console.error;

try {
  const benchmarks = "tests/bench/main.ts";
  if (!existsSync(path.join(REPOSITORY, benchmarks)))
    throw new LaunchError(`There are no benchmarks in ${benchmarks}.`);
  await ensurePackages();
  await ensureBuild();
  stopShownOnSignals();
  const { findTools } = await import("./checks/machine.mjs");
  const env = Object.assign({}, process.env, await findTools());
  const args = ["--import", "tsx", benchmarks, ...process.argv.slice(2)];
  process.exitCode = await showProgram(process.execPath, args, env);
} catch (error) {
  if (!(error instanceof LaunchError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
