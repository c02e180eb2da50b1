import { betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { db } from "../db/client";
import { env } from "../env";
import { once } from "../once";

/** Sign-in attempts a minute from one address. A person mistypes a few times; a guesser wants thousands. */
const SIGN_INS_PER_MINUTE = 10;

/** The sign-in library, set up once: e-mail and password, sessions in Postgres, no sign-up (admins add people). */
export const auth = once("auth", () =>
  betterAuth({
    appName: "Prilavok",
    baseURL: env().APP_URL,
    basePath: "/api/auth",
    secret: env().AUTH_SECRET,
    trustedOrigins: [new URL(env().APP_URL).origin],
    database: prismaAdapter(db(), { provider: "postgresql" }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 8, maxPasswordLength: 128 },
    user: {
      additionalFields: { role: { type: "string", required: true, defaultValue: "operator", input: false } },
    },
    session: { expiresIn: 60 * 60 * 24 * 30, updateAge: 60 * 60 * 24 },
    rateLimit: {
      enabled: true,
      storage: "database",
      modelName: "rateLimit",
      window: 60,
      max: 300,
      customRules: { "/sign-in/email": { window: 60, max: SIGN_INS_PER_MINUTE } },
    },
    advanced: {
      cookiePrefix: "prilavok",
      useSecureCookies: env().APP_URL.startsWith("https://"),
      database: { generateId: () => crypto.randomUUID() },
    },
    telemetry: { enabled: false },
    logger: { disabled: true }, // it would log addresses of people; our own log says what is needed
  }),
);
