import type { BodyInput } from "@/lib/wire/endpoint";
import { setUp } from "@/lib/wire/users";
import { ApiError, callApi, fetchJson } from "../api-client";

/** Signs in; the answer sets the session cookie. A wrong pair throws `invalid_sign_in`. */
export async function signIn(input: { email: string; password: string }): Promise<void> {
  try {
    await fetchJson("/api/auth/sign-in/email", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ email: input.email, password: input.password }),
    });
  } catch (error) {
    // The sign-in library answers in its own words: 401 for a wrong pair.
    if (error instanceof ApiError && error.code === "not_signed_in") throw new ApiError("invalid_sign_in");
    throw error;
  }
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
  if (/^\/(sign-in|set-up|api)(\/|$)/.test(address.pathname)) return "/inbox";
  return address.pathname + address.search + address.hash;
}
