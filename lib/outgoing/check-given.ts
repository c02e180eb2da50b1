import { db } from "../db/client";
import { isUuid } from "../db/uuid";
import { AppError } from "../errors";
import { checkAddress, type Resolve } from "./check-address";

/** Throws `address_refused` with the reason for an address we would not write to. */
export async function requireAllowedAddress(url: string, resolve?: Resolve): Promise<void> {
  const checked = await checkAddress(url, { resolve });
  if (checked.outcome === "refused")
    throw new AppError("address_refused", { details: { reason: checked.reason } });
}

/** The ids once each. Throws `invalid_input` when one of them is no seller of the desk. */
export async function requireSellers(sellerIds: readonly string[]): Promise<string[]> {
  const ids = [...new Set(sellerIds)];
  const known = await db().seller.findMany({
    where: { id: { in: ids.filter(isUuid) }, deletedAt: null },
    select: { id: true },
  });
  if (known.length !== ids.length)
    throw new AppError("invalid_input", { details: [{ path: "seller_ids", problem: "unknown_seller" }] });
  return ids;
}

/** What the audit says of an address: the path and query of a URL may be a secret of their own. */
export function hostOf(url: string): string {
  return new URL(url).host;
}
