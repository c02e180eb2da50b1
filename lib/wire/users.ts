import { z } from "zod";
import { declareEndpoint, listOf, pageQuery } from "./declare";

export const role = z.enum(["admin", "supervisor", "operator"]);
export type Role = z.infer<typeof role>;

export const user = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role,
  /** Sellers this person works for; for admins and supervisors: all of them. */
  seller_ids: z.array(z.string()),
});
export type User = z.infer<typeof user>;

/** At least 8 signs, as the sign-in library asks; the upper bound keeps hashing cheap. */
export const password = z.string().min(8).max(128);
const personName = z.string().trim().min(1).max(100);
const email = z.email().max(254);

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
