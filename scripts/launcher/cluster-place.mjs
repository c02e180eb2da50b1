import path from "node:path";

/**
 * Where the cluster of a data directory lies; it exists when the embedded Postgres was used there before.
 * @param {string} dataDir
 */
export function clusterOf(dataDir) {
  return path.join(path.resolve(dataDir), "postgres");
}
