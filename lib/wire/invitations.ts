import { z } from "zod";
import { declareEndpoint, idParams, instant, listOf, noAnswer, pageQuery } from "./declare";
import { email, password, personName, role, user } from "./users";

export const invitation = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string().nullable(),
  role,
  seller_ids: z.array(z.string()),
  /** Who invited, as shown. */
  invited_by: z.string().nullable(),
  created_at: instant,
  expires_at: instant,
  status: z.enum(["open", "expired"]),
});
export type Invitation = z.infer<typeof invitation>;

/** The link with its token: in the answer that made it, this one time. */
const withUrl = z.object({ invitation, url: z.string() });

export const listInvitations = declareEndpoint({
  method: "GET",
  path: "/api/invitations",
  access: "team.manage",
  summary: "Invitations that nobody has taken yet, newest first",
  query: pageQuery,
  answer: listOf(invitation),
});

export const addInvitation = declareEndpoint({
  method: "POST",
  path: "/api/invitations",
  access: "team.manage",
  summary: "Invites a person by a link that works once, for seven days",
  body: z.strictObject({
    email,
    name: personName.optional(),
    role,
    seller_ids: z.array(z.string().max(100)).max(1000).default([]),
  }),
  answer: withUrl,
  status: 201,
  isIdempotent: true,
});

export const renewInvitation = declareEndpoint({
  method: "POST",
  path: "/api/invitations/{id}/renew",
  access: "team.manage",
  summary: "A new link for another seven days; the old one ends",
  params: idParams,
  answer: withUrl,
});

export const removeInvitation = declareEndpoint({
  method: "DELETE",
  path: "/api/invitations/{id}",
  access: "team.manage",
  summary: "Takes an invitation back",
  params: idParams,
  answer: noAnswer,
  status: 204,
});

export const addPasswordLink = declareEndpoint({
  method: "POST",
  path: "/api/users/{id}/password-link",
  access: "team.manage",
  summary: "A link for a person who forgot their password: it works once, for a day",
  params: idParams,
  answer: withUrl,
});

const token = z.string().min(20).max(200);

/** Both are POST: a token in an address would stand in logs. */
export const lookAtInvitation = declareEndpoint({
  method: "POST",
  path: "/api/invitation/look",
  access: "public",
  limit: { requests: 20, seconds: 60 },
  summary: "Who is invited by this link",
  body: z.strictObject({ token }),
  answer: z.object({
    invitation: z.object({
      email: z.string(),
      name: z.string().nullable(),
      role,
      expires_at: instant,
      /** False: the person has an account, and the link gives it a new password. */
      is_new: z.boolean(),
    }),
  }),
});

export const acceptInvitation = declareEndpoint({
  method: "POST",
  path: "/api/invitation/accept",
  access: "public",
  limit: { requests: 10, seconds: 60 },
  summary: "Makes the invited person's account; then they sign in with their password",
  body: z.strictObject({ token, name: personName, password }),
  answer: z.object({ user }),
  status: 201,
});
