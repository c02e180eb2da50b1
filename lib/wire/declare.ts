import { z } from "zod";
import type { Endpoint } from "./endpoint";

const nothing = z.object({});
type Nothing = typeof nothing;

interface Declaration<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType> {
  method: Endpoint["method"];
  path: string;
  access: Endpoint["access"];
  summary: string;
  params?: P;
  query?: Q;
  body?: B;
  answer: A;
  status?: Endpoint["status"];
  isIdempotent?: boolean;
  limit?: Endpoint["limit"];
}

/**
 * Declares a route once; the server wrapper, the browser's client, the OpenAPI document and the access test all read
 * the same declaration. What is left out (params, query, body) must be absent from the request or empty.
 */
export function declareEndpoint<
  A extends z.ZodType,
  P extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
  B extends z.ZodType = Nothing,
>(given: Declaration<P, Q, B, A>): Endpoint<P, Q, B, A> {
  return {
    method: given.method,
    path: given.path,
    access: given.access,
    summary: given.summary,
    // A declaration without a schema falls back to the empty object; the type parameter's default says the same.
    params: given.params ?? (nothing as unknown as P),
    query: given.query ?? (nothing as unknown as Q),
    body: given.body ?? (nothing as unknown as B),
    answer: given.answer,
    status: given.status ?? 200,
    isIdempotent: given.isIdempotent ?? false,
    limit: given.limit ?? null,
  };
}

/** For 204: nothing comes back. */
export const noAnswer = z.null();

/** A list as every list route answers it. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next_cursor: z.string().nullable() });
}

/** `limit` (1-100, default 50) and `cursor` of every list route. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(500).optional(),
});

/** Ids of ours: UUIDs. Anything else cannot exist, which the caller hears as 404, not 400. */
export const idParams = z.object({ id: z.string().min(1).max(100) });

/** There is no year 0: the first is 0001, and the database refuses the other. */
const hasYear = (text: string) => !text.startsWith("0000");

/** Instants cross the wire as ISO 8601 in UTC with Z. */
export const instant = z.iso.datetime().refine(hasYear);

/** A day of the calendar, YYYY-MM-DD. */
export const calendarDay = z.iso.date().refine(hasYear);
