import { MarketplaceError, type MarketplaceErrorKind } from "../marketplaces/errors";

const LASTING: ReadonlySet<MarketplaceErrorKind> = new Set([
  "role_missing",
  "subscription_missing",
  "credentials_rejected",
  "not_found",
]);

/** A right, a tariff or a method that is missing will not come by asking; everything else may be better the next time. */
export function isLastingRefusal(error: unknown): boolean {
  return error instanceof MarketplaceError && LASTING.has(error.kind);
}
