import { accessSync, constants, existsSync } from "node:fs";
import path from "node:path";
import { showProgram } from "./show-program.mjs";

const CHROMIUM_NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC_CHROME = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
const REDIS_NAMES = ["redis-server", "valkey-server"];
const FONTS = ["fonts-dejavu-core", "fonts-noto-color-emoji"]; // Cyrillic and emoji in screenshots

/**
 * The programs that some tests need beside Node, as settings for them: `CHROMIUM_PATH`, `REDIS_SERVER_PATH`.
 * What is missing is installed where we may (root on Debian), and said clearly where not.
 * @returns {Promise<Record<string, string>>}
 */
export async function findTools() {
  const missing = [
    ...((await findChromium()) === null ? ["chromium", ...FONTS] : []),
    ...(findRedis() === null ? ["redis-server"] : []),
  ];
  if (missing.length > 0) await install(missing);
  const chromium = await findChromium();
  const redis = findRedis();
  if (chromium === null)
    console.log("No Chromium: set CHROMIUM_PATH, or install one; the browser tests cannot run.");
  if (redis === null) console.log("No redis-server: the runs on Redis are skipped.");
  return {
    ...(chromium === null ? {} : { CHROMIUM_PATH: chromium }),
    ...(redis === null ? {} : { REDIS_SERVER_PATH: redis }),
  };
}

/**
 * The setting first, then a Chromium of the system, then Playwright's own.
 * @returns {Promise<string | null>}
 */
async function findChromium() {
  const told = process.env.CHROMIUM_PATH;
  if (told !== undefined && isProgram(told)) return told;
  const found = findOnPath(CHROMIUM_NAMES) ?? (isProgram(MAC_CHROME) ? MAC_CHROME : null);
  if (found !== null) return found;
  const { chromium } = await import("@playwright/test");
  return isProgram(chromium.executablePath()) ? chromium.executablePath() : null;
}

/** @returns {string | null} */
function findRedis() {
  const told = process.env.REDIS_SERVER_PATH;
  return told !== undefined && isProgram(told) ? told : findOnPath(REDIS_NAMES);
}

/** @param {string[]} packages of Debian */
async function install(packages) {
  const isAllowed = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
  if (!isAllowed) return;
  console.log(`Installing ${packages.join(", ")}.`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await showProgram("apt-get", ["update", "-qq"], env);
  await showProgram("apt-get", ["install", "-qq", "-y", "--no-install-recommends", ...packages], env);
}

/** @param {string[]} names */
function findOnPath(names) {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const candidates = names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return candidates.find(isProgram) ?? null;
}

/** @param {string} file */
function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
