import { now } from "../clock";
import { db } from "../db/client";
import { env } from "../env";
import type { WebhookMode } from "../marketplaces/ports";
import { capabilitiesOf, isMarketplaceNear } from "../sellers/connect-seller";
import { findUrlProblem, webhookUrlOf } from "./address";

/** Pauses between tries to register grow from the first to the last of these, in seconds. */
const FIRST_PAUSE_SECONDS = 300;
const FIRST_REVIVAL_PAUSE_SECONDS = 600;
const LONGEST_PAUSE_SECONDS = 6 * 3600;

interface Due {
  readonly id: string;
  readonly marketplace: string;
  readonly dialect: string;
  readonly mode: WebhookMode;
  readonly webhookId: string;
}

/**
 * Sellers whose webhook is to be registered without a person: never tried, tried in vain and rested, registered by us
 * under an address that is not ours any more, or silent. Only in modes that their account can register, and only where
 * the marketplace can reach us at all.
 */
export async function listDueRegistrations(): Promise<string[]> {
  const at = now();
  const due = await db().$queryRaw<Due[]>`
    SELECT s.id, s.marketplace, s.dialect, s.webhook_mode AS mode, s.webhook_id AS "webhookId"
      FROM sellers s LEFT JOIN webhook_registrations r ON r.seller_id = s.id
     WHERE s.status = 'active' AND s.deleted_at IS NULL AND s.webhook_mode IS NOT NULL
       AND CASE
         WHEN r.attempted_at IS NULL THEN r.silent_since IS NOT NULL OR coalesce(r.state, 'none') = 'none'
         WHEN r.is_trying THEN r.attempted_at < ${at}::timestamptz - interval '2 minutes'
         WHEN r.silent_since IS NOT NULL THEN r.revivals = 0 OR (r.missed > 0 OR r.state <> 'registered') AND r.revived_at < ${at}::timestamptz
           - make_interval(secs => least(${LONGEST_PAUSE_SECONDS}, ${FIRST_REVIVAL_PAUSE_SECONDS} * 2 ^ (least(r.revivals, 20) - 1)))
         WHEN r.state <> 'registered' THEN r.attempted_at < ${at}::timestamptz
           - make_interval(secs => least(${LONGEST_PAUSE_SECONDS}, ${FIRST_PAUSE_SECONDS} * 2 ^ (least(greatest(r.attempts, 1), 20) - 1)))
         ELSE r.registered_at IS NOT NULL
           AND r.url <> ${`${env().APP_URL}/api/webhooks/`} || s.marketplace || '/' || s.webhook_id
           AND r.attempted_at < ${at}::timestamptz - interval '1 minute'
       END
     LIMIT 500`;
  return due.filter(isWorthTrying).map((seller) => seller.id);
}

function isWorthTrying(seller: Due): boolean {
  const isNear = isMarketplaceNear(seller.marketplace);
  return (
    capabilitiesOf(seller).registrableWebhookModes.includes(seller.mode) &&
    findUrlProblem(webhookUrlOf(seller), isNear) === null
  );
}
