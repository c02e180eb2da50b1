import { createHash } from "node:crypto";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { readFileIfThere } from "./atomic-file.mjs";
import { LaunchError } from "./launch-error.mjs";
import { step } from "./output.mjs";
import { REPOSITORY } from "./repository.mjs";
import { runProgram } from "./run-program.mjs";

const COUNT_MS = 1_000;

/**
 * Installs the packages of package-lock.json when they are missing or another version's.
 * @param {string} [repository]
 */
export async function ensurePackages(repository = REPOSITORY) {
  const lockFile = path.join(repository, "package-lock.json");
  const lock = await readFile(lockFile);
  const hash = createHash("sha256").update(lock).digest("hex");
  if (await arePackagesFresh(repository, hash)) return;
  await step("Installing packages", async (note) => {
    const total = Object.keys(JSON.parse(lock.toString()).packages ?? {}).length;
    const timer = setInterval(async () => {
      note(`${await countPackages(path.join(repository, "node_modules"))} of at most ${total}`);
    }, COUNT_MS);
    try {
      await install(repository);
    } finally {
      clearInterval(timer);
    }
  });
  await writeFile(stampFile(repository), hash);
}

/** @param {string} repository */
function stampFile(repository) {
  return path.join(repository, "node_modules/.prilavok-lock");
}

/**
 * Fresh: installed from this very lock file, by us (the stamp) or by hand (npm notes the end of an install).
 * @param {string} repository
 * @param {string} hash of package-lock.json
 */
export async function arePackagesFresh(repository, hash) {
  const noted = await stat(path.join(repository, "node_modules/.package-lock.json")).catch(() => null);
  if (noted === null) return false; // never installed, or interrupted
  if ((await readFileIfThere(stampFile(repository))) === hash) return true;
  const { mtimeMs } = await stat(path.join(repository, "package-lock.json"));
  return noted.mtimeMs >= mtimeMs;
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
