import type { Account } from "../../model";
import { hasMarket } from "./goods";

/** Methods that a newer generation has replaced. */
const OLDER: ReadonlySet<string> = new Set([
  "/v3/posting/fbs/list",
  "/v3/posting/fbs/unfulfilled/list",
  "/v2/posting/fbo/list",
  "/v2/posting/fbs/package-label",
  "/v2/posting/fbs/act/create",
  "/v2/posting/fbs/act/check-status",
  "/v2/returns/rfbs/verify",
  "/v2/returns/rfbs/receive-return",
  "/v2/returns/rfbs/reject",
  "/v2/returns/rfbs/compensate",
  "/v2/returns/rfbs/return-money",
  "/v3/finance/transaction/list",
  "/v3/finance/transaction/totals",
]);

/** Methods that have replaced those. */
const NEWER: ReadonlySet<string> = new Set([
  "/v4/posting/fbs/list",
  "/v4/posting/fbs/unfulfilled/list",
  "/v3/posting/fbo/list",
  "/v2/posting/fbs/package-label/create",
  "/v1/posting/fbs/package-label/get",
  "/v3/posting/fbs/package-label/create",
  "/v3/posting/fbs/package-label/get",
  "/v1/carriage/create",
  "/v1/carriage/approve",
  "/v1/carriage/get",
  "/v1/returns/rfbs/action/set",
  "/v1/finance/accrual/by-day",
  "/v1/finance/accrual/types",
  "/v1/finance/accrual/postings",
]);

/**
 * True for a method that this account does not answer: v3 is production of today, where the older ones have ended; v1
 * is the documents' time, before the newer ones. Without a market a v1 account answers both, as it always did.
 */
export function isGone(account: Account, path: string): boolean {
  if (account.dialect === "v3") return OLDER.has(path);
  return hasMarket(account) && NEWER.has(path);
}
