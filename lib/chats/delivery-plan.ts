import type { MarketplaceError } from "../marketplaces/errors";
import type { ErrorCode } from "../wire/error-codes";

/** What becomes of a message after a request that failed. */
export type DeliveryPlan =
  | { readonly next: "settle" } // it may be out: look at the history before anything else
  | { readonly next: "again"; readonly afterSeconds: number } // it is surely not out: try again
  | { readonly next: "fail"; readonly code: ErrorCode; readonly text: string | null }
  | { readonly next: "ask-about-key" }; // a refusal that may mean the key or only this method

/** A message that cannot leave for this long is given back to its author. About two hours with the pauses below. */
export const MAX_ATTEMPTS = 40;
const FIRST_PAUSE_SECONDS = 1;
const MAX_PAUSE_SECONDS = 240;

/** Pauses between looks at the history for a message whose answer was lost, in seconds. */
export const SETTLE_PAUSES_SECONDS = [1, 2, 4, 8, 15, 30];

/** Decides from the error alone. `attempts`: how often the message was tried, this time included. */
export function planAfter(error: MarketplaceError, attempts: number, dice: number): DeliveryPlan {
  if (error.effect === "unknown") return { next: "settle" };
  switch (error.kind) {
    case "rate_limited":
    case "unavailable":
      return planAgain(error, attempts, dice);
    case "credentials_rejected":
    case "role_missing":
      return { next: "ask-about-key" };
    case "moderation_rejected":
    case "reply_window_closed":
    case "chat_closed":
    case "subscription_missing":
      return { next: "fail", code: error.kind, text: error.theirText };
    case "not_found":
      return { next: "fail", code: "not_writable", text: error.theirText };
    case "cursor_refused":
    case "unexpected_answer":
      return { next: "fail", code: "marketplace_refused", text: error.theirText };
    default:
      return error.kind satisfies never;
  }
}

function planAgain(error: MarketplaceError, attempts: number, dice: number): DeliveryPlan {
  if (attempts >= MAX_ATTEMPTS)
    return { next: "fail", code: "marketplace_unavailable", text: error.theirText };
  const backoff = Math.min(MAX_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2 ** (attempts - 1)) * (0.5 + dice / 2);
  return { next: "again", afterSeconds: Math.max(backoff, error.retryAfterSeconds ?? 0) };
}
