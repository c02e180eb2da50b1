import type { z } from "zod";
import type { AnswerOf, AnyEndpoint, BodyInput, QueryInput } from "@/lib/wire/endpoint";
import { type ErrorCode, errorStatus } from "@/lib/wire/error-codes";
import { sightServerClock } from "./shell/server-clock";
import { tellSessionEnded } from "./shell/session-ended";
import { tellTwoFactorAsked } from "./two-factor/two-factor-asked";

/** What can go wrong between the browser and our server: one of the declared codes, or the browser's own two. */
export type FailureCode = ErrorCode | "network" | "unexpected";

/** The one error the screens know. `retryAfterSeconds`: how long the server asks to wait, when it does. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  constructor(
    readonly code: FailureCode,
    readonly details: {
      readonly serverMessage?: string;
      readonly retryAfterSeconds?: number;
      readonly fields?: unknown;
      /** The sign-in library's own word for it, which tells more than ours. */
      readonly reason?: string;
    } = {},
  ) {
    super(code);
  }
}

/** Narrows a code from outside to one we have a sentence for. */
export function parseErrorCode(code: unknown): ErrorCode | null {
  if (typeof code !== "string" || !Object.hasOwn(errorStatus, code)) return null;
  return code as ErrorCode; // just looked up among the keys
}

interface Call<E extends AnyEndpoint> {
  readonly params?: z.input<E["params"]>;
  readonly query?: Partial<QueryInput<E>>;
  readonly body?: BodyInput<E>;
  /** The same key and body within 24 h get the first answer again: makes a repeat after a lost answer safe. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

/** Fills `{name}` in a declared path and adds the query; what is undefined stays out. */
export function addressOf(path: string, params: object = {}, query: object = {}): string {
  const values = new Map(Object.entries(params));
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(values.get(name))),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) search.set(name, String(value));
  }
  const text = search.toString();
  return text === "" ? filled : `${filled}?${text}`;
}

async function readFailure(response: Response): Promise<ApiError> {
  const wait = Number(response.headers.get("retry-after") ?? response.headers.get("x-retry-after") ?? "");
  const retryAfterSeconds = Number.isFinite(wait) && wait > 0 ? wait : undefined;
  const answer: unknown = await response.json().catch(() => null);
  const error = isRecord(answer) && isRecord(answer.error) ? answer.error : {};
  const code = parseErrorCode(error.code) ?? codeOfStatus(response.status);
  return new ApiError(code, {
    serverMessage: typeof error.message === "string" ? error.message : undefined,
    fields: error.details,
    reason: isRecord(answer) && typeof answer.code === "string" ? answer.code : undefined,
    retryAfterSeconds,
  });
}

function codeOfStatus(status: number): FailureCode {
  if (status === 401) return "not_signed_in";
  if (status === 403) return "not_allowed";
  if (status === 404) return "not_found";
  if (status === 429) return "too_many_requests";
  if (status === 502 || status === 504) return "network"; // a proxy in front of us speaks: we are not there
  return status >= 500 ? "internal" : "unexpected";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** Fetches JSON from our own server. Throws `ApiError` and nothing else (an abort passes as it is). */
export async function fetchJson(address: string, init: RequestInit): Promise<unknown> {
  let response: Response;
  const sentAtMs = Date.now();
  try {
    response = await fetch(address, { ...init, credentials: "same-origin" });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiError("network");
  }
  sightServerClock({ dateHeader: response.headers.get("date"), sentAtMs, receivedAtMs: Date.now() });
  if (!response.ok) throw await readFailure(response);
  if (response.status === 204) return null;
  try {
    return await response.json();
  } catch {
    throw new ApiError("unexpected");
  }
}

/** Calls a declared endpoint. The answer is ours and was validated by the server that sent it. */
export async function callApi<E extends AnyEndpoint>(endpoint: E, call: Call<E> = {}): Promise<AnswerOf<E>> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (call.body !== undefined) headers["Content-Type"] = "application/json";
  if (call.idempotencyKey !== undefined) headers["Idempotency-Key"] = call.idempotencyKey;
  const answer = await fetchJson(addressOf(endpoint.path, call.params ?? {}, call.query ?? {}), {
    method: endpoint.method,
    headers,
    body: call.body === undefined ? undefined : JSON.stringify(call.body),
    signal: call.signal,
  }).catch((error: unknown) => {
    if (error instanceof ApiError && error.code === "not_signed_in") tellSessionEnded();
    if (error instanceof ApiError && error.code === "two_factor_required") tellTwoFactorAsked();
    throw error;
  });
  return answer as AnswerOf<E>; // same declaration on both ends; parsing it again here would ship zod to every page
}
