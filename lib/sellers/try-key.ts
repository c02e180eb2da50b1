import { AppError } from "../errors";
import type { AccountFacts } from "../marketplaces/account-facts";
import { MarketplaceError } from "../marketplaces/errors";
import type { Credentials } from "../marketplaces/ports";
import { probeAccount } from "./connect-seller";

/**
 * Tries a key live. Throws what a person at the form must hear: `credentials_rejected`, `role_missing`,
 * `subscription_missing`, `marketplace_unavailable` (nothing is known about the key then), with the marketplace's own
 * words in the details.
 */
export async function tryKey(input: {
  marketplace: string;
  credentials: Credentials;
  dialect: string | null;
  budgetId: string;
}): Promise<AccountFacts> {
  try {
    return await probeAccount(input);
  } catch (error) {
    if (error instanceof MarketplaceError) throw explainRefusal(error);
    throw error;
  }
}

/** What a person at a form must hear of a refusal. */
export function explainRefusal(error: MarketplaceError): AppError {
  const details = error.theirText === null ? undefined : { marketplace_says: error.theirText };
  switch (error.kind) {
    case "credentials_rejected":
      // Which sentence helps: the pair is wrong, the key has ended, this machine's address is not allowed, ...
      return new AppError(error.kind, { details: { ...details, reason: error.keyProblem }, cause: error });
    case "role_missing":
    case "subscription_missing":
      return new AppError(error.kind, { details, cause: error });
    case "unexpected_answer":
      return new AppError("unexpected_answer", { details, cause: error });
    case "moderation_rejected":
    case "reply_window_closed":
    case "chat_closed":
    case "not_found":
    case "cursor_refused":
      return new AppError("marketplace_refused", { details, cause: error });
    case "rate_limited":
    case "unavailable":
      return new AppError("marketplace_unavailable", {
        details,
        cause: error,
        retryAfterSeconds: error.retryAfterSeconds ?? 10,
      });
    default:
      return error.kind satisfies never;
  }
}
