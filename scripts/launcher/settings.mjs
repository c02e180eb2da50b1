import path from "node:path";
import { parseEnv } from "node:util";
import { readFileIfThere } from "./atomic-file.mjs";
import { LaunchError } from "./launch-error.mjs";
import { REPOSITORY } from "./repository.mjs";

/**
 * What a start was told: contract, section 2. `null` where something is to be generated or embedded.
 * @typedef {object} Settings
 * @property {boolean} demo
 * @property {"web" | "workers" | null} only
 * @property {number} port
 * @property {string} host
 * @property {string} appUrl without a slash at its end
 * @property {string} dataDir absolute
 * @property {string | null} databaseUrl
 * @property {string | null} redisUrl
 * @property {string | null} encryptionKeys
 * @property {string | null} authSecret
 * @property {Record<string, string>} given the whole environment, with what the demo puts in its place
 */

const DEMO_ACCOUNT = { ADMIN_EMAIL: "demo@prilavok.local", ADMIN_PASSWORD: "demo-prilavok" };
const DEMO_DEFAULTS = {
  POLL_INTERVAL_SECONDS: "20", // the sandbox talks all the time; a minute would look dead
  LOG_LEVEL: "warn", // the sign-in stays on the screen
};
const LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"];
const FERNET_KEY = /^[A-Za-z0-9_-]{43}=$/; // 32 bytes, base64url
const SHORTEST_SECRET = 16;

/**
 * The environment with the `.env` file of the repository below it; an empty value counts as unset.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Record<string, string>>}
 */
export async function readEnvironment(env) {
  const file = await readFileIfThere(path.join(REPOSITORY, ".env"));
  const all = { ...(file === null ? {} : parseEnv(file)), ...env };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
  );
}

/**
 * Checks the settings before anything is touched. Throws LaunchError naming the one that is wrong.
 * @param {Record<string, string>} env
 * @param {string[]} args of the command line
 * @returns {Settings}
 */
export function readSettings(env, args) {
  const { demo, only } = readArguments(args);
  const port = readWhole(env, "PORT", 3000, 65_535);
  readWhole(env, "POLL_INTERVAL_SECONDS", 60, 3600);
  refuseUnless(LEVELS.includes(env.LOG_LEVEL ?? "info"), `LOG_LEVEL has to be one of ${LEVELS.join(", ")}.`);
  refuseUnless(
    env.ENCRYPTION_KEYS === undefined ||
      env.ENCRYPTION_KEYS.split(",").every((key) => FERNET_KEY.test(key.trim())),
    "ENCRYPTION_KEYS has to hold Fernet keys (32 bytes as base64url, 44 signs each), separated by commas.",
  );
  refuseUnless(
    env.AUTH_SECRET === undefined || env.AUTH_SECRET.length >= SHORTEST_SECRET,
    `AUTH_SECRET has to be at least ${SHORTEST_SECRET} signs long.`,
  );
  refuseUnless(
    (env.ADMIN_EMAIL === undefined) === (env.ADMIN_PASSWORD === undefined),
    "ADMIN_EMAIL and ADMIN_PASSWORD belong together: set both or none.",
  );
  refuseUnless(
    ["0", "1"].includes(env.OUTGOING_ALLOW_PRIVATE ?? "0"),
    "OUTGOING_ALLOW_PRIVATE has to be 1 (outgoing webhooks may go to your own network) or 0.",
  );
  const oidc = ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"];
  refuseUnless(
    new Set(oidc.map((name) => env[name] === undefined)).size === 1,
    "OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET belong together: set all three or none.",
  );
  readUrl(env, "OIDC_ISSUER", ["https:", "http:"]);
  const appUrl = readUrl(env, "APP_URL", ["http:", "https:"]) ?? `http://localhost:${port}`;
  readUrl(env, "OZON_API_URL", ["http:", "https:"]);
  readUrl(env, "OTEL_EXPORTER_OTLP_ENDPOINT", ["http:", "https:"]);
  return {
    demo,
    only,
    port,
    host: env.HOST ?? "127.0.0.1",
    appUrl: appUrl.replace(/\/+$/, ""),
    dataDir: path.resolve(REPOSITORY, env.DATA_DIR ?? (demo ? ".data/demo" : ".data")),
    databaseUrl: readUrl(env, "DATABASE_URL", ["postgres:", "postgresql:"]),
    redisUrl: readUrl(env, "REDIS_URL", ["redis:", "rediss:"]),
    encryptionKeys: env.ENCRYPTION_KEYS ?? null,
    authSecret: env.AUTH_SECRET ?? null,
    given: demo ? { ...DEMO_DEFAULTS, ...env, ...DEMO_ACCOUNT } : env,
  };
}

/** @param {string[]} args */
function readArguments(args) {
  let demo = false;
  /** @type {"web" | "workers" | null} */
  let only = null;
  for (let at = 0; at < args.length; at++) {
    const [name, value = args[at + 1]] = (args[at] ?? "").split("=");
    if (name === "--demo") {
      demo = true;
      continue;
    }
    const half = name === "--only" && (value === "web" || value === "workers") ? value : null;
    if (half === null)
      throw new LaunchError(`"${args[at]}" is not understood: there are --only web and --only workers.`);
    only = half;
    if (args[at] === "--only") at++;
  }
  if (demo && only !== null) throw new LaunchError("The demo runs as a whole: leave --only away.");
  return { demo, only };
}

/** @param {Record<string, string>} env @param {string} name @param {number} otherwise @param {number} most */
function readWhole(env, name, otherwise, most) {
  const text = env[name];
  if (text === undefined) return otherwise;
  const number = /^\d+$/.test(text) ? Number(text) : 0;
  refuseUnless(number >= 1 && number <= most, `${name} has to be a whole number from 1 to ${most}.`);
  return number;
}

/** @param {Record<string, string>} env @param {string} name @param {string[]} protocols */
function readUrl(env, name, protocols) {
  const text = env[name];
  if (text === undefined) return null;
  const isRight = URL.canParse(text) && protocols.includes(new URL(text).protocol);
  // Its value is not repeated: it may hold a password.
  refuseUnless(
    isRight,
    `${name} has to be a URL that begins with ${protocols.map((it) => `${it}//`).join(" or ")}.`,
  );
  return text;
}

/** @param {boolean} isRight @param {string} sentence */
function refuseUnless(isRight, sentence) {
  if (!isRight) throw new LaunchError(sentence);
}
