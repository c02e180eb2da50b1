import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

export const REPOSITORY = path.resolve(import.meta.dirname, "../..");

/** Folders that hold code of ours; what is generated or built lies elsewhere. */
export const CODE_FOLDERS = ["app", "components", "lib", "workers", "sandbox", "scripts", "tests"];
/** Folders of `lib` that know the business; each owns its tables. */
export const NOUN_FOLDERS = [
  "sellers",
  "team",
  "webhooks",
  "chats",
  "desk",
  "automation",
  "reports",
  "operations",
  "outgoing",
  "privacy",
  "broadcasts",
  "actions",
  "sync",
  "orders",
  "products",
  "stocks",
  "returns",
  "finance",
];

/** Every file below the folders, as paths from the repository's root with forward slashes. */
export function listFiles(folders: readonly string[] = CODE_FOLDERS): string[] {
  return folders.flatMap((folder) =>
    readdirSync(path.join(REPOSITORY, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(REPOSITORY, path.join(entry.parentPath, entry.name)))
      .map((file) => file.split(path.sep).join("/")),
  );
}

/** Source files among them. */
export function listSources(folders?: readonly string[]): string[] {
  return listFiles(folders).filter((file) => /\.(ts|tsx|mjs|cjs|js)$/.test(file));
}

export function readText(file: string): string {
  return readFileSync(path.join(REPOSITORY, file), "utf8");
}
