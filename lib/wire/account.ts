import { z } from "zod";
import { declareEndpoint, idParams, instant, noAnswer } from "./declare";
import { password } from "./users";

/** One browser a person is signed in with. */
export const signInSession = z.object({
  id: z.string(),
  is_current: z.boolean(),
  created_at: instant,
  /** Last renewed; a session in use is renewed daily. */
  last_used_at: instant,
  ip: z.string().nullable(),
  /** As the browser names itself. */
  user_agent: z.string().nullable(),
});
export type SignInSession = z.infer<typeof signInSession>;

export const listMySessions = declareEndpoint({
  method: "GET",
  path: "/api/me/sessions",
  access: "signed-in",
  summary: "Where I am signed in, the newest first",
  answer: z.object({ items: z.array(signInSession) }),
});

export const endMySession = declareEndpoint({
  method: "DELETE",
  path: "/api/me/sessions/{id}",
  access: "signed-in",
  summary: "Signs one of my browsers out",
  params: idParams,
  answer: noAnswer,
  status: 204,
});

export const endMyOtherSessions = declareEndpoint({
  method: "DELETE",
  path: "/api/me/sessions",
  access: "signed-in",
  summary: "Signs me out everywhere but here",
  answer: noAnswer,
  status: 204,
});

const currentPassword = z.string().min(1).max(128);

export const changeMyPassword = declareEndpoint({
  method: "POST",
  path: "/api/me/password",
  access: "signed-in",
  limit: { requests: 10, seconds: 60 },
  summary: "A new password; every other browser is signed out",
  body: z.strictObject({ current_password: currentPassword, new_password: password }),
  answer: noAnswer,
  status: 204,
});

/** What a browser sends to make an account safer is refused to programs: tokens act for a person, they are none. */
export const beginTwoFactor = declareEndpoint({
  method: "POST",
  path: "/api/me/two-factor",
  access: "signed-in",
  limit: { requests: 10, seconds: 60 },
  summary:
    "Begins two-factor sign-in: the address for an authenticator app, and recovery codes, this one time",
  body: z.strictObject({ password: currentPassword }),
  answer: z.object({ totp_uri: z.string(), recovery_codes: z.array(z.string()) }),
});

export const confirmTwoFactor = declareEndpoint({
  method: "POST",
  path: "/api/me/two-factor/confirm",
  access: "signed-in",
  limit: { requests: 10, seconds: 60 },
  summary: "Turns it on: a code shows that the app works",
  body: z.strictObject({ code: z.string().regex(/^\d{6}$/) }),
  answer: noAnswer,
  status: 204,
});

export const endTwoFactor = declareEndpoint({
  method: "POST",
  path: "/api/me/two-factor/end",
  access: "signed-in",
  limit: { requests: 10, seconds: 60 },
  summary: "Turns it off; refused where the rules ask for it",
  body: z.strictObject({ password: currentPassword }),
  answer: noAnswer,
  status: 204,
});

export const renewRecoveryCodes = declareEndpoint({
  method: "POST",
  path: "/api/me/two-factor/recovery-codes",
  access: "signed-in",
  limit: { requests: 10, seconds: 60 },
  summary: "New recovery codes, this one time; the old ones end",
  body: z.strictObject({ password: currentPassword }),
  answer: z.object({ recovery_codes: z.array(z.string()) }),
});

/** Who must sign in with a second factor. */
export const securityRules = z.object({ two_factor: z.enum(["nobody", "admins", "everybody"]) });
export type SecurityRules = z.infer<typeof securityRules>;

export const getSecurityRules = declareEndpoint({
  method: "GET",
  path: "/api/security-rules",
  access: "team.manage",
  summary: "Who must sign in with a second factor",
  answer: z.object({ rules: securityRules }),
});

export const changeSecurityRules = declareEndpoint({
  method: "PUT",
  path: "/api/security-rules",
  access: "team.manage",
  summary: "Says who must; whoever has none yet sets it up before anything else",
  body: z.strictObject({ two_factor: securityRules.shape.two_factor }),
  answer: z.object({ rules: securityRules }),
});

export const getSignInOptions = declareEndpoint({
  method: "GET",
  path: "/api/sign-in-options",
  access: "public",
  summary: "How one can sign in here",
  answer: z.object({
    /** Another sign-in beside e-mail and password; null: none is set up. */
    oidc: z.object({ name: z.string(), provider_id: z.string() }).nullable(),
  }),
});
