import { ensurePackages } from "./launcher/packages.mjs";

/** Settings of a real installation that a test must not run on. */
const SETTINGS = [
  ["PORT", "HOST", "APP_URL", "DATA_DIR", "DATABASE_URL", "REDIS_URL", "ENCRYPTION_KEYS", "AUTH_SECRET"],
  ["ADMIN_EMAIL", "ADMIN_PASSWORD", "OZON_API_URL", "POLL_INTERVAL_SECONDS", "LOG_LEVEL", "METRICS_TOKEN"],
  ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_NAME", "OUTGOING_ALLOW_PRIVATE"],
  ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_SERVICE_NAME"],
].flat();

await ensurePackages();
const { findTools } = await import("./checks/machine.mjs");
const { runSteps } = await import("./checks/run-steps.mjs");
const { BROWSER, BUILD, CLIENT, IMPORTS, STYLE, TYPES, vitest } = await import("./checks/steps.mjs");

const env = Object.assign({}, process.env, { NEXT_TELEMETRY_DISABLED: "1" }, await findTools());
for (const name of SETTINGS) delete env[name];
await runSteps(
  [
    CLIENT,
    STYLE,
    TYPES,
    IMPORTS,
    BUILD,
    vitest("architecture", "Architecture"), // looks at what the build ships, too
    vitest("unit", "Unit"),
    vitest("conformance", "Conformance"),
    vitest("integration", "Integration"),
    vitest("faults", "Faults"),
    BROWSER,
  ],
  env,
);
