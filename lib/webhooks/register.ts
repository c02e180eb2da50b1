import type { Actor } from "../access/actor";
import type { AuditRecord } from "../audit/append";
import { appendAudit } from "../audit/append";
import { now } from "../clock";
import { db } from "../db/client";
import { inTransaction } from "../db/transaction";
import { AppError } from "../errors";
import { log } from "../log";
import { MarketplaceError } from "../marketplaces/errors";
import type { WebhookCheck, WebhookRegistrationPort } from "../marketplaces/ports";
import { appendEvents } from "../realtime/append-event";
import { capabilitiesOf, connectSeller } from "../sellers/connect-seller";
import type { ErrorCode } from "../wire/error-codes";
import type { SellerWebhook } from "../wire/seller-webhook";
import { webhookUrlOf } from "./address";
import { getSellerWebhook } from "./read-webhook";
import { requireWebhook, type SellerWithWebhook, toWebhookMode } from "./require-webhook";

/** A person waits for the answer: a seller whose limits are spent is told so instead. */
const MAX_WAIT_MS = 15_000;
/** A try that has not ended by then never will: its process died. */
const TRY_ENDS_AFTER_MS = 120_000;

/**
 * Registers a seller's webhook at its marketplace and has it checked there. What came of it is stored either way.
 * Throws `webhook_mode_unsupported` for a mode that the account cannot register, `webhook_not_accepted` with the
 * marketplace's words, and what refuses the key or the moment.
 */
export async function registerWebhook(input: {
  actor: Actor;
  sellerId: string;
}): Promise<{ webhook: SellerWebhook; check: { is_reached: boolean | null; problem: string | null } }> {
  const seller = await requireWebhook(input.actor, input.sellerId);
  const check = await register({ seller, actor: { type: "user", id: input.actor.userId }, isRevival: true });
  return {
    webhook: await getSellerWebhook(input),
    check: { is_reached: check.isReached, problem: check.problem },
  };
}

/**
 * The same without a person: for new sellers, changed addresses, failed tries and silent webhooks. The sweep says when;
 * what fails is shown, and tried again later.
 */
export async function registerByItself(sellerId: string): Promise<void> {
  const seller = await db().seller.findFirst({
    where: { id: sellerId, deletedAt: null, status: "active" },
    include: { webhookState: true },
  });
  if (seller === null || seller.webhookMode === null) return;
  const isRevival = (seller.webhookState?.silentSince ?? null) !== null;
  try {
    await register({ seller, actor: { type: "system", id: null }, isRevival });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log().info({ seller_id: sellerId, code: error.code }, "a webhook could not be registered");
  }
}

interface Registering {
  readonly seller: SellerWithWebhook;
  readonly actor: AuditRecord["actor"];
  readonly isRevival: boolean;
}

async function register(registering: Registering): Promise<WebhookCheck> {
  const { seller } = registering;
  requireRegistrable(seller);
  if (!(await beginTry(seller))) throw new AppError("too_many_requests", { retryAfterSeconds: 10 });
  const url = webhookUrlOf(seller);
  const former = seller.webhookState?.url ?? "";
  try {
    const port = await openRegistration(seller.id);
    const { remoteId } = await port.register({
      url,
      formerUrl: former === "" ? null : former,
      remoteId: seller.webhookState?.remoteId ?? null,
      isRevival: registering.isRevival,
    });
    const check = await port.check(url);
    // Another mode, or none, was chosen meanwhile: what was just made is not wanted any more.
    if (!(await keepOutcome(registering, { url, remoteId, check }))) await port.unregister({ url, remoteId });
    return check;
  } catch (error) {
    const failure = toFailure(error);
    // Removed meanwhile: nothing is left to write to.
    if (failure.code !== "not_found") await keepFailure(registering, { url, failure });
    throw failure;
  }
}

function requireRegistrable(seller: SellerWithWebhook): void {
  const mode = toWebhookMode(seller.webhookMode);
  const modes = capabilitiesOf(seller).registrableWebhookModes;
  if (mode === null || !modes.includes(mode))
    throw new AppError("webhook_mode_unsupported", { details: { modes } });
}

/** One try at a time: two at once would find nothing registered and make two. */
async function beginTry(seller: SellerWithWebhook): Promise<boolean> {
  // no audit: the try itself; what comes of it is audited.
  const rows = await db().$queryRaw<unknown[]>`
    INSERT INTO webhook_registrations AS r (seller_id, state, url, attempted_at, is_trying)
    SELECT id, 'none', '', ${now()}, true FROM sellers WHERE id = ${seller.id}::uuid AND deleted_at IS NULL
    ON CONFLICT (seller_id) DO UPDATE SET attempted_at = excluded.attempted_at, is_trying = true
     WHERE NOT r.is_trying OR r.attempted_at < ${new Date(now().getTime() - TRY_ENDS_AFTER_MS)}
    RETURNING 1`;
  return rows.length > 0;
}

async function openRegistration(sellerId: string): Promise<WebhookRegistrationPort> {
  const marketplace = await connectSeller({ sellerId, lane: "reply", maxWaitMs: MAX_WAIT_MS });
  if (marketplace.webhookRegistration === undefined) throw new AppError("webhook_mode_unsupported");
  return marketplace.webhookRegistration;
}

async function keepOutcome(
  { seller, actor, isRevival }: Registering,
  outcome: { url: string; remoteId: string | null; check: WebhookCheck },
): Promise<boolean> {
  const { url, remoteId, check } = outcome;
  const isReached = check.isReached !== false;
  const isHealing = isRevival && actor.type === "system";
  return inTransaction(async (tx) => {
    const kept = await tx.sql.webhookRegistration.updateMany({
      where: { sellerId: seller.id },
      data: {
        state: isReached ? "registered" : "failed",
        url,
        remoteId,
        registeredAt: now(),
        checkedAt: check.isReached === null ? null : now(),
        errorCode: isReached ? null : "webhook_not_accepted",
        errorText: isReached ? null : (check.problem?.slice(0, 500) ?? null),
        isTrying: false,
        attempts: isReached ? 0 : { increment: 1 },
        // Whether it helped shows in what is missed from now on; only a ring ends the silence.
        ...(isRevival ? { missed: 0, missedSince: null } : {}),
        ...(isHealing ? { revivedAt: now(), revivals: { increment: 1 } } : {}),
      },
    });
    if (kept.count === 0) return false;
    await appendEvents(tx, [{ name: "seller.updated", sellerId: seller.id, subjectId: seller.id }]);
    await appendAudit(tx, {
      actor,
      action: isHealing ? "webhook.revived" : "webhook.registered",
      subject: { type: "seller", id: seller.id },
      sellerId: seller.id,
      details: { mode: seller.webhookMode, is_reached: check.isReached, problem: check.problem },
    });
    return true;
  });
}

async function keepFailure(
  { seller, actor, isRevival }: Registering,
  { url, failure }: { url: string; failure: AppError },
): Promise<void> {
  const isHealing = isRevival && actor.type === "system";
  const wasSameBefore = seller.webhookState?.errorCode === failure.code;
  await inTransaction(async (tx) => {
    await tx.sql.webhookRegistration.updateMany({
      where: { sellerId: seller.id },
      data: {
        state: "failed",
        // An address that is registered there stays known, so that it is found and changed once it can be.
        ...(seller.webhookState?.registeredAt == null ? { url } : {}),
        checkedAt: now(),
        errorCode: failure.code,
        errorText: wordsOf(failure),
        isTrying: false,
        attempts: { increment: 1 },
        ...(isHealing ? { revivedAt: now(), revivals: { increment: 1 } } : {}),
      },
    });
    await appendEvents(tx, [{ name: "seller.updated", sellerId: seller.id, subjectId: seller.id }]);
    // The tenth try in vain says nothing that the first did not.
    if (actor.type === "system" && wasSameBefore) return;
    await appendAudit(tx, {
      actor,
      action: "webhook.registration_failed",
      subject: { type: "seller", id: seller.id },
      sellerId: seller.id,
      details: { mode: seller.webhookMode, code: failure.code, marketplace_says: wordsOf(failure) },
    });
  });
}

/** The marketplace's own words out of an error of ours. */
function wordsOf(failure: AppError): string | null {
  const { details } = failure;
  if (typeof details !== "object" || details === null || !("marketplace_says" in details)) return null;
  return typeof details.marketplace_says === "string" ? details.marketplace_says.slice(0, 500) : null;
}

function toFailure(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (!(error instanceof MarketplaceError)) return new AppError("internal", { cause: error });
  const details = error.theirText === null ? undefined : { marketplace_says: error.theirText };
  const isPassing = error.kind === "unavailable" || error.kind === "rate_limited";
  return new AppError(codeOf(error), {
    details,
    cause: error,
    ...(isPassing ? { retryAfterSeconds: error.retryAfterSeconds ?? 10 } : {}),
  });
}

function codeOf(error: MarketplaceError): ErrorCode {
  switch (error.kind) {
    case "credentials_rejected":
    case "role_missing":
    case "subscription_missing":
      return error.kind;
    case "unavailable":
    case "rate_limited":
      return "marketplace_unavailable";
    default:
      return "webhook_not_accepted";
  }
}
