import { z } from "zod";
import { declareEndpoint, idParams, instant, listOf, noAnswer, pageQuery } from "./declare";

export const role = z.enum(["admin", "supervisor", "operator"]);
export type Role = z.infer<typeof role>;

export const user = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role,
  /** Sellers this person works for; for admins and supervisors: all of them. */
  seller_ids: z.array(z.string()),
  status: z.enum(["active", "deactivated"]),
  /** Signs in with a second factor. */
  two_factor: z.boolean(),
  /** Must set one up before anything else (the security rules ask for it). */
  must_set_up_two_factor: z.boolean(),
  /** Has a password of their own (not only a sign-in elsewhere). */
  has_password: z.boolean(),
  last_seen_at: instant.nullable(),
});
export type User = z.infer<typeof user>;

/** At least 8 signs; the upper bound keeps hashing cheap. Common ones are refused by `lib/team/check-password.ts`. */
export const password = z.string().min(8).max(128);
export const personName = z.string().trim().min(1).max(100);
export const email = z.email().max(254);

export const getMe = declareEndpoint({
  method: "GET",
  path: "/api/me",
  access: "signed-in",
  summary: "Who is signed in",
  answer: z.object({ user }),
});

export const getSetUp = declareEndpoint({
  method: "GET",
  path: "/api/set-up",
  access: "public",
  summary: "Whether the first admin is still to be made",
  answer: z.object({ is_needed: z.boolean() }),
});

export const setUp = declareEndpoint({
  method: "POST",
  path: "/api/set-up",
  access: "public",
  limit: { requests: 20, seconds: 60 },
  summary: "Makes the first admin while no user exists",
  body: z.strictObject({ name: personName, email, password }),
  answer: z.object({ user }),
  status: 201,
});

export const listUsers = declareEndpoint({
  method: "GET",
  path: "/api/users",
  access: "team.manage",
  summary: "The team",
  query: pageQuery,
  answer: listOf(user),
});

export const addUser = declareEndpoint({
  method: "POST",
  path: "/api/users",
  access: "team.manage",
  summary: "Adds a person to the team",
  body: z.strictObject({
    name: personName,
    email,
    password,
    role,
    seller_ids: z.array(z.string().max(100)).max(1000).default([]),
  }),
  answer: z.object({ user }),
  status: 201,
  isIdempotent: true,
});

export const changeUser = declareEndpoint({
  method: "PATCH",
  path: "/api/users/{id}",
  access: "team.manage",
  summary: "Renames, gives another role or other sellers, deactivates (sessions end at once) or lets back in",
  params: idParams,
  body: z.strictObject({
    name: personName.optional(),
    role: role.optional(),
    seller_ids: z.array(z.string().max(100)).max(1000).optional(),
    status: z.enum(["active", "deactivated"]).optional(),
  }),
  answer: z.object({ user }),
});

export const endUserSessions = declareEndpoint({
  method: "DELETE",
  path: "/api/users/{id}/sessions",
  access: "team.manage",
  summary: "Signs a person out everywhere",
  params: idParams,
  answer: noAnswer,
  status: 204,
});

export const resetUserTwoFactor = declareEndpoint({
  method: "DELETE",
  path: "/api/users/{id}/two-factor",
  access: "team.manage",
  summary: "Takes the second factor from a person who lost it; they are signed out",
  params: idParams,
  answer: noAnswer,
  status: 204,
});
