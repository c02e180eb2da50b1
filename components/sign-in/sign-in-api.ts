import type { BodyInput } from "@/lib/wire/endpoint";
import { setUp } from "@/lib/wire/users";
import { ApiError, callApi, fetchJson } from "../api-client";

/** How far a sign-in came: one is in, or a code of the second factor is still asked for. */
export type SignInStep = "in" | "code";

/** Asks the sign-in library, which answers in words of its own (`details.reason` of the error). */
function askLibrary(path: string, body: object): Promise<unknown> {
  return fetchJson(`/api/auth${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

/** Signs in; the answer sets the session cookie, or asks for the code. A wrong pair throws `invalid_sign_in`. */
export async function signIn(input: { email: string; password: string }): Promise<SignInStep> {
  try {
    const answer = await askLibrary("/sign-in/email", { email: input.email, password: input.password });
    return hasField(answer, "twoFactorRedirect") && answer.twoFactorRedirect === true ? "code" : "in";
  } catch (error) {
    // The sign-in library answers in its own words: 401 for a wrong pair.
    if (error instanceof ApiError && error.code === "not_signed_in") throw new ApiError("invalid_sign_in");
    throw error;
  }
}

/** Where the code comes from: the app on the phone, or the list kept for a lost phone. */
export type CodeKind = "app" | "recovery";

const codePaths = { app: "/two-factor/verify-totp", recovery: "/two-factor/verify-backup-code" } as const;
/** The library's words for a second step that is over: too late, or too often wrong. The password comes first again. */
const overReasons = ["INVALID_TWO_FACTOR_COOKIE", "TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE"];

/** Why a code was not taken: not the right one, the step is over, or the account is closed for a while. */
export class CodeRefused extends Error {
  override readonly name = "CodeRefused";
  constructor(readonly why: "wrong" | "over" | "locked") {
    super(why);
  }
}

/** The second step of a sign-in. Throws `CodeRefused`, or `ApiError` for everything else. */
export async function giveCode({ kind, code }: { kind: CodeKind; code: string }): Promise<void> {
  try {
    await askLibrary(codePaths[kind], { code });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const { reason } = error.details;
    if (reason !== undefined && overReasons.includes(reason)) throw new CodeRefused("over");
    if (reason === "ACCOUNT_TEMPORARILY_LOCKED") throw new CodeRefused("locked");
    if (["invalid_sign_in", "not_signed_in", "code_wrong"].includes(error.code))
      throw new CodeRefused("wrong");
    throw error;
  }
}

/** Goes to the other sign-in; it comes back to `next`, or to the door with `?error=`. */
export async function signInElsewhere(input: { providerId: string; next: string }): Promise<void> {
  const answer = await askLibrary("/sign-in/social", {
    provider: input.providerId,
    callbackURL: input.next,
    errorCallbackURL: "/sign-in",
    disableRedirect: true,
  });
  if (!hasField(answer, "url") || typeof answer.url !== "string") throw new ApiError("unexpected");
  window.location.assign(answer.url);
}

function hasField<Name extends string>(value: unknown, name: Name): value is Record<Name, unknown> {
  return typeof value === "object" && value !== null && name in value;
}

/** Makes the first admin. `already_set_up` when somebody was faster. */
export async function makeFirstAdmin(body: BodyInput<typeof setUp>): Promise<void> {
  await callApi(setUp, { body });
}

/** Stands for our own address, whatever it is, while a path is judged. */
const HERE = "http://desk.invalid";

/** Where to go after signing in: only to a page of our own, never to another site, nor back to the door. */
export function safeNextPath(next: string | null | undefined): string {
  if (!next?.startsWith("/") || next.startsWith("//")) return "/inbox";
  // Browsers read a backslash as a slash and skip tabs and line breaks, so the address is judged as they will read it.
  const address = URL.canParse(next, HERE) ? new URL(next, HERE) : null;
  if (address === null || address.origin !== HERE || address.pathname.startsWith("//")) return "/inbox";
  if (/^\/(sign-in|set-up|invitation|api)(\/|$)/.test(address.pathname)) return "/inbox";
  return address.pathname + address.search + address.hash;
}
