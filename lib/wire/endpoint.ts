import type { z } from "zod";

/** Who may call a route at all; which things they may touch is decided by the verb behind it (404 otherwise). */
export type Access = "public" | "signed-in" | Permission;

/** One word per thing a role may do; `lib/access/policy.ts` holds the table. */
export const permissions = [
  "sellers.read",
  "sellers.manage",
  "chats.read",
  "chats.write",
  "desk.manage",
  "reports.read",
  "team.manage",
  "tokens.manage",
  "webhooks.manage",
  "audit.read",
  "operations.manage",
  "privacy.manage",
  "broadcasts.manage",
  "broadcasts.rules",
  "market.read",
  "market.act",
  "orders.assemble",
] as const;
export type Permission = (typeof permissions)[number];

export interface Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  readonly method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  /** With `{name}` for parameters, as in the contract. */
  readonly path: string;
  readonly access: Access;
  readonly summary: string;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly answer: Answer;
  readonly status: 200 | 201 | 202 | 204;
  /** True for a POST that creates: takes an `Idempotency-Key`. */
  readonly isIdempotent: boolean;
  /** For costly routes (each person) and public ones (each address): at most so many requests; null: any number. */
  readonly limit: { readonly requests: number; readonly seconds: number } | null;
}

export type AnyEndpoint = Endpoint;
export type ParamsOf<E extends AnyEndpoint> = z.output<E["params"]>;
export type QueryOf<E extends AnyEndpoint> = z.output<E["query"]>;
export type BodyOf<E extends AnyEndpoint> = z.output<E["body"]>;
export type AnswerOf<E extends AnyEndpoint> = z.input<E["answer"]>;
export type QueryInput<E extends AnyEndpoint> = z.input<E["query"]>;
export type BodyInput<E extends AnyEndpoint> = z.input<E["body"]>;
