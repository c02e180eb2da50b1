import { z } from "zod";
import { once } from "./once";

const port = z.coerce.number().int().min(1).max(65_535);
const optionalText = z
  .string()
  .trim()
  .optional()
  .transform((text) => (text === "" ? undefined : text));

function isAllOrNone(settings: ReadonlyArray<string | undefined>): boolean {
  return new Set(settings.map((setting) => setting === undefined)).size === 1;
}

/** Every setting the processes read; the launcher fills in what a person left out. */
const schema = z
  .object({
    NODE_ENV: z.string().default("development"),
    PORT: port.default(3000),
    HOST: z.string().default("127.0.0.1"),
    APP_URL: optionalText,
    DATA_DIR: z.string().default(".data"),
    DATABASE_URL: z.string().min(1),
    /** Connections of one process to Postgres, queue connections not counted. */
    DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(20),
    REDIS_URL: optionalText,
    ENCRYPTION_KEYS: z.string().min(1),
    AUTH_SECRET: z.string().min(16),
    ADMIN_EMAIL: optionalText,
    ADMIN_PASSWORD: optionalText,
    OZON_API_URL: z.url().default("https://api-seller.ozon.ru"),
    POLL_INTERVAL_SECONDS: z.coerce.number().int().min(1).max(3600).default(60),
    LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
    METRICS_TOKEN: optionalText,
    /** Another sign-in beside passwords: the first three belong together. */
    OIDC_ISSUER: optionalText,
    OIDC_CLIENT_ID: optionalText,
    OIDC_CLIENT_SECRET: optionalText,
    OIDC_NAME: optionalText.transform((name) => name ?? "OpenID Connect"),
    /** Where spans go (OTLP over HTTP); unset: nowhere, and nothing of it is loaded. */
    OTEL_EXPORTER_OTLP_ENDPOINT: z.preprocess(
      (given) => (given === "" ? undefined : given),
      z.url().optional(),
    ),
    OTEL_SERVICE_NAME: z.string().default("prilavok"),
    /** Outgoing webhooks may go to addresses of one's own network, and without TLS. */
    OUTGOING_ALLOW_PRIVATE: z
      .enum(["", "0", "1"])
      .default("0")
      .transform((given) => given === "1"),
  })
  .refine((given) => isAllOrNone([given.OIDC_ISSUER, given.OIDC_CLIENT_ID, given.OIDC_CLIENT_SECRET]), {
    path: ["OIDC_ISSUER"],
    message: "belongs together with OIDC_CLIENT_ID and OIDC_CLIENT_SECRET: set all three or none",
  })
  .transform((given) => ({
    ...given,
    APP_URL: (given.APP_URL ?? `http://localhost:${given.PORT}`).replace(/\/+$/, ""),
  }));

export type Env = z.infer<typeof schema>;

/** A missing or wrong setting: one sentence that names it, never its value. */
export class SettingsError extends Error {}

/** The settings of this process, checked on first use. Throws `SettingsError`. */
export const env = once("env", (): Env => {
  const parsed = schema.safeParse(process.env);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new SettingsError(`Settings are not right: ${problems.join("; ")}`);
});
