/** Keys of the catalogue `auth`: what to say when the other sign-in sends somebody back with `?error=`. */
export type SignInErrorText = "errorNotInvited" | "errorDeactivated" | "errorCancelled" | "errorElsewhere";

/** Words of the sign-in library and of the other side, by what a person can do about them. */
const texts: Record<string, SignInErrorText> = {
  signup_disabled: "errorNotInvited",
  account_not_linked: "errorNotInvited",
  unable_to_link_account: "errorNotInvited",
  not_invited: "errorNotInvited",
  email_not_found: "errorNotInvited",
  email_not_verified: "errorNotInvited",
  user_not_found: "errorNotInvited",
  deactivated: "errorDeactivated",
  not_allowed: "errorDeactivated",
  banned: "errorDeactivated",
  access_denied: "errorCancelled",
};

/** The sentence for an error in the door's address; null: there was none. Unknown words are never shown as they are. */
export function signInErrorText(error: string | null): SignInErrorText | null {
  if (error === null || error === "") return null;
  const known = error.toLowerCase();
  return Object.hasOwn(texts, known) ? (texts[known] ?? "errorElsewhere") : "errorElsewhere";
}
