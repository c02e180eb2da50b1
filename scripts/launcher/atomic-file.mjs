import { open, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { codeOf } from "./launch-error.mjs";

/**
 * Replaces a file so that a reader, or a start after a power cut, sees the old text or the new one, never half.
 * @param {string} file
 * @param {string} text
 * @param {number} [mode] file mode of a new file
 */
export async function writeFileAtomically(file, text, mode = 0o600) {
  const draft = `${file}.${process.pid}.new`;
  try {
    const handle = await open(draft, "w", mode);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  // The rename itself lives in the directory, which has to reach the disk too.
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
