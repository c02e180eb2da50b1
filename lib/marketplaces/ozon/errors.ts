import { type Effect, type KeyProblem, MarketplaceError, type MarketplaceErrorKind } from "../errors";
import type { HttpAnswer, Refusal } from "../http";
import { hasOwnLimit, isSending } from "./limits";
import type { Dialect } from "./paths";

/** How long a method stays shut after "Circle is open": Ozon speaks of minutes and names no figure. */
export const BREAKER_SECONDS = 180;
const DEFAULT_THROTTLE_SECONDS = { v1: 60, v3: 1 } as const; // v1's documented wait; v3 limits per second
const MAX_THEIR_TEXT = 500;

/**
 * What an answer that is not 2xx means: by HTTP status first, then by the fragments of text seen in production
 * (`code` in the body is a gRPC code in v3 and the HTTP status in v1, `details` is of any type).
 * `isRepeatable`: repeating changes nothing, so the effect is always "none".
 */
export function toRefusal(input: {
  dialect: Dialect;
  path: string;
  answer: HttpAnswer;
  isRepeatable: boolean;
  secrets: readonly string[];
  now: Date;
}): Refusal {
  const { answer, path, dialect } = input;
  const theirs = readTheirs(answer.json);
  const text = `${theirs.message} ${theirs.details}`.toLowerCase();
  const isBreaker = text.includes("circle is open");
  const isThrottle = answer.status === 429 && !isBreaker;
  const asked = askedSeconds(answer, text, input.now);
  const retryAfterSeconds = isBreaker
    ? Math.max(asked ?? 0, BREAKER_SECONDS)
    : (asked ?? (isThrottle ? DEFAULT_THROTTLE_SECONDS[dialect] : null));
  const kind = isBreaker ? "unavailable" : kindOf(answer.status, text, theirs.code, isSending(path));
  const error = new MarketplaceError({
    kind,
    effect: effectOf(answer.status, input.isRepeatable),
    method: path,
    httpStatus: answer.status,
    retryAfterSeconds,
    theirText: withoutSecrets(theirs.message || theirs.details, input.secrets),
    keyProblem: kind === "credentials_rejected" ? keyProblemOf(answer.status, text) : null,
  });
  const isMethodOnly = isBreaker || hasOwnLimit(dialect, path);
  const silence =
    isBreaker || isThrottle
      ? {
          method: isMethodOnly ? path : null,
          seconds: retryAfterSeconds ?? DEFAULT_THROTTLE_SECONDS[dialect],
        }
      : null;
  return { error, silence, isPassing: !isBreaker && (kind === "unavailable" || kind === "rate_limited") };
}

/** A 2xx whose body is not what the method answers. Cut answers come right when asked again. */
export function toUnexpected(
  path: string,
  answer: HttpAnswer,
  isRepeatable: boolean,
  cause?: unknown,
): Refusal {
  const error = new MarketplaceError({
    kind: "unexpected_answer",
    effect: isRepeatable ? "none" : "unknown",
    method: path,
    httpStatus: answer.status,
    cause,
  });
  return { error, silence: null, isPassing: true };
}

/** A refusal seen again as `kind`, where the caller knows what its request meant (a page cursor, an anchor). */
export function asKind(error: MarketplaceError, kind: MarketplaceErrorKind): MarketplaceError {
  return new MarketplaceError({
    kind,
    effect: error.effect,
    method: error.method,
    httpStatus: error.httpStatus,
    theirText: error.theirText,
    cause: error,
  });
}

/** Whether the marketplace refused what we asked with, rather than us: the place to doubt a cursor or an anchor. */
export function isRefusalOfInput(error: unknown): error is MarketplaceError {
  if (!(error instanceof MarketplaceError) || error.httpStatus === null) return false;
  return error.httpStatus >= 400 && (error.kind === "unexpected_answer" || error.kind === "not_found");
}

/** A refused anchor of a history. A 404 is the chat's unless it names a message: foreign chats are 404 as well. */
export function isRefusedAnchor(error: unknown): error is MarketplaceError {
  if (!isRefusalOfInput(error)) return false;
  return error.httpStatus !== 404 || /message/i.test(error.theirText ?? "");
}

/** Whether the answer says that this path does not exist (any more) on this account: the other dialect. */
export function isMethodGone(error: MarketplaceError): boolean {
  if (error.httpStatus === 404 || error.httpStatus === 410) return true;
  return /obsolete method|method is not allowed|method not allowed/i.test(error.theirText ?? "");
}

/**
 * 4xx is a refusal before the work (but for 408, which a gateway says after passing the request on); everything else
 * that went wrong with a write may have come after it.
 */
function effectOf(status: number, isRepeatable: boolean): Effect {
  const isRefusal = status >= 400 && status < 500 && status !== 408;
  return isRepeatable || isRefusal ? "none" : "unknown";
}

function kindOf(status: number, text: string, code: string, isSend: boolean): MarketplaceErrorKind {
  if (status === 429) return "rate_limited";
  if (status >= 500 || status === 408) return "unavailable";
  if (status < 400) return "unexpected_answer";
  if (status === 401 || isAboutTheKey(text)) return "credentials_rejected";
  if (text.includes("missing a required role")) return "role_missing";
  if (/existing subscription|premium/.test(text)) return "subscription_missing";
  const refusedSend = isSend ? kindOfRefusedSend(text) : null;
  if (refusedSend !== null) return refusedSend;
  // gRPC 7 is PermissionDenied: with a key that works elsewhere it is the tariff (research 1.4).
  if (status === 403) return code === "7" ? "subscription_missing" : "credentials_rejected";
  return status === 404 || status === 410 ? "not_found" : "unexpected_answer";
}

function isAboutTheKey(text: string): boolean {
  return keyProblemInText(text) !== null;
}

/** A bare 403 does not say whether it means the key or the method: null then. */
function keyProblemOf(status: number, text: string): KeyProblem | null {
  return keyProblemInText(text) ?? (status === 401 ? "wrong" : null);
}

/** Ozon answers an unknown Client-Id and a wrong key with the same words, so "wrong" means the pair. */
function keyProblemInText(text: string): KeyProblem | null {
  if (text.includes("headers are required") || text.includes("invalid api-key")) return "wrong";
  if (/api-key is (deactivated|expired)/.test(text)) return "ended";
  if (text.includes("api-key is restricted")) return "address_not_allowed";
  return text.includes("company is blocked") ? "account_blocked" : null;
}

function kindOfRefusedSend(text: string): MarketplaceErrorKind | null {
  if (text.includes("prohibited content")) return "moderation_rejected";
  if (/access period has expired|not permitted/.test(text)) return "reply_window_closed";
  return /disabled|closed/.test(text) ? "chat_closed" : null;
}

interface Theirs {
  readonly code: string;
  readonly message: string;
  readonly details: string;
}

function readTheirs(json: unknown): Theirs {
  if (typeof json !== "object" || json === null) return { code: "", message: "", details: "" };
  const code = "code" in json ? json.code : null;
  const message = "message" in json ? json.message : null;
  const details = "details" in json ? json.details : null;
  return {
    code: typeof code === "number" || typeof code === "string" ? String(code) : "",
    message: typeof message === "string" ? message : "",
    details: typeof details === "string" ? details : "",
  };
}

/** Seconds of silence the answer asks for: `Retry-After`, `RateLimit-Reset`, or "Retry after N seconds". */
function askedSeconds(answer: HttpAnswer, text: string, now: Date): number | null {
  const header = answer.headers.get("retry-after");
  if (header !== null) {
    if (/^\s*\d+(\.\d+)?\s*$/.test(header)) return Number(header);
    const until = Date.parse(header);
    if (!Number.isNaN(until)) return Math.max(0, Math.ceil((until - now.getTime()) / 1000));
  }
  const inText = /retry after (\d{1,6})\s*sec/.exec(text);
  if (inText !== null) return Number(inText[1]);
  if (answer.status !== 429) return null;
  const reset = answer.headers.get("ratelimit-reset") ?? answer.headers.get("x-ratelimit-reset");
  // A larger figure is an instant, not a duration, and nobody has documented which.
  return reset !== null && /^\d{1,4}$/.test(reset) ? Number(reset) : null;
}

function withoutSecrets(text: string, secrets: readonly string[]): string | null {
  const clean = secrets
    .filter((secret) => secret.length > 0)
    .reduce((kept, secret) => kept.replaceAll(secret, "***"), text);
  return clean === "" ? null : clean.slice(0, MAX_THEIR_TEXT);
}
