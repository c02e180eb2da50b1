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

/** Where to go after signing in: only to a path of our own, never to another site. */
export function safeNextPath(next: string | null | undefined): string {
  if (!next?.startsWith("/") || next.startsWith("//") || next.includes("\\")) return "/inbox";
  return next;
}
