import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { Actor } from "../access/actor";
import { isInScope, may } from "../access/policy";
import { scopeNeeded } from "../access/token-scope";
import { findActor, isCookieAuthenticated } from "../auth/session";
import { env } from "../env";
import { AppError } from "../errors";
import { type Language, languageOf } from "../i18n/error-sentence";
import { countRequest } from "../limits/request-limit";
import { log } from "../log";
import { observeRequest } from "../metrics";
import { inRequestContext, type RequestContext, requestContext } from "../request-context";
import { lacksSecondFactor } from "../team/security-rules";
import { inSpan } from "../tracing";
import type { AnswerOf, AnyEndpoint, BodyOf, Endpoint, ParamsOf, QueryOf } from "../wire/endpoint";
import { errorResponse, fieldProblems } from "./error-response";
import { onlyOnce } from "./idempotency";
import { readJson, toStorable } from "./read-body";

/** The largest JSON body of our own API, in bytes: a message of 100,000 signs in any script fits. */
const MAX_JSON_BYTES = 1024 * 1024;

interface PublicCall<E extends AnyEndpoint> {
  readonly params: ParamsOf<E>;
  readonly query: QueryOf<E>;
  readonly body: BodyOf<E>;
  readonly requestId: string;
}
type SignedInCall<E extends AnyEndpoint> = PublicCall<E> & {
  readonly actor: Actor;
  /** What the caller reads, for answers that hold sentences. */
  readonly language: Language;
  /** The caller's own, of creating endpoints; null where none came. For verbs that must not repeat after a crash. */
  readonly idempotencyKey: string | null;
};

/** Next gives no params at all to a route without any. */
type RouteContext = { params: Promise<Record<string, string | string[] | undefined> | undefined> };
type Handler = (request: Request, context: RouteContext) => Promise<Response>;

/**
 * Turns an endpoint's declaration into a route: request id, who is asking, may they, Origin of cookie writes, parsed
 * params, query and body, idempotency, the answer with its status, and every error in its one form.
 */
export function route<E extends AnyEndpoint>(
  endpoint: E,
  run: (call: SignedInCall<E>) => Promise<AnswerOf<E>>,
): Handler {
  return (request, context) =>
    guarded(request, endpoint.path, async (requestId) => {
      const actor = await requireAccess(endpoint, request, requestId);
      const idempotencyKey = idempotencyKeyOf(endpoint, request);
      const parsed = await parseCall(endpoint, request, context);
      const call = { ...parsed, actor, requestId, language: readerOf(request), idempotencyKey };
      return respond(endpoint, { request, actorId: actor.userId, body: call.body, work: () => run(call) });
    });
}

/**
 * The same gate for routes whose answer or body is no JSON (tables, files): `run` gets the request with its body unread
 * and makes the answer itself.
 */
export function rawRoute<E extends AnyEndpoint>(
  endpoint: E,
  run: (call: {
    readonly params: ParamsOf<E>;
    readonly query: QueryOf<E>;
    readonly actor: Actor;
    readonly language: Language;
    readonly request: Request;
  }) => Promise<Response>,
): Handler {
  return (request, context) =>
    guarded(request, endpoint.path, async (requestId) => {
      const actor = await requireAccess(endpoint, request, requestId);
      const address = await parseAddress(endpoint, request, context);
      return run({ ...address, actor, language: readerOf(request), request });
    });
}

/** The same for the few routes that answer without a sign-in. */
export function publicRoute<E extends AnyEndpoint>(
  endpoint: E,
  run: (call: PublicCall<E>) => Promise<AnswerOf<E>>,
): Handler {
  return (request, context) =>
    guarded(request, endpoint.path, async (requestId) => {
      requireOrigin(request);
      await countAgainst(endpoint, requestContext()?.ip ?? "unknown");
      const call = { ...(await parseCall(endpoint, request, context)), requestId };
      return respond(endpoint, { request, actorId: "public", body: call.body, work: () => run(call) });
    });
}

/**
 * Request id, log line, figures, span and error form; by itself for routes that are no plain JSON (streams, webhooks,
 * metrics). `path`: as it is declared, with names for ids, since figures and spans must not hold the ids themselves.
 */
export async function guarded(
  request: Request,
  path: string,
  work: (requestId: string) => Promise<Response>,
): Promise<Response> {
  const requestId =
    request.headers
      .get("x-request-id")
      ?.slice(0, 100)
      .replace(/[^\w.-]/g, "") || randomUUID();
  const startedAt = performance.now();
  const language = readerOf(request);
  const response = await inRequestContext(contextOf(request, requestId), () =>
    inSpan({ name: `${request.method} ${path}`, kind: "server" }, async (tell) => {
      const answer = await work(requestId).catch((error: unknown) =>
        errorResponse(error, { language, requestId }),
      );
      tell({ "http.route": path, "http.response.status_code": answer.status });
      return answer;
    }),
  );
  const ms = performance.now() - startedAt;
  observeRequest({ method: request.method, route: path, status: response.status, ms });
  log().debug(
    {
      request_id: requestId,
      method: request.method,
      path: new URL(request.url).pathname,
      status: response.status,
      ms: Math.round(ms),
    },
    "request",
  );
  if (!response.headers.has("x-request-id")) response.headers.set("x-request-id", requestId);
  // What is no page starts nothing, wherever a browser is talked into opening it.
  if (!response.headers.has("content-security-policy"))
    response.headers.set("content-security-policy", "default-src 'none'; frame-ancestors 'none'; sandbox");
  return response;
}

function readerOf({ headers }: Request): Language {
  return languageOf({ cookie: headers.get("cookie"), acceptLanguage: headers.get("accept-language") });
}

/** Our own server writes the first header from the socket, or from a proxy that may be believed (scripts/web.mjs). */
function contextOf(request: Request, requestId: string): RequestContext {
  const ip = request.headers.get("x-forwarded-for")?.split(",")[0]?.trim().slice(0, 64) || null;
  return { requestId, ip, userAgent: request.headers.get("user-agent")?.slice(0, 300) ?? null };
}

/**
 * Whoever must have a second factor and has none does nothing else first, nor do their programs. Throws
 * `two_factor_required`.
 */
export async function requireSecondFactor(actor: Actor, path: string): Promise<void> {
  if (isOpenWithoutSecondFactor(path)) return;
  if (await lacksSecondFactor(actor)) throw new AppError("two_factor_required");
}

/** What it takes to set one up, and for an admin to see and change the rule that asks for it. */
function isOpenWithoutSecondFactor(path: string): boolean {
  return path === "/api/me" || path.startsWith("/api/me/") || path === "/api/security-rules";
}

/** Who is asking. Throws `not_signed_in`. */
export async function requireActor(request: Request, requestId: string): Promise<Actor> {
  const actor = await findActor(request.headers, requestId);
  if (actor === null) throw new AppError("not_signed_in");
  return actor;
}

/** Who is asking, whether they may ask this at all, and whether the page they ask from is ours. */
async function requireAccess(endpoint: AnyEndpoint, request: Request, requestId: string): Promise<Actor> {
  const actor = await requireActor(request, requestId);
  requireOrigin(request);
  const { access } = endpoint;
  if (access !== "signed-in" && access !== "public" && !may(actor.role, access))
    throw new AppError("not_allowed");
  requireScope(actor, endpoint);
  await requireSecondFactor(actor, endpoint.path);
  await countAgainst(endpoint, actor.userId);
  return actor;
}

/** Whether a program's token was made for this route. Throws `scope_missing`. */
export function requireScope(actor: Actor, endpoint: AnyEndpoint): void {
  const needed = scopeNeeded(endpoint);
  if (needed !== null && !isInScope(actor.scopes, needed)) throw new AppError("scope_missing");
}

async function countAgainst(endpoint: AnyEndpoint, caller: string): Promise<void> {
  if (endpoint.limit === null) return;
  await countRequest(`${endpoint.method} ${endpoint.path} ${caller}`, endpoint.limit);
}

/** A browser sends its cookie with whatever page asks: a write must come from our own. */
function requireOrigin(request: Request): void {
  if (request.method === "GET" || request.method === "HEAD" || !isCookieAuthenticated(request.headers))
    return;
  const origin = request.headers.get("origin");
  // Programs with a cookie but without a browser send neither of the two; browsers always do on writes.
  const site = request.headers.get("sec-fetch-site");
  const isForeign =
    origin === null ? site !== null && site !== "same-origin" : origin !== new URL(env().APP_URL).origin;
  if (isForeign) throw new AppError("wrong_origin");
}

async function parseAddress<E extends AnyEndpoint>(endpoint: E, request: Request, context: RouteContext) {
  const params = endpoint.params.safeParse((await context.params) ?? {});
  // No id holds a NUL, and the database would not even compare with one.
  if (!params.success || JSON.stringify(params.data).includes("\\u0000")) throw new AppError("not_found");
  const query = parseOr400(endpoint.query, readQuery(request.url));
  // The schemas of this very declaration made them.
  return { params: params.data as ParamsOf<E>, query: query as QueryOf<E> };
}

async function parseCall<E extends AnyEndpoint>(endpoint: E, request: Request, context: RouteContext) {
  const address = await parseAddress(endpoint, request, context);
  const hasBody = request.method !== "GET" && request.method !== "DELETE";
  const body = parseBody(endpoint.body, hasBody ? await readJson(request, MAX_JSON_BYTES) : {});
  return { ...address, body: body as BodyOf<E> }; // made by the schema of this very declaration
}

function parseOr400(schema: z.ZodType, given: unknown): unknown {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new AppError("malformed_request", { details: fieldProblems(parsed.error) });
}

function readQuery(url: string): Record<string, string> {
  return Object.fromEntries([...new URL(url).searchParams].map(([name, value]) => [name, toStorable(value)]));
}

/** Problems of a body that was understood and whose values are refused; any other means that its shape is wrong. */
const valueProblems = new Set(["too_big", "too_small", "invalid_format", "not_multiple_of", "custom"]);

/** A wrong shape (no object, missing, unknown or wrongly typed fields): malformed. Right shape, bad values: refused. */
function parseBody(schema: z.ZodType, given: unknown): unknown {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const isUnderstood = parsed.error.issues.every((issue) => valueProblems.has(issue.code));
  throw new AppError(isUnderstood ? "invalid_input" : "malformed_request", {
    details: fieldProblems(parsed.error),
  });
}

function idempotencyKeyOf(endpoint: Pick<Endpoint, "isIdempotent">, request: Request): string | null {
  return endpoint.isIdempotent ? request.headers.get("idempotency-key") : null;
}

async function respond(
  endpoint: Endpoint,
  call: { request: Request; actorId: string; body: unknown; work: () => Promise<unknown> },
): Promise<Response> {
  const key = idempotencyKeyOf(endpoint, call.request);
  const work = async () => ({ status: endpoint.status as number, body: await call.work() });
  const route = `${endpoint.method} ${new URL(call.request.url).pathname}`;
  const { status, body } =
    key === null
      ? await work()
      : await onlyOnce({ actorId: call.actorId, key, route, body: call.body }, work);
  const headers = { "cache-control": "no-store" };
  return status === 204 ? new Response(null, { status, headers }) : Response.json(body, { status, headers });
}
