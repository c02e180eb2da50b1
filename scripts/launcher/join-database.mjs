import { startEmbeddedPostgres } from "./postgres.mjs";

/**
 * The database of a start that runs: used, and left running.
 * @param {import("./settings.mjs").Settings} settings
 * @param {import("./secrets.mjs").Secrets} secrets
 * @returns {Promise<import("./database.mjs").Database>}
 */
export async function joinDatabase({ databaseUrl, dataDir }, { postgresPassword }) {
  const url = databaseUrl ?? (await startEmbeddedPostgres({ dataDir, password: postgresPassword })).url;
  return { url: () => url, close: async () => undefined };
}
