import { now } from "../clock";
import { db } from "../db/client";
import { inTransaction } from "../db/transaction";
import { log } from "../log";
import { MarketplaceError } from "../marketplaces/errors";
import type { OutgoingFile, SendResult } from "../marketplaces/ports";
import { enqueue } from "../queue/enqueue";
import { appendEvents } from "../realtime/append-event";
import { continueRequest } from "../request-context";
import { connectSeller } from "../sellers/connect-seller";
import { openSecret } from "../sellers/credentials";
import { judgeRefusal } from "../sellers/judge-refusal";
import { inSpan } from "../tracing";
import type { ErrorCode } from "../wire/error-codes";
import { type DeliveryPlan, planAfter, SETTLE_PAUSES_SECONDS } from "./delivery-plan";
import { readOutboundFile } from "./outbound-files";
import {
  claim,
  failMessage,
  findFirstOpen,
  markSent,
  type OpenMessage,
  postpone,
  stopSettling,
} from "./outbox";
import { settle } from "./settle";

/**
 * A request that was claimed this long ago has ended, whoever made it: the adapter's deadline is 15 s, 60 s for a file.
 * Only after that may somebody else ask what became of it.
 */
export const CLAIM_LASTS_MS = 30_000;
const CLAIM_ON_FILE_LASTS_MS = 75_000;

/** A reply that would wait longer for its permit gives its worker to others and comes back in time. */
const PERMIT_WAIT_MS = 4_000;

/** Somebody else took the message between our look and our permit: theirs to send. */
class ClaimLost extends Error {}
class FilesGone extends Error {}

/**
 * Delivers what is queued in one chat, in order, one at a time; a message in doubt is settled before the next leaves.
 * Safe to run any number of times at once: the claim decides who sends.
 */
export async function deliverChat(chatId: string): Promise<void> {
  for (;;) {
    const message = await findFirstOpen(chatId);
    if (message === null) return;
    if ((await deliverOne(message)) === "wait") return;
  }
}

/** As part of the request that wrote the message, so that one id follows it through every log. */
function deliverOne(message: OpenMessage): Promise<Outcome> {
  const attributes = { "prilavok.message_id": message.id, "prilavok.seller_id": message.sellerId };
  return continueRequest(message.requestId, () =>
    inSpan({ name: "deliver message", kind: "internal", attributes }, () =>
      message.status === "sending" ? lookAfter(message) : sendOne(message),
    ),
  );
}

type Outcome = "next" | "wait";

/** A message in flight: ours from before a crash, or another process's right now. */
async function lookAfter(message: OpenMessage): Promise<Outcome> {
  const lastsMs = message.fileId === null ? CLAIM_LASTS_MS : CLAIM_ON_FILE_LASTS_MS;
  const dueAt = message.dueAt ?? new Date((message.claimedAt ?? now()).getTime() + lastsMs);
  if (dueAt > now()) return wakeAt(message, dueAt);
  const found = await settle(message);
  if (found === "settled") return "next";
  const pause = SETTLE_PAUSES_SECONDS[message.settleAttempts];
  const isGivenUp =
    found === "not_shown" ? pause === undefined : isOlderThan(message.claimedAt, UNREADABLE_FOR_MS);
  if (isGivenUp) {
    await stopSettling(message);
    return "next";
  }
  return wakeAt(
    message,
    await postpone(message, { seconds: pause ?? 30, wasLookedAt: found === "not_shown" }),
  );
}

/** A history that cannot be read for this long settles nothing any more: the operator must hear of it. */
const UNREADABLE_FOR_MS = 30 * 60_000;

function isOlderThan(instant: Date | null, ageMs: number): boolean {
  return instant !== null && now().getTime() - instant.getTime() > ageMs;
}

async function wakeAt(message: OpenMessage, at: Date): Promise<Outcome> {
  const delayMs = Math.max(50, at.getTime() - now().getTime());
  await enqueue("deliver-chat", { chat_id: message.chatId }, { delayMs });
  return "wait";
}

async function sendOne(message: OpenMessage): Promise<Outcome> {
  if (message.dueAt !== null && message.dueAt > now()) return wakeAt(message, message.dueAt);
  if (message.sellerStatus === "credentials_rejected") {
    await failMessage(message, { code: "credentials_rejected", text: null, from: "queued" });
    return "next";
  }
  // Paused or removed: it stays queued and leaves when the seller is back.
  if (message.sellerStatus !== "active") return "wait";
  const file = message.fileId === null ? null : await readOutboundFile(message.fileId);
  if (message.fileId !== null && file === null) {
    await failMessage(message, { code: "file_unavailable", text: null, from: "queued" });
    return "next";
  }
  try {
    const result = await request(message, file);
    await markSent(message, result);
    return "next";
  } catch (error) {
    if (error instanceof ClaimLost) return "wait";
    if (error instanceof FilesGone) {
      await failMessage(message, { code: "files_not_supported", text: null, from: "queued" });
      return "next";
    }
    if (error instanceof MarketplaceError) return carryOut(message, error);
    throw error;
  }
}

/** One request. The claim happens when the permit is there and the request is about to leave, not earlier. */
async function request(message: OpenMessage, file: OutgoingFile | null): Promise<SendResult> {
  let isClaimed = false;
  const marketplace = await connectSeller({
    sellerId: message.sellerId,
    lane: "reply",
    maxWaitMs: PERMIT_WAIT_MS,
    beforeRequest: async () => {
      // The connector tries again by itself only when a try never left this machine: the claim still stands.
      if (!isClaimed && !(await claim(message))) throw new ClaimLost();
      isClaimed = true;
    },
  });
  const { chats } = marketplace;
  const chatSecret = message.chatSecret === null ? null : openSecret(message.chatSecret);
  const { chatExternalId, text } = message;
  if (file === null) return chats.sendText({ chatExternalId, text, chatSecret });
  // Uploaded while the marketplace took files (queueFile asks); its adapter has them no more.
  if (chats.sendFile === undefined) throw new FilesGone();
  return chats.sendFile({ chatExternalId, file, chatSecret });
}

async function carryOut(message: OpenMessage, error: MarketplaceError): Promise<Outcome> {
  return follow(message, await decideAfter(message, error, message.attempts + 1));
}

/** What is to become of a message whose request failed; `attempts`: how often it was tried, this time included. */
export async function decideAfter(
  message: OpenMessage,
  error: MarketplaceError,
  attempts: number,
): Promise<DecidedPlan> {
  const plan = planAfter(error, attempts, Math.random());
  log().info(
    {
      seller_id: message.sellerId,
      message_id: message.id,
      kind: error.kind,
      effect: error.effect,
      next: plan.next,
    },
    "a message could not be sent",
  );
  return plan.next === "ask-about-key" ? askAboutKey(message, error) : plan;
}

/** A plan in which nothing is left to find out. */
export type DecidedPlan = Exclude<DeliveryPlan, { next: "ask-about-key" }>;

/** A refusal of this one call: is the key bad, or only this right missing? Asked before the seller is stopped. */
async function askAboutKey(message: OpenMessage, error: MarketplaceError): Promise<DecidedPlan> {
  const judgement = await judgeRefusal(message.sellerId, error);
  if (judgement === "unknown") return { next: "again", afterSeconds: 30 };
  const code: ErrorCode = judgement === "rejected" ? "credentials_rejected" : "role_missing";
  return { next: "fail", code, text: error.theirText };
}

/** A message in flight whose answer was lost: the history is looked at in a moment. */
export async function leaveInDoubt(message: OpenMessage): Promise<Outcome> {
  return wakeAt(
    message,
    await postpone(message, { seconds: SETTLE_PAUSES_SECONDS[0] ?? 1, wasLookedAt: false }),
  );
}

async function follow(message: OpenMessage, plan: DecidedPlan): Promise<Outcome> {
  switch (plan.next) {
    case "settle":
      return leaveInDoubt(message);
    case "again": {
      const dueAt = new Date(now().getTime() + plan.afterSeconds * 1000);
      await queueAgain(message, dueAt);
      return wakeAt(message, dueAt);
    }
    case "fail":
      await failMessage(message, { code: plan.code, text: plan.text, from: "sending" });
      return "next";
    default:
      return plan satisfies never;
  }
}

async function queueAgain(message: OpenMessage, dueAt: Date): Promise<void> {
  // no audit: the message's own row says what became of it.
  await inTransaction(async (tx) => {
    await tx.sql.message.updateMany({
      // Still queued when no permit was to be had: nothing was claimed then, only the time is noted.
      where: { id: message.id, status: { in: ["queued", "sending"] }, externalId: null },
      data: { status: "queued", dueAt, claimedAt: null },
    });
    await appendEvents(tx, [{ name: "message.updated", sellerId: message.sellerId, subjectId: message.id }]);
  });
}

/** Chats with outbound work that is due: for the sweep, which makes up for nudges that were lost. */
export async function listChatsWithDueWork(): Promise<string[]> {
  // index messages_outbound_work
  const rows = await db().$queryRaw<Array<{ chat_id: string }>>`
    SELECT DISTINCT m.chat_id FROM messages m
      JOIN chats c ON c.id = m.chat_id JOIN sellers s ON s.id = c.seller_id
     WHERE m.status IN ('queued', 'sending') AND s.deleted_at IS NULL
       AND (s.status = 'active' OR s.status = 'credentials_rejected' OR m.status = 'sending')
       AND coalesce(m.due_at, CASE WHEN m.status = 'sending' THEN m.claimed_at + interval '30 seconds'
                                   ELSE m.created_at + interval '2 seconds' END) <= now()
     LIMIT 1000`;
  return rows.map((row) => row.chat_id);
}
