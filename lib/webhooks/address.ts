import ipaddr from "ipaddr.js";
import { env } from "../env";

/** Where a seller's webhook is called. */
export function webhookUrlOf(seller: { marketplace: string; webhookId: string }): string {
  return `${env().APP_URL}/api/webhooks/${seller.marketplace}/${seller.webhookId}`;
}

/**
 * What keeps a marketplace on the internet from calling an address; null: nothing that can be seen from here. A
 * marketplace on this very machine (the sandbox) reaches every address.
 */
export function findUrlProblem(url: string, isMarketplaceNear: boolean): "not_https" | "not_public" | null {
  if (isMarketplaceNear) return null;
  const { protocol, hostname } = new URL(url);
  const bare = hostname.replace(/^\[|\]$/g, "");
  const isPublic = ipaddr.isValid(bare)
    ? ipaddr.process(bare).range() === "unicast"
    : bare.includes(".") && !bare.endsWith(".localhost") && !bare.endsWith(".local");
  if (!isPublic) return "not_public";
  return protocol === "https:" ? null : "not_https";
}
