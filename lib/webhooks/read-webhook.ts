import type { Actor } from "../access/actor";
import { now } from "../clock";
import { db } from "../db/client";
import { capabilitiesOf, findWebhookPort, isMarketplaceNear } from "../sellers/connect-seller";
import type { SellerWebhook } from "../wire/seller-webhook";
import { findUrlProblem, webhookUrlOf } from "./address";
import { requireWebhook, type SellerWithWebhook, toWebhookMode } from "./require-webhook";

const DAY_MS = 24 * 60 * 60_000;
/** Refusals that an answer tells. */
const TOLD_REFUSALS = 50;

/** How a seller's webhook stands. Throws `not_found`, also for a seller that is not the actor's. */
export async function getSellerWebhook(input: { actor: Actor; sellerId: string }): Promise<SellerWebhook> {
  const seller = await requireWebhook(input.actor, input.sellerId);
  const [secrets, hours, refusals] = await Promise.all([
    db().credential.count({ where: { sellerId: seller.id, kind: "webhook_secret" } }),
    db().webhookHour.findMany({
      where: { sellerId: seller.id, hour: { gt: new Date(now().getTime() - DAY_MS) } },
      orderBy: { hour: "asc" },
    }),
    db().webhookRefusal.findMany({
      where: { sellerId: seller.id },
      orderBy: { id: "desc" },
      take: TOLD_REFUSALS,
    }),
  ]);
  const mode = toWebhookMode(seller.webhookMode);
  return {
    seller_id: seller.id,
    mode,
    url: mode === null ? null : webhookUrlOf(seller),
    url_problem: findUrlProblem(webhookUrlOf(seller), isMarketplaceNear(seller.marketplace)),
    modes: [...capabilitiesOf(seller).registrableWebhookModes],
    has_secret: secrets > 0,
    networks: seller.webhookNetworks,
    known_networks: [...(findWebhookPort(seller.marketplace)?.knownNetworks ?? [])],
    registration: toRegistration(seller),
    last_received_at: seller.webhookState?.lastReceivedAt?.toISOString() ?? null,
    hours: hours.map(toHour),
    last_refusals: refusals.map((refusal) => ({
      at: refusal.at.toISOString(),
      code: refusal.code,
      detail: refusal.detail,
      from_ip: refusal.fromIp,
    })),
  };
}

function toHour(row: {
  hour: Date;
  good: number;
  unstable: number;
  slow: number;
  refused: number;
  totalMs: bigint;
  maxMs: number;
}): SellerWebhook["hours"][number] {
  const { good, unstable, slow, refused } = row;
  const calls = good + unstable + slow + refused;
  return {
    at: row.hour.toISOString(),
    good,
    unstable,
    slow,
    refused,
    average_ms: calls === 0 ? null : Math.round(Number(row.totalMs) / calls),
    max_ms: row.maxMs,
  };
}

function toRegistration({
  webhookState: state,
  webhookMode,
}: SellerWithWebhook): SellerWebhook["registration"] {
  if (state === null || webhookMode === null)
    return {
      state: "none",
      registered_at: null,
      checked_at: null,
      error: null,
      missed: 0,
      silent_since: null,
      revived_at: null,
    };
  return {
    state: state.silentSince !== null ? "silent" : toState(state.state),
    registered_at: state.registeredAt?.toISOString() ?? null,
    checked_at: state.checkedAt?.toISOString() ?? null,
    error:
      state.errorCode === null
        ? null
        : { code: state.errorCode, message: state.errorText ?? state.errorCode },
    missed: state.missed,
    silent_since: state.silentSince?.toISOString() ?? null,
    revived_at: state.revivedAt?.toISOString() ?? null,
  };
}

function toState(stored: string): "none" | "registered" | "failed" {
  return stored === "registered" || stored === "failed" ? stored : "none";
}
