import { APIError, createAuthMiddleware, getSessionFromCtx, isAPIError } from "better-auth/api";
import { now } from "../clock";
import { db } from "../db/client";
import { recordFailedSignIn, recordSignIn } from "./record-sign-in";
import { findStep } from "./totp";
import { findTwoFactor, takeStep, unseal } from "./two-factor-row";

/** The library's own paths that we ask something of. */
const PASSWORD = "/sign-in/email";
const CODE = "/two-factor/verify-totp";
const RECOVERY_CODE = "/two-factor/verify-backup-code";
const ELSEWHERE = "/callback/:id";

/** Word for word what the library says to a wrong password. */
const wrongPassword = { code: "INVALID_EMAIL_OR_PASSWORD", message: "Invalid email or password" };

/** The least of the library's call that these hooks read. */
interface Call {
  readonly path?: string;
}

/** Every session of every way to sign in goes through here: deactivated people get none, and each one is on record. */
export const sessionHooks = {
  create: {
    before: async ({ userId }: { userId: string }, call: Call | null) => {
      const user = await db().user.findUnique({ where: { id: userId }, select: { deactivatedAt: true } });
      if (user !== null && user.deactivatedAt === null) return;
      // Said as of a stranger: that there was such a person is nobody's business.
      if (call?.path === ELSEWHERE) throw new APIError("UNAUTHORIZED", { code: "signup_disabled" });
      throw new APIError("UNAUTHORIZED", wrongPassword);
    },
    after: async ({ userId }: { userId: string }, call: Call | null) => {
      const method = methodOf(call?.path);
      if (method === null) return;
      if (method === "password" && (await hasTwoFactor(userId))) return; // taken back at once: the code is still to come
      await recordSignIn({ userId, method });
    },
  },
};

/** Tokens of the other sign-in say nothing we need; what is not stored cannot be stolen. */
const withoutTokens = async () => ({ data: { accessToken: null, refreshToken: null, idToken: null } });
export const accountHooks = { create: { before: withoutTokens }, update: { before: withoutTokens } };

/** A code opens once, even within its half-minute; and verifying is for signing in alone, not for turning it on. */
export const beforeWork = createAuthMiddleware(async (ctx) => {
  if (ctx.path !== CODE && ctx.path !== RECOVERY_CODE) return;
  if ((await getSessionFromCtx(ctx)) !== null)
    throw new APIError("BAD_REQUEST", { code: "SIGNED_IN_ALREADY" });
  if (ctx.path !== CODE) return;
  const userId = await challengedUser(ctx);
  const code = codeIn(ctx.body);
  if (userId === null || code === null || (await takeCode(userId, code)) !== "used") return;
  throw new APIError("UNAUTHORIZED", { code: "INVALID_CODE", message: "Invalid code" });
});

/** Refused sign-ins are on record. */
export const afterAnswer = createAuthMiddleware(async (ctx) => {
  const { returned } = ctx.context;
  if (!isAPIError(returned) || returned.statusCode !== 401) return;
  if (ctx.path === PASSWORD) await recordFailedSignIn({ email: emailIn(ctx.body), method: "password" });
  if (ctx.path !== CODE && ctx.path !== RECOVERY_CODE) return;
  const userId = await challengedUser(ctx);
  if (userId !== null)
    await recordFailedSignIn({ userId, method: ctx.path === CODE ? "code" : "recovery_code" });
});

function methodOf(path: string | undefined): "password" | "code" | "recovery_code" | "oidc" | null {
  if (path === PASSWORD) return "password";
  if (path === CODE) return "code";
  if (path === RECOVERY_CODE) return "recovery_code";
  return path === ELSEWHERE ? "oidc" : null;
}

async function hasTwoFactor(userId: string): Promise<boolean> {
  return (await db().user.count({ where: { id: userId, twoFactorEnabled: true } })) > 0;
}

type Ctx = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0];

/** Whose password was right in this browser a moment ago: the cookie names a row, the row the person. */
async function challengedUser(ctx: Ctx): Promise<string | null> {
  const { name } = ctx.context.createAuthCookie("two_factor");
  const challenge = await ctx.getSignedCookie(name, ctx.context.secret);
  if (!challenge) return null;
  return (await ctx.context.internalAdapter.findVerificationValue(challenge))?.value ?? null;
}

/** Wrong codes are left to the library, which counts them. */
async function takeCode(userId: string, code: string): Promise<"taken" | "used" | "wrong"> {
  const row = await findTwoFactor(userId);
  if (row === null) return "wrong";
  const step = findStep({ secret: await unseal(row.secret), code, time: now() });
  if (step === null) return "wrong";
  return (await takeStep({ id: row.id, step })) ? "taken" : "used";
}

function codeIn(body: unknown): string | null {
  return textIn(body, "code");
}

function emailIn(body: unknown): string | null {
  return textIn(body, "email");
}

function textIn(body: unknown, name: string): string | null {
  if (typeof body !== "object" || body === null) return null;
  const value: unknown = Object.entries(body).find(([key]) => key === name)?.[1];
  return typeof value === "string" ? value : null;
}
