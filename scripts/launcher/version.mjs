import { readFile } from "node:fs/promises";
import path from "node:path";
import { REPOSITORY } from "./repository.mjs";

/**
 * The product's version, as its package says.
 * @returns {Promise<string>}
 */
export async function readVersion() {
  const { version } = JSON.parse(await readFile(path.join(REPOSITORY, "package.json"), "utf8"));
  return String(version);
}
