import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { codeOf } from "./launch-error.mjs";

const PASSED_OVER = /(^|\/)(node_modules|\.[^/]+)$|\.test\.tsx?$/;

/**
 * A hash over the names and contents of files and folders; what is not there counts as empty. Tests and
 * hidden files are left out, since they are in no build. Contents, not times: a checkout renews the times.
 * @param {string} root
 * @param {string[]} places relative to root
 */
export async function hashSources(root, places) {
  const files = (await Promise.all(places.map((place) => listFiles(root, place)))).flat().sort();
  const hash = createHash("sha256");
  for (const file of files) {
    hash.update(`${file}\0`);
    hash.update(await readFile(path.join(root, file)));
    hash.update("\0");
  }
  return hash.digest("hex");
}

/**
 * @param {string} root
 * @param {string} place
 * @returns {Promise<string[]>}
 */
async function listFiles(root, place) {
  if (PASSED_OVER.test(place)) return [];
  try {
    const found = await stat(path.join(root, place));
    if (!found.isDirectory()) return [place];
    const names = await readdir(path.join(root, place));
    return (await Promise.all(names.map((name) => listFiles(root, `${place}/${name}`)))).flat();
  } catch (error) {
    if (codeOf(error) === "ENOENT") return [];
    throw error;
  }
}
