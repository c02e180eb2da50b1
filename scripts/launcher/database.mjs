import { describePlace } from "../migrate.mjs";
import { reasonOf } from "./launch-error.mjs";
import { step } from "./output.mjs";
import { startEmbeddedPostgres } from "./postgres.mjs";
import { isAlive } from "./process-table.mjs";

/** @typedef {{ url: () => string, close: () => Promise<void> }} Database */

const WATCH_MS = 1_000;

/**
 * The database of a start: the one of DATABASE_URL, or the embedded one, which is watched and started again
 * when it dies.
 * @param {import("./settings.mjs").Settings} settings
 * @param {import("./secrets.mjs").Secrets} secrets
 * @param {() => void} onMoved told when the embedded one came back on another port
 * @returns {Promise<Database>}
 */
export async function openDatabase({ databaseUrl, dataDir }, secrets, onMoved) {
  return databaseUrl === null
    ? openEmbedded(dataDir, secrets.postgresPassword, onMoved)
    : openGiven(databaseUrl);
}

/** @param {string} url @returns {Database} */
function openGiven(url) {
  describePlace(url); // refuses what is no address of a Postgres
  return { url: () => url, close: async () => undefined };
}

/**
 * @param {string} dataDir
 * @param {string} password
 * @param {() => void} onMoved
 * @returns {Promise<Database>}
 */
async function openEmbedded(dataDir, password, onMoved) {
  const start = () => startEmbeddedPostgres({ dataDir, password });
  let server = await step("Starting Postgres", start);
  let isReviving = false;
  let reviving = Promise.resolve();
  const revive = async () => {
    const before = server.url;
    try {
      server = await start();
      if (server.url !== before) onMoved();
    } catch (error) {
      console.error(reasonOf(error)); // tried again at the next look
    }
  };
  const watch = setInterval(() => {
    if (isReviving || isAlive(server.pid)) return;
    console.log("Postgres ended unexpectedly; starting it again.");
    isReviving = true;
    reviving = revive().finally(() => {
      isReviving = false;
    });
  }, WATCH_MS);
  return {
    url: () => server.url,
    close: async () => {
      clearInterval(watch);
      await reviving;
      await server.stop();
    },
  };
}
