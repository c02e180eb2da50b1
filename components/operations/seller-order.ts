import type { Operations } from "@/lib/wire/operations";

type SellerState = Operations["sellers"][number];
export type SellerOrder = "lag" | "name";

/** The alert of the server rises there, too, where polls are not slower than a minute. */
const LATE_SECONDS = 180;

/** Only an active shop whose history is in can be late. */
export function toneOfLag(seller: Pick<SellerState, "status" | "phase" | "lag_seconds">): "plain" | "bad" {
  const isWatched = seller.status === "active" && seller.phase === "live";
  return isWatched && (seller.lag_seconds ?? 0) > LATE_SECONDS ? "bad" : "plain";
}

/** Furthest behind first, with those that need a person before all; or by name. */
export function sortSellers(sellers: readonly SellerState[], order: SellerOrder): SellerState[] {
  const byName = (a: SellerState, b: SellerState) => a.name.localeCompare(b.name);
  if (order === "name") return [...sellers].sort(byName);
  return [...sellers].sort((a, b) => rank(a) - rank(b) || lagOf(b) - lagOf(a) || byName(a, b));
}

const ranks: Record<SellerState["status"], number> = { credentials_rejected: 0, active: 1, paused: 2 };
const rank = (seller: SellerState) => ranks[seller.status];
const lagOf = (seller: SellerState) => seller.lag_seconds ?? Number.POSITIVE_INFINITY;
