import { now } from "../clock";
import { db } from "../db/client";
import { inTransaction, type Tx } from "../db/transaction";
import { log } from "../log";
import { MarketplaceError } from "../marketplaces/errors";
import type { ItemOutcome } from "../marketplaces/port-page";
import { diagnoseSeller } from "../sellers/connect-seller";
import { rejectCredentials } from "../sellers/record-health";
import type { ErrorCode } from "../wire/error-codes";
import type { Doing } from "./doing";
import { claimItems, DOUBT, toWork } from "./items";
import type { ItemRow } from "./model";

/** An item that cannot leave for so many tries is given back: about half an hour with the pauses below. */
const MOST_ATTEMPTS = 12;
const LONGEST_PAUSE_SECONDS = 240;
/** Refused because it came too often: once more after this long. */
const LATER_SECONDS = 35;
/** What was accepted is looked at after this long; the marketplace takes a moment. */
const FIRST_LOOK_SECONDS = 1;

/** Somebody else took the items between our look and our permit: theirs to send. */
class ClaimLost extends Error {}

/** Sends items in one request; the claim happens when the permit is there and the request is about to leave. */
export async function sendItems(doing: Doing, items: readonly ItemRow[]): Promise<void> {
  let isClaimed = false;
  try {
    const marketplace = await doing.connect(async () => {
      if (isClaimed) return; // another try of a request that never left, or the older form of a method
      const claimed = await claimItems(items);
      if (claimed.size < items.length) {
        await giveBack(items, claimed);
        throw new ClaimLost();
      }
      isClaimed = true;
    });
    const outcomes = await doing.handler.send(toWork(doing, marketplace, items));
    await keepOutcomes(items, outcomes);
  } catch (error) {
    if (error instanceof ClaimLost) return;
    if (!(error instanceof MarketplaceError)) throw error;
    await follow(doing, items, error);
  }
}

/** Some were taken back or taken by another in the same moment: the rest waits for its own request. */
async function giveBack(items: readonly ItemRow[], claimed: ReadonlySet<number>): Promise<void> {
  const ours = items.filter((item) => claimed.has(item.position));
  await change(ours, ["sending"], { status: "queued", sentAt: null });
}

async function keepOutcomes(items: readonly ItemRow[], outcomes: readonly ItemOutcome[]): Promise<void> {
  const told = new Map(outcomes.map((one) => [one.subject, one]));
  // no audit: what was asked for is audited; this is what came of it.
  await inTransaction(async (tx) => {
    for (const item of items) await keepOutcome(tx, item, told.get(item.subject));
  });
}

async function keepOutcome(tx: Tx, item: ItemRow, outcome: ItemOutcome | undefined): Promise<void> {
  const where = { actionId: item.actionId, position: item.position, status: "sending" };
  const soon = new Date(now().getTime() + FIRST_LOOK_SECONDS * 1000);
  switch (outcome?.outcome) {
    case "accepted": {
      const data = {
        status: "sent",
        taskId: outcome.taskId,
        dueAt: soon,
        attempts: 0,
        errorCode: null,
        errorText: null,
      };
      await tx.sql.marketActionItem.updateMany({ where, data });
      return;
    }
    case "refused": {
      const data = failed("marketplace_refused", outcome.theirText ?? outcome.theirCode);
      await tx.sql.marketActionItem.updateMany({ where, data });
      return;
    }
    case "later": {
      const isGivenUp = item.attempts + 1 >= MOST_ATTEMPTS;
      const dueAt = new Date(now().getTime() + LATER_SECONDS * 1000);
      const data = isGivenUp
        ? failed("rate_limited", outcome.theirText)
        : { status: "queued", dueAt, errorCode: "rate_limited", errorText: outcome.theirText };
      await tx.sql.marketActionItem.updateMany({ where, data });
      return;
    }
    default:
      // The answer does not speak of it: only a look can tell.
      await tx.sql.marketActionItem.updateMany({
        where,
        data: { status: "sent", dueAt: soon, attempts: 0, errorCode: DOUBT },
      });
  }
}

/** The request as a whole failed. */
async function follow(doing: Doing, items: readonly ItemRow[], error: MarketplaceError): Promise<void> {
  const { kind, effect, theirText } = error;
  log().info(
    { seller_id: doing.action.sellerId, action_id: doing.action.id, kind, effect },
    "items could not be sent",
  );
  if (effect === "unknown" && !doing.handler.isAbsolute) {
    const dueAt = new Date(now().getTime() + 3_000);
    return change(items, ["sending"], { status: "sent", dueAt, attempts: 0, errorCode: DOUBT });
  }
  if (effect === "unknown" || kind === "rate_limited" || kind === "unavailable") return again(items, error);
  const code = kind === "credentials_rejected" ? await judgeKey(doing.action.sellerId, error) : codeOf(kind);
  if (code === null) return again(items, error);
  await change(items, ["queued", "sending"], failed(code, theirText));
}

/**
 * A bare 403 may mean the key or this one method: the marketplace is asked. A rejected key stops the seller, and its items
 * fail. Null: nobody knows now.
 */
async function judgeKey(sellerId: string, error: MarketplaceError): Promise<ErrorCode | null> {
  const diagnosis = await diagnoseSeller(sellerId).catch(() => null);
  if (diagnosis === null || diagnosis.verdict === "unknown") return null;
  if (diagnosis.verdict === "limited") return "role_missing";
  await rejectCredentials(sellerId, error, diagnosis);
  return "credentials_rejected";
}

function codeOf(kind: MarketplaceError["kind"]): ErrorCode {
  return kind === "role_missing" || kind === "subscription_missing" ? kind : "marketplace_refused";
}

async function again(items: readonly ItemRow[], error: MarketplaceError): Promise<void> {
  const given = items.filter((item) => item.attempts + 1 >= MOST_ATTEMPTS);
  const rest = items.filter((item) => item.attempts + 1 < MOST_ATTEMPTS);
  const tries = Math.max(0, ...rest.map((item) => item.attempts));
  const backoff = Math.min(LONGEST_PAUSE_SECONDS, 2 ** tries) * (0.5 + Math.random() / 2);
  const seconds = Math.max(backoff, error.retryAfterSeconds ?? 0);
  const dueAt = new Date(now().getTime() + seconds * 1000);
  await change(rest, ["queued", "sending"], {
    status: "queued",
    dueAt,
    errorCode: error.kind === "rate_limited" ? "rate_limited" : "marketplace_unavailable",
    errorText: error.theirText,
  });
  await change(given, ["queued", "sending"], failed("marketplace_unavailable", error.theirText));
}

function failed(errorCode: ErrorCode, text: string | null) {
  return { status: "failed", errorCode, errorText: text?.slice(0, 500) ?? null, finishedAt: now() };
}

async function change(
  items: readonly ItemRow[],
  from: readonly string[],
  data: Readonly<Record<string, string | Date | number | null>>,
): Promise<void> {
  const [first] = items;
  if (first === undefined) return;
  await db().marketActionItem.updateMany({
    where: {
      actionId: first.actionId,
      position: { in: items.map((item) => item.position) },
      status: { in: [...from] },
    },
    data,
  });
}
