import { randomUUID } from "node:crypto";
import { link, open, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { codeOf } from "./launch-error.mjs";

/**
 * Replaces a file so that a reader, or a start after a power cut, sees the old text or the new one, never half.
 * @param {string} file
 * @param {string} text
 * @param {number} [mode] file mode of a new file
 */
export async function writeFileAtomically(file, text, mode = 0o600) {
  await writeBeside(file, text, mode, (draft) => rename(draft, file));
}

/**
 * Writes a file that must not be there yet, whole or not at all.
 * @param {string} file
 * @param {string} text
 * @param {number} [mode]
 * @returns {Promise<boolean>} false when somebody else was first
 */
export async function createFileAtomically(file, text, mode = 0o600) {
  try {
    await writeBeside(file, text, mode, (draft) => link(draft, file));
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/**
 * @param {string} file
 * @param {string} text
 * @param {number} mode
 * @param {(draft: string) => Promise<void>} putInPlace
 */
async function writeBeside(file, text, mode, putInPlace) {
  const draft = `${file}.${randomUUID()}.new`;
  try {
    const handle = await open(draft, "wx", mode);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await putInPlace(draft);
  } finally {
    await rm(draft, { force: true });
  }
  // The new name itself lives in the directory, which has to reach the disk too.
  const directory = await open(path.dirname(file), "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

/**
 * The text of a file, or null where there is none.
 * @param {string} file
 */
export async function readFileIfThere(file) {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  }
}
