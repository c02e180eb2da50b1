/**
 * The environment of web, workers, sandbox and tasks: every setting filled in, so that they know of no
 * defaults that a start has decided.
 * @param {object} input
 * @param {import("./settings.mjs").Settings} input.settings
 * @param {import("./secrets.mjs").Secrets} input.secrets
 * @param {string} input.databaseUrl
 * @param {string | null} input.sandboxUrl in the demo, the marketplace
 * @returns {NodeJS.ProcessEnv}
 */
export function processEnvironment({ settings, secrets, databaseUrl, sandboxUrl }) {
  // npm hands its own settings down; they concern nobody here.
  const inherited = Object.entries(settings.given).filter(([name]) => !name.startsWith("npm_"));
  return {
    ...Object.fromEntries(inherited),
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    PORT: String(settings.port),
    HOST: settings.host,
    APP_URL: settings.appUrl,
    DATA_DIR: settings.dataDir,
    DATABASE_URL: databaseUrl,
    ENCRYPTION_KEYS: settings.encryptionKeys ?? secrets.encryptionKeys,
    AUTH_SECRET: settings.authSecret ?? secrets.authSecret,
    ...(settings.redisUrl === null ? {} : { REDIS_URL: settings.redisUrl }),
    ...(sandboxUrl === null ? {} : { OZON_API_URL: sandboxUrl }),
  };
}
