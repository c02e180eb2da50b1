import { env } from "../env";

/** Where a seller's webhook is called. */
export function webhookUrlOf(seller: { marketplace: string; webhookId: string }): string {
  return `${env().APP_URL}/api/webhooks/${seller.marketplace}/${seller.webhookId}`;
}
