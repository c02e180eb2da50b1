import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { readFileIfThere } from "./atomic-file.mjs";
import { LaunchError } from "./launch-error.mjs";
import { step } from "./output.mjs";
import { REPOSITORY } from "./repository.mjs";
import { runProgram } from "./run-program.mjs";

const COUNT_MS = 1_000;

/** @typedef {{ packages?: Record<string, { optional?: boolean, dev?: boolean, devOptional?: boolean, peer?: boolean }> }} LockFile */

/**
 * Installs the packages of package-lock.json when they are missing or another version's.
 * @param {string} [repository]
 */
export async function ensurePackages(repository = REPOSITORY) {
  const text = await readFile(path.join(repository, "package-lock.json"), "utf8");
  if (await arePackagesFresh(repository, text)) return;
  await step("Installing packages", async (note) => {
    const total = Object.keys(parseLock(text)).length;
    const timer = setInterval(async () => {
      note(`${await countPackages(path.join(repository, "node_modules"))} of at most ${total}`);
    }, COUNT_MS);
    try {
      await mkdir(path.dirname(unfinishedFile(repository)), { recursive: true });
      await writeFile(unfinishedFile(repository), "");
      await install(repository);
      await writeFile(stampFile(repository), hashOf(text));
      await rm(unfinishedFile(repository), { force: true });
    } finally {
      clearInterval(timer);
    }
  });
}

/**
 * Fresh: complete, and installed from this very lock file, by us (the stamp) or by hand (npm notes the end of
 * an install). An interrupted install can leave that note beside half of the packages, so these are looked
 * for too.
 * @param {string} repository
 * @param {string} lockText package-lock.json
 */
export async function arePackagesFresh(repository, lockText) {
  const noted = await stat(path.join(repository, "node_modules/.package-lock.json")).catch(() => null);
  if (noted === null || existsSync(unfinishedFile(repository))) return false;
  const required = Object.entries(parseLock(lockText)).flatMap(
    ([place, { optional, dev, devOptional, peer }]) =>
      place === "" || optional || dev || devOptional || peer ? [] : [place], // a server may do without those
  );
  if (!required.every((place) => existsSync(path.join(repository, place, "package.json")))) return false;
  if ((await readFileIfThere(stampFile(repository))) === hashOf(lockText)) return true;
  const { mtimeMs } = await stat(path.join(repository, "package-lock.json"));
  return noted.mtimeMs >= mtimeMs;
}

/** @param {string} text */
function parseLock(text) {
  /** @type {LockFile} */
  const lock = JSON.parse(text); // npm writes it; a damaged one is npm's to complain of
  return lock.packages ?? {};
}

/** @param {string} text */
function hashOf(text) {
  return createHash("sha256").update(text).digest("hex");
}

/** @param {string} repository */
function stampFile(repository) {
  return path.join(repository, "node_modules/.prilavok-lock");
}

/**
 * There while an install is under way, so outside of node_modules, which npm empties at first.
 * @param {string} repository
 */
function unfinishedFile(repository) {
  return path.join(repository, ".tmp/installing");
}

/** @param {string} repository */
async function install(repository) {
  const args = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
  const npm = process.env.npm_execpath?.endsWith(".js") ? process.env.npm_execpath : null;
  const { code, stdout, stderr } =
    npm === null
      ? await runProgram("npm", args, { cwd: repository })
      : await runProgram(process.execPath, [npm, ...args], { cwd: repository });
  if (code === 0) return;
  const lines = `${stdout}\n${stderr}`
    .split("\n")
    .filter((line) => /npm (error|ERR!) (?!code|errno|syscall)\S/.test(line));
  throw new LaunchError(
    `The packages could not be installed (npm ci): ${lines[0] ?? `it ended with ${code}`}`,
  );
}

/** @param {string} folder */
async function countPackages(folder) {
  const names = await readdir(folder).catch(() => []);
  const scopes = names.filter((name) => name.startsWith("@"));
  const scoped = await Promise.all(scopes.map((scope) => readdir(path.join(folder, scope)).catch(() => [])));
  return names.length - scopes.length + scoped.flat().length;
}
