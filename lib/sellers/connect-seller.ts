import { now } from "../clock";
import { db } from "../db/client";
import { env } from "../env";
import { AppError } from "../errors";
import { countOutcome } from "../limits/count-outcomes";
import type { Lane } from "../limits/pacing";
import { type BudgetRule, PermitDelayed, shutFor, waitForPermit } from "../limits/seller-budget";
import { log } from "../log";
import type { AccountFacts } from "../marketplaces/account-facts";
import { MarketplaceError } from "../marketplaces/errors";
import type { LimitRule, PermitRequest, ReportOutcome } from "../marketplaces/permits";
import type {
  AdapterContext,
  Capabilities,
  Credentials,
  Marketplace,
  MarketplaceAdapter,
  WebhookPort,
} from "../marketplaces/ports";
import { getAdapter } from "../marketplaces/registry";
import { noteSpan } from "../tracing";
import { findCredentials } from "./credentials";

/** Counts a request that has ended and, where spans are sent, makes one of it. */
function noteRequest(sellerId: string, ended: Parameters<ReportOutcome>[0]): void {
  countOutcome({ sellerId, ...ended });
  noteSpan({
    name: ended.method,
    kind: "client",
    attributes: { "prilavok.seller_id": sellerId },
    startedAt: ended.startedAt,
    ms: ended.ms,
    failure: ended.outcome === "ok" ? null : ended.outcome,
  });
}

/** The one meeting point of credentials, adapters and limits. */

/** Where each marketplace is; the launcher points it at the sandbox in the demo. */
function baseUrlOf(marketplace: string): string {
  if (marketplace === "ozon") return env().OZON_API_URL;
  throw new Error(`no address is known for the marketplace "${marketplace}"`);
}

/** Whether a marketplace runs on this machine (the sandbox), from where it reaches addresses that nobody else does. */
export function isMarketplaceNear(marketplace: string): boolean {
  const { hostname } = new URL(baseUrlOf(marketplace));
  return hostname === "localhost" || hostname === "[::1]" || hostname.startsWith("127.");
}

/** What requests take: their number, milliseconds of waiting for permits and of the marketplace's own time. */
export interface RequestMeter {
  requests: number;
  waitedMs: number;
  askedMs: number;
}

interface Connecting {
  readonly sellerId: string;
  readonly lane: Lane;
  /** Runs when a permit was given and the request is about to leave; what it throws stops the request. */
  readonly beforeRequest?: (request: PermitRequest) => Promise<void>;
  /** Limits of our own that every request counts against beside the marketplace's. */
  readonly alsoUnder?: readonly BudgetRule[];
  /** Longest wait for a permit; then `rate_limited` with the time to come back is thrown. Absent: waits. */
  readonly maxWaitMs?: number;
  /** The same for what is still to be waited at any moment, whoever else goes first meanwhile. */
  readonly maxAheadMs?: number;
  /** Counts what the requests of this connection take. */
  readonly meter?: RequestMeter;
}

/** A seller's marketplace, ready to be asked. Throws `not_found` for a removed seller or one without a key. */
export async function connectSeller(connecting: Connecting): Promise<Marketplace> {
  const { adapter, context } = await openContext(connecting);
  return adapter.connect(context);
}

/**
 * After a refusal of one method: is the key bad, or only this method missing? Asks the marketplace. `keySetAt` tells
 * which key was asked about: another one may have come meanwhile.
 */
export async function diagnoseSeller(
  sellerId: string,
): Promise<{ verdict: "rejected" | "limited" | "unknown"; keySetAt: Date }> {
  const { adapter, context, keySetAt } = await openContext({ sellerId, lane: "poll" });
  return { verdict: await adapter.diagnoseRefusal(context), keySetAt };
}

async function openContext(
  connecting: Connecting,
): Promise<{ adapter: MarketplaceAdapter; context: AdapterContext; keySetAt: Date }> {
  // The row before the key: with a new key coming in between, the stamp is then the old one and believed by nobody.
  const seller = await db().seller.findFirst({ where: { id: connecting.sellerId, deletedAt: null } });
  const credentials = await findCredentials(connecting.sellerId);
  if (seller === null || credentials === null) throw new AppError("not_found");
  const context = contextOf({
    ...connecting,
    marketplace: seller.marketplace,
    dialect: seller.dialect,
    credentials,
  });
  return { adapter: getAdapter(seller.marketplace), context, keySetAt: seller.apiKeySetAt };
}

interface ContextParts extends Connecting {
  readonly marketplace: string;
  readonly dialect: string | null;
  readonly credentials: Credentials;
}

function throwAsThrottled(error: unknown, method: string): never {
  if (!(error instanceof PermitDelayed)) throw error;
  const { retryAfterSeconds } = error;
  throw new MarketplaceError({
    kind: "rate_limited",
    effect: "none",
    method,
    retryAfterSeconds,
    cause: error,
  });
}

function contextOf(parts: ContextParts): AdapterContext {
  const { sellerId, lane, beforeRequest, maxWaitMs, maxAheadMs, meter, alsoUnder = [] } = parts;
  return {
    credentials: parts.credentials,
    baseUrl: baseUrlOf(parts.marketplace),
    dialect: parts.dialect,
    takePermit: async (request) => {
      const rules = request.rules.map((rule) => ({
        name: rule.name,
        requests: rule.requests,
        windowSeconds: rule.windowSeconds,
        scope: rule.isPerChat === true ? (request.chatExternalId ?? "") : null,
      }));
      const waits = { maxWaitMs, maxAheadMs };
      const question = { sellerId, lane, method: request.method, rules: [...rules, ...alsoUnder], ...waits };
      const askedAt = performance.now();
      const permit = await waitForPermit(question, async () => beforeRequest?.(request)).catch(
        (error: unknown) => throwAsThrottled(error, request.method),
      );
      if (meter !== undefined) meter.waitedMs += performance.now() - askedAt;
      return () => permit.end({ used: true });
    },
    reportThrottled: (silence) => shutFor({ sellerId, ...silence }),
    reportOutcome: (ended) => {
      noteRequest(sellerId, ended);
      if (meter === undefined) return;
      meter.requests++;
      meter.askedMs += ended.ms;
    },
    now,
    log: log().child({ seller_id: sellerId }),
  };
}

/**
 * First contact with a key that is not stored yet. Limits are counted under the account, so that trying a key again and
 * again cannot spend the seller's own limits unseen. Throws MarketplaceError.
 */
export async function probeAccount(input: {
  marketplace: string;
  credentials: Credentials;
  dialect: string | null;
  /** The seller's id once it has one, else the account's own id at the marketplace. */
  budgetId: string;
  /** Absent: a person waits for the answer. */
  lane?: Lane;
}): Promise<AccountFacts> {
  const context = contextOf({ ...input, sellerId: input.budgetId, lane: input.lane ?? "reply" });
  return getAdapter(input.marketplace).probe(context);
}

/** What a stored seller's marketplace can and cannot do. */
export function capabilitiesOf(seller: { marketplace: string; dialect: string }): Capabilities {
  return getAdapter(seller.marketplace).capabilitiesOf(seller.dialect);
}

/** The limits that hold for a stored seller as a whole. */
export function limitsOf(seller: { marketplace: string; dialect: string }): readonly LimitRule[] {
  return getAdapter(seller.marketplace).limitsOf(seller.dialect);
}

/** How a marketplace's webhooks are read and answered; null where it has none or is not known. */
export function findWebhookPort(marketplace: string): WebhookPort | null {
  return getAdapter(marketplace).webhooks;
}
