/** What can go wrong at a marketplace, in our words. The kind decides what the product does next. */
export type MarketplaceErrorKind =
  | "credentials_rejected" // the key itself is refused: stop the seller, tell the admin
  | "role_missing" // the key is good but lacks a right for this method
  | "subscription_missing" // the seller's tariff does not include the method (Ozon: Premium Plus)
  | "rate_limited" // slow down; `retryAfterSeconds` when the marketplace said it
  | "moderation_rejected" // the text is forbidden; repeating it cannot help
  | "reply_window_closed" // the marketplace's deadline for writing has passed
  | "chat_closed" // the chat does not take messages any more
  | "not_found" // no such chat or message for this seller
  | "cursor_refused" // a page cursor or anchor id is not accepted: start over
  | "unavailable" // network, timeout, 5xx, breaker: later
  | "unexpected_answer"; // the answer cannot be understood

/**
 * May the request have done its work? `none`: refused or never left this machine, safe to repeat.
 * `unknown`: cut off or timed out after leaving; repeating a write could double it.
 */
export type Effect = "none" | "unknown";

/** Why a key is refused, where the marketplace says it. Most do not tell a wrong account id from a wrong key. */
export type KeyProblem = "wrong" | "ended" | "address_not_allowed" | "account_blocked";

/**
 * The one error of every marketplace adapter.
 * `effect` is a required field, not a convention: it is the difference between retrying and doubling.
 * `message` is for logs (never holds a secret or a buyer's text); `theirText` is the marketplace's own sentence.
 */
export class MarketplaceError extends Error {
  readonly kind: MarketplaceErrorKind;
  readonly effect: Effect;
  readonly httpStatus: number | null;
  readonly retryAfterSeconds: number | null;
  readonly theirText: string | null;
  readonly method: string;
  /** Set when the refusal is surely about the key or its account, not about this one method. */
  readonly keyProblem: KeyProblem | null;

  constructor(input: {
    kind: MarketplaceErrorKind;
    effect: Effect;
    method: string;
    httpStatus?: number | null;
    retryAfterSeconds?: number | null;
    theirText?: string | null;
    keyProblem?: KeyProblem | null;
    cause?: unknown;
  }) {
    super(`${input.method}: ${input.kind}${input.httpStatus ? ` (HTTP ${input.httpStatus})` : ""}`, {
      cause: input.cause,
    });
    this.name = "MarketplaceError";
    this.kind = input.kind;
    this.effect = input.effect;
    this.method = input.method;
    this.keyProblem = input.keyProblem ?? null;
    this.httpStatus = input.httpStatus ?? null;
    this.retryAfterSeconds = input.retryAfterSeconds ?? null;
    this.theirText = input.theirText ?? null;
  }
}
