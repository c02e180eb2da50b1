import { type BetterAuthOptions, betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { twoFactor } from "better-auth/plugins/two-factor";
import { db } from "../db/client";
import { env } from "../env";
import { once } from "../once";
import { accountHooks, afterAnswer, beforeWork, sessionHooks } from "./sign-in-hooks";

/** Sign-in attempts a minute from one address. A person mistypes a few times; a guesser wants thousands. */
const SIGN_INS_PER_MINUTE = 10;
/** Wrong codes in a row before a person's second factor rests, and for how long. A million codes, three good at once. */
const WRONG_CODES = 10;
const REST_SECONDS = 15 * 60;

/** As authenticator apps show it. */
export const ISSUER = "Prilavok";

/** What the sign-in library is told, whoever asks it: passwords alone, or another sign-in as well. */
export function authOptions() {
  return {
    appName: ISSUER,
    baseURL: env().APP_URL,
    basePath: "/api/auth",
    secret: env().AUTH_SECRET,
    trustedOrigins: [new URL(env().APP_URL).origin],
    database: prismaAdapter(db(), { provider: "postgresql" }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 8, maxPasswordLength: 128 },
    user: {
      additionalFields: {
        role: { type: "string", required: true, defaultValue: "operator", input: false },
        deactivatedAt: { type: "date", required: false, input: false },
      },
    },
    // No cache of the session in the cookie: who was shut out, or has another role, is so with the next request.
    session: { expiresIn: 60 * 60 * 24 * 30, updateAge: 60 * 60 * 24, cookieCache: { enabled: false } },
    account: { updateAccountOnSignIn: false, accountLinking: { enabled: true, trustedProviders: [] } },
    databaseHooks: { session: sessionHooks, account: accountHooks },
    hooks: { before: beforeWork, after: afterAnswer },
    onAPIError: { errorURL: `${env().APP_URL}/sign-in` },
    rateLimit: {
      enabled: true,
      storage: "database",
      modelName: "rateLimit",
      window: 60,
      max: 300,
      customRules: {
        "/sign-in/email": { window: 60, max: SIGN_INS_PER_MINUTE },
        "/sign-in/social": { window: 60, max: SIGN_INS_PER_MINUTE },
        "/two-factor/verify-totp": { window: 60, max: SIGN_INS_PER_MINUTE },
        "/two-factor/verify-backup-code": { window: 60, max: SIGN_INS_PER_MINUTE },
      },
    },
    advanced: {
      cookiePrefix: "prilavok",
      // Said aloud: the library leaves these checks out by itself where it takes an environment for a test's.
      disableOriginCheck: false,
      disableCSRFCheck: false,
      useSecureCookies: env().APP_URL.startsWith("https://"),
      database: { generateId: () => crypto.randomUUID() },
    },
    telemetry: { enabled: false },
    logger: { disabled: true }, // it would log addresses of people; our own log says what is needed
  } satisfies BetterAuthOptions;
}

/** The second factor at sign-in; setting it up is our own routes' work (`two-factor.ts`). */
export function secondFactor() {
  return twoFactor({
    issuer: ISSUER,
    backupCodeOptions: { storeBackupCodes: "encrypted" },
    accountLockout: { enabled: true, maxFailedAttempts: WRONG_CODES, durationSeconds: REST_SECONDS },
  });
}

/** The sign-in library, set up once: e-mail and password, sessions in Postgres, no sign-up (admins add people). */
export const auth = once("auth", () => betterAuth({ ...authOptions(), plugins: [secondFactor()] }));
