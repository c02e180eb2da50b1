import { fetchJson } from "../api-client";

/** Ends the session and goes to the door. Throws `ApiError` when the server was not reached. */
export async function signOut(): Promise<void> {
  await fetchJson("/api/auth/sign-out", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: "{}",
  });
  window.location.assign("/sign-in");
}
