import { z } from "zod";
import { declareEndpoint, idParams, instant, listOf, noAnswer, pageQuery } from "./declare";
import { permissions } from "./endpoint";

/** "*" is everything its person may do. */
export const tokenScope = z.enum(["*", ...permissions]);

export const apiToken = z.object({
  id: z.string(),
  name: z.string(),
  created_at: instant,
  expires_at: instant.nullable(),
  last_used_at: instant.nullable(),
  /** What it may do, as far as its person may; "*": everything. */
  scopes: z.array(z.string()),
  /** Whom it acts for. */
  created_by: z.string().nullable(),
});

export const listApiTokens = declareEndpoint({
  method: "GET",
  path: "/api/api-tokens",
  access: "tokens.manage",
  summary: "Tokens that programs sign in with",
  query: pageQuery,
  answer: listOf(apiToken),
});

export const createApiToken = declareEndpoint({
  method: "POST",
  path: "/api/api-tokens",
  access: "tokens.manage",
  summary: "Makes a token that acts for you; it is shown this one time",
  body: z.strictObject({
    name: z.string().trim().min(1).max(100),
    expires_at: instant.nullable().default(null),
    scopes: z.array(tokenScope).min(1).max(40).default(["*"]),
  }),
  answer: z.object({ api_token: apiToken, token: z.string() }),
  status: 201,
  isIdempotent: true,
});

export const removeApiToken = declareEndpoint({
  method: "DELETE",
  path: "/api/api-tokens/{id}",
  access: "tokens.manage",
  summary: "Ends a token at once",
  params: idParams,
  answer: noAnswer,
  status: 204,
});
