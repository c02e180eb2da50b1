import { z } from "zod";
import { auth } from "../auth/better-auth";
import { OIDC_PROVIDER_ID, oidcAuth } from "../auth/oidc";
import { tidyRecoveryCode } from "../auth/recovery-codes";
import { env } from "../env";
import { AppError } from "../errors";
import { errorSentence, languageOf } from "../i18n/error-sentence";
import type { ErrorCode } from "../wire/error-codes";
import { readJson } from "./read-body";
import { guarded } from "./route";

const BASE = "/api/auth";
const MAX_BODY_BYTES = 16 * 1024;
/** As long as a second factor rests (`better-auth.ts`). */
const REST_SECONDS = 15 * 60;

interface Way {
  /** What of a body goes on; the library's other options are not offered. Null: there is none. */
  readonly body: z.ZodType<object> | null;
  readonly isOidc?: true;
}

/**
 * The library's own routes that are open, one by one: whatever else it can do, or will in its next version, would go
 * around our rules and our audit.
 */
const ways: Readonly<Record<string, Way>> = {
  "POST /sign-in/email": {
    body: z.object({ email: z.string(), password: z.string(), rememberMe: z.boolean().optional() }),
  },
  "POST /sign-out": { body: null },
  "GET /get-session": { body: null },
  // No trusted devices: the second factor is asked for with every sign-in.
  "POST /two-factor/verify-totp": { body: z.object({ code: z.string().max(20) }) },
  "POST /two-factor/verify-backup-code": {
    body: z.object({ code: z.string().max(100) }).transform(({ code }) => ({ code: tidyRecoveryCode(code) })),
  },
  // Only the walk through the provider and back: an id token handed in by itself could be anybody's find.
  "POST /sign-in/social": {
    body: z
      .object({
        provider: z.literal(OIDC_PROVIDER_ID),
        // A page of ours: whoever comes back signed in must not end elsewhere.
        callbackURL: z
          .string()
          .max(2000)
          .regex(/^\/(?![/\\])/)
          .default("/inbox"),
      })
      .transform((given) => ({
        ...given,
        errorCallbackURL: `${env().APP_URL}/sign-in`,
        disableRedirect: true,
      })),
    isOidc: true,
  },
  [`GET /callback/${OIDC_PROVIDER_ID}`]: { body: null, isOidc: true },
};

/** The sign-in library's own routes, with errors in our form beside its own, so that every client can read them. */
export function answerAuth(request: Request): Promise<Response> {
  return guarded(request, "/api/auth/{path}", async () => {
    const path = new URL(request.url).pathname.slice(BASE.length);
    const way = ways[`${request.method} ${path}`];
    if (way === undefined) throw new AppError("not_found");
    const asked = await withKnownBody(request, way);
    const answer = await answerOf(asked, way);
    return answer.ok || answer.status < 400 ? withoutTokens(answer) : withOurError(request, answer);
  });
}

async function answerOf(request: Request, way: Way): Promise<Response> {
  if (way.isOidc !== true) return auth().handler(request);
  try {
    return await (await oidcAuth()).handler(request);
  } catch (error) {
    // A person on the way back from the provider sees a page, not an answer for programs.
    if (request.method !== "GET" || !(error instanceof AppError)) throw error;
    const location = `${env().APP_URL}/sign-in?error=${error.code}`;
    return new Response(null, { status: 302, headers: { location } });
  }
}

async function withKnownBody(request: Request, way: Way): Promise<Request> {
  if (request.method === "GET") return request;
  const headers = new Headers(request.headers);
  headers.delete("content-length");
  headers.set("content-type", "application/json");
  const body = JSON.stringify(await readKnown(request, way));
  return new Request(request.url, { method: request.method, headers, body });
}

/** Throws `malformed_request`. */
async function readKnown(request: Request, { body }: Way): Promise<object> {
  if (body === null) return {};
  const parsed = body.safeParse(await readJson(request, MAX_BODY_BYTES));
  if (!parsed.success) throw new AppError("malformed_request");
  return parsed.data;
}

/** The library repeats the session's token in its answers; it belongs into the cookie, which no script can read. */
async function withoutTokens(answer: Response): Promise<Response> {
  if (answer.headers.get("content-type")?.includes("application/json") !== true) return answer;
  const text = await answer.text();
  if (text === "") return answer; // a redirect
  const body = JSON.stringify(JSON.parse(text), (name, value) => (name === "token" ? undefined : value));
  const headers = new Headers(answer.headers);
  headers.delete("content-length");
  return new Response(body, { status: answer.status, headers });
}

const withCode = z.object({ code: z.string() });

async function withOurError(request: Request, answer: Response): Promise<Response> {
  const theirs: unknown = await answer.json().catch(() => null);
  const named = withCode.safeParse(theirs);
  const code = codeOf(answer.status, named.success ? named.data.code : "");
  const language = languageOf({
    cookie: request.headers.get("cookie"),
    acceptLanguage: request.headers.get("accept-language"),
  });
  const headers = new Headers(answer.headers);
  headers.delete("content-length");
  if (answer.status === 429) headers.set("retry-after", headers.get("x-retry-after") ?? String(REST_SECONDS));
  const body = {
    ...(typeof theirs === "object" ? theirs : null),
    error: { code, message: errorSentence(code, language) },
  };
  return Response.json(body, { status: answer.status, headers });
}

/** Its words for a code that is not right, and for one that came too late or too often: the password comes first again. */
const wrongCode = ["INVALID_CODE", "INVALID_BACKUP_CODE"];
const startAgain = [
  "INVALID_TWO_FACTOR_COOKIE",
  "TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE",
  "TOTP_NOT_ENABLED",
  "BACKUP_CODES_NOT_ENABLED",
];

function codeOf(status: number, theirs: string): ErrorCode {
  if (wrongCode.includes(theirs) || status === 409) return "code_wrong";
  if (startAgain.includes(theirs)) return "sign_in_expired";
  if (status === 401) return "invalid_sign_in";
  if (status === 403) return "wrong_origin";
  if (status === 404) return "not_found";
  if (status === 429) return "too_many_requests";
  return status >= 500 ? "internal" : "malformed_request";
}
