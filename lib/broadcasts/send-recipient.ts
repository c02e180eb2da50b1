import { type LeavingMessage, takeBackIn } from "../chats/broadcast-messages";
import { type DecidedPlan, decideAfter, leaveInDoubt } from "../chats/deliver";
import { failMessage, markSent, type OpenMessage } from "../chats/outbox";
import { now } from "../clock";
import { inTransaction } from "../db/transaction";
import { log } from "../log";
import { MarketplaceError } from "../marketplaces/errors";
import type { Marketplace } from "../marketplaces/ports";
import { connectSeller } from "../sellers/connect-seller";
import { openSecret } from "../sellers/credentials";
import type { ErrorCode } from "../wire/error-codes";
import type { Judging } from "./judging";
import { type Launched, launch, NotLaunched, putOffRecipient } from "./launch";
import type { LeasedRecipient } from "./lease";
import type { BroadcastRow } from "./model";
import { noteRefusal, noteSuccess, pauseByItself } from "./strikes";

/** A recipient that could not be reached is tried so often in all; then it has failed, and a person may try again. */
const MOST_ATTEMPTS = 6;

export interface Sending {
  readonly broadcast: BroadcastRow;
  readonly recipient: LeasedRecipient;
  readonly message: LeavingMessage;
  readonly judging: Judging;
}

/** One line over which one message after another leaves. */
export interface Line {
  /** Answers whether there is anything else to send. */
  send(sending: Sending): Promise<boolean>;
}

/**
 * Opens a line to the broadcast's seller: every request waits for a permit in the lane of broadcasts, under the
 * broadcast's own pace, and is launched when it has one. Throws `not_found` for a seller without a key.
 */
export async function openLine(broadcast: BroadcastRow): Promise<Line> {
  let leaving: (() => Promise<void>) | null = null;
  const own = { name: `broadcast.${broadcast.id}`, requests: broadcast.rateLimit, windowSeconds: 1 };
  const marketplace = await connectSeller({
    sellerId: broadcast.sellerId,
    lane: "broadcast",
    maxAheadMs: MOST_AHEAD_MS,
    alsoUnder: [{ ...own, scope: null, isOwn: true }],
    beforeRequest: async () => leaving?.(),
  });
  return {
    send: async (sending) => {
      let open: Launched | null = null;
      leaving = async () => {
        // The connector tries again by itself only when a try never left this machine: the launch still stands.
        open ??= await launch(sending);
      };
      try {
        return await sendOver(marketplace, sending, () => open);
      } finally {
        leaving = null;
      }
    },
  };
}

async function sendOver(
  marketplace: Marketplace,
  sending: Sending,
  launched: () => Launched | null,
): Promise<boolean> {
  const { broadcast, message } = sending;
  const chatSecret = message.chatSecret === null ? null : openSecret(message.chatSecret);
  const { chatExternalId, text } = message;
  try {
    const result = await marketplace.chats.sendText({ chatExternalId, text, chatSecret });
    const open = launched();
    if (open !== null) await markSent(open, result, { isNewsToChat: true });
    if (open?.hasStrikes === true) await noteSuccess(broadcast.id);
    return true;
  } catch (error) {
    if (error instanceof NotLaunched) return error.goesOn;
    const open = launched();
    if (!(error instanceof MarketplaceError)) throw error;
    if (open === null) return refusedBefore(sending, error);
    const plan = await decideAfter(open, error, sending.recipient.attempts + 1);
    await carryOut({
      ...sending,
      open,
      error,
      plan,
      replyWindowHours: marketplace.capabilities.replyWindowHours,
    });
    return true;
  }
}

/** Nothing was launched: no permit is to be had for this chat now, or the key cannot even be sent. */
async function refusedBefore({ broadcast, recipient }: Sending, error: MarketplaceError): Promise<boolean> {
  if (error.kind === "credentials_rejected") {
    await pauseByItself(broadcast.id, { code: "credentials_rejected", text: error.theirText });
    return false;
  }
  await putOffRecipient(recipient, error.retryAfterSeconds ?? UNKNOWN_PAUSE_SECONDS);
  return true;
}

const UNKNOWN_PAUSE_SECONDS = 5;
/** Who would wait longer than this for a permit of their own lets the others go first, in milliseconds. */
const MOST_AHEAD_MS = 2_000;

interface Refused extends Sending {
  readonly open: OpenMessage;
  readonly error: MarketplaceError;
  readonly plan: DecidedPlan;
  readonly replyWindowHours: number | null;
}

/** What the whole broadcast would meet again with the next recipient. */
const STOPS: ReadonlySet<ErrorCode> = new Set([
  "credentials_rejected",
  "role_missing",
  "subscription_missing",
]);
/** What speaks of one chat alone and says nothing about the others. */
const OF_ONE_CHAT: ReadonlySet<ErrorCode> = new Set(["reply_window_closed", "chat_closed", "not_writable"]);

async function carryOut(refused: Refused): Promise<void> {
  const { broadcast, open, error, plan } = refused;
  const text = error.theirText;
  switch (plan.next) {
    case "settle":
      await leaveInDoubt(open);
      return noteRefusal(broadcast.id, { code: "marketplace_unavailable", text });
    case "again": {
      const code = error.kind === "rate_limited" ? "rate_limited" : "marketplace_unavailable";
      if (refused.recipient.attempts + 1 >= MOST_ATTEMPTS)
        await failMessage(open, { code, text, from: "sending" });
      else await takeBack(refused, plan.afterSeconds);
      return noteRefusal(broadcast.id, { code, text });
    }
    case "fail": {
      const { code } = plan;
      if (STOPS.has(code)) {
        // Nothing is wrong with the recipient: whoever resumes the broadcast writes to them.
        await takeBack(refused, 0);
        return pauseByItself(broadcast.id, { code, text });
      }
      await failMessage(open, { code, text, from: "sending" });
      return OF_ONE_CHAT.has(code) ? undefined : noteRefusal(broadcast.id, { code, text });
    }
    default:
      return plan satisfies never;
  }
}

/** It surely did not leave: the message goes, and the recipient waits for their turn again. One transaction. */
async function takeBack(refused: Refused, afterSeconds: number): Promise<void> {
  const { open, recipient, replyWindowHours } = refused;
  // no audit: see `launch`.
  await inTransaction(async (tx) => {
    if (!(await takeBackIn(tx, { message: open, replyWindowHours }))) return;
    await tx.sql.broadcastRecipient.updateMany({
      where: { id: recipient.id, status: "sending", messageId: open.id },
      data: {
        status: "pending",
        messageId: null,
        sentAt: null,
        leasedUntil: null,
        dueAt: new Date(now().getTime() + afterSeconds * 1000),
      },
    });
  });
  log().info({ broadcast_id: refused.broadcast.id, after_s: afterSeconds }, "a recipient is tried again");
}
