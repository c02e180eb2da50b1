import { existsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { ensureBuild } from "../build.mjs";
import { reasonOf } from "../launcher/launch-error.mjs";
import { REPOSITORY } from "../launcher/repository.mjs";
import { showProgram } from "./show-program.mjs";
import {
  failuresOfPlaywright,
  failuresOfVitest,
  NOTHING,
  readReport,
  tallyPlaywright,
  tallyStep,
  tallyVitest,
} from "./tally.mjs";

/** @typedef {import("./tally.mjs").Tally} Tally */
/** @typedef {{ title: string, run: (env: NodeJS.ProcessEnv) => Promise<Tally> }} Step */

const REPORTS = path.join(REPOSITORY, ".tmp/reports");
const CODE = ["app", "components", "lib", "workers", "sandbox", "scripts", "tests"];
const IMPORT_RULES = ".dependency-cruiser.cjs";

/** @param {string} name a program of a package */
function bin(name) {
  return path.join(REPOSITORY, "node_modules/.bin", name);
}

/** @type {Step} */
export const STYLE = {
  title: "Format and lint",
  run: async (env) => tallyStep(await showProgram(bin("biome"), ["check", "."], env)),
};

/** @type {Step} */
export const TYPES = {
  title: "Types",
  run: async (env) => {
    const code = await showProgram(bin("tsc"), ["--noEmit", "-p", "."], env);
    return tallyStep((await showProgram(bin("tsc"), ["--noEmit", "-p", "scripts"], env)) || code);
  },
};

/** @type {Step} */
export const IMPORTS = {
  title: "Import rules",
  run: async (env) => {
    if (!existsSync(path.join(REPOSITORY, IMPORT_RULES))) return NOTHING;
    const folders = CODE.filter((folder) => existsSync(path.join(REPOSITORY, folder)));
    return tallyStep(await showProgram(bin("depcruise"), ["--config", IMPORT_RULES, ...folders], env));
  },
};

/** What the types look at. @type {Step} */
export const CLIENT = { title: "Database client", run: () => build(["client"]) };

/** @type {Step} */
export const BUILD = { title: "Build", run: () => build(["client", "bundles", "web"]) };

/** @param {("client" | "bundles" | "web")[]} parts */
async function build(parts) {
  try {
    await ensureBuild(parts);
    return tallyStep(0);
  } catch (error) {
    console.error(reasonOf(error));
    return tallyStep(1);
  }
}

/**
 * The tests of one vitest project.
 * @param {string} project
 * @param {string} title
 * @returns {Step}
 */
export function vitest(project, title) {
  return {
    title,
    run: async (env) => {
      const report = await emptyReport(project);
      const options = [
        "--reporter=default",
        "--reporter=json",
        `--outputFile.json=${report}`,
        "--passWithNoTests",
      ];
      const code = await showProgram(bin("vitest"), ["run", "--project", project, ...options], env);
      const told = await readReport(report);
      return { ...tallyVitest(told, code), failures: failuresOfVitest(told) };
    },
  };
}

/** @type {Step} */
export const BROWSER = {
  title: "Browser",
  run: async (env) => {
    if (!existsSync(path.join(REPOSITORY, "playwright.config.ts"))) return NOTHING;
    const report = await emptyReport("browser");
    const told = { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
    const code = await showProgram(bin("playwright"), ["test", "--reporter=list,json"], told);
    const seen = await readReport(report);
    return { ...tallyPlaywright(seen, code), failures: failuresOfPlaywright(seen) };
  },
};

/** @param {string} name */
async function emptyReport(name) {
  const file = path.join(REPORTS, `${name}.json`);
  await mkdir(REPORTS, { recursive: true });
  await rm(file, { force: true });
  return file;
}
