import { type LeavingMessage, lockFreeChat, writeLeaving } from "../chats/broadcast-messages";
import type { OpenMessage } from "../chats/outbox";
import { now } from "../clock";
import { inTransaction, type Tx } from "../db/transaction";
import { quietUntil, reasonAtSending } from "./exclusion";
import type { LeasedRecipient } from "./lease";
import type { BroadcastRow } from "./model";

/** A chat into which a message of ours is just leaving is looked at again after this long, in milliseconds. */
const BUSY_PAUSE_MS = 5_000;

/** Nothing leaves for this recipient now. */
export class NotLaunched extends Error {
  /** Whether there is anything else to send: false when the broadcast was paused or ended, or its seller stopped. */
  readonly goesOn: boolean;

  constructor({ goesOn }: { goesOn: boolean }) {
    super("the message does not leave now");
    this.goesOn = goesOn;
  }
}

/**
 * The last look before a request leaves, with its permit in hand: does the broadcast still run, is it still this
 * recipient's turn, may this buyer be written to at this very moment? Then the message is written and claimed in the same
 * transaction. Throws `NotLaunched`; what it decided about the recipient is stored then.
 */
export async function launch(input: {
  broadcast: BroadcastRow;
  recipient: LeasedRecipient;
  message: LeavingMessage;
  replyWindowHours: number | null;
}): Promise<OpenMessage> {
  // no audit: starting the broadcast was the act; its recipients' rows say what became of each.
  const launched = await inTransaction(async (tx) => {
    const { broadcast, recipient, message, replyWindowHours } = input;
    if (!(await mayGoOn(tx, broadcast))) return "stop" as const;
    if (!(await lockFreeChat(tx, recipient.chatId))) return putOff(tx, recipient, BUSY_PAUSE_MS);
    await lockBuyer(tx, { sellerId: broadcast.sellerId, buyerKey: recipient.buyerKey });
    if (!(await isTheirTurn(tx, recipient.id))) return "next" as const;
    if (broadcast.kind === "once" && (await hasArrived(tx, broadcast, recipient))) return "next" as const;
    const { chatId, buyerKey } = recipient;
    const reason = await reasonAtSending(tx, { broadcast, chatId, buyerKey, at: now() });
    if (reason === "quiet_hours") return waitForOpening(tx, broadcast, recipient);
    if (reason !== null) return skipIn(tx, recipient.id, reason);
    const open = await writeLeaving(tx, { message, broadcast, replyWindowHours });
    await tx.sql.broadcastRecipient.update({
      where: { id: recipient.id },
      data: { status: "sending", messageId: open.id, sentAt: open.claimedAt, attempts: { increment: 1 } },
    });
    return open;
  });
  if (launched === "stop" || launched === "next") throw new NotLaunched({ goesOn: launched === "next" });
  return launched;
}

/** Read without a lock: a pause holds from the next launch on, and no launch waits for another. */
async function mayGoOn(tx: Tx, broadcast: BroadcastRow): Promise<boolean> {
  const rows = await tx.sql.$queryRaw<unknown[]>`
    SELECT 1 FROM broadcasts b JOIN sellers s ON s.id = b.seller_id
     WHERE b.id = ${broadcast.id}::uuid AND b.status = 'running' AND s.status = 'active' AND s.deleted_at IS NULL`;
  return rows.length > 0;
}

/** Two chats of one buyer, in one broadcast or two, are launched one after the other, so that the cap sees the first. */
async function lockBuyer(
  tx: Tx,
  { sellerId, buyerKey }: { sellerId: string; buyerKey: string | null },
): Promise<void> {
  if (buyerKey === null) return;
  await tx.sql
    .$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`broadcast ${sellerId} ${buyerKey}`}, 0))`;
}

async function isTheirTurn(tx: Tx, recipientId: string): Promise<boolean> {
  const rows = await tx.sql.$queryRaw<unknown[]>`
    SELECT 1 FROM broadcast_recipients WHERE id = ${recipientId}::uuid AND status = 'pending' FOR UPDATE`;
  return rows.length > 0;
}

/**
 * A message given up as not confirmed may be shown by the history after somebody had it tried again: then it arrived, and
 * a second one would be one too many. Index messages_of_broadcasts.
 */
async function hasArrived(tx: Tx, { id }: BroadcastRow, recipient: LeasedRecipient): Promise<boolean> {
  const arrived = await tx.sql.message.findFirst({
    where: { chatId: recipient.chatId, broadcastId: id, status: "sent" },
    select: { id: true, createdAt: true },
  });
  if (arrived === null) return false;
  await tx.sql.broadcastRecipient.update({
    where: { id: recipient.id },
    data: {
      status: "sent",
      messageId: arrived.id,
      sentAt: arrived.createdAt,
      endedAt: now(),
      reason: null,
      leasedUntil: null,
    },
  });
  return true;
}

async function waitForOpening(
  tx: Tx,
  { sellerId }: BroadcastRow,
  { id, chatId }: LeasedRecipient,
): Promise<"next"> {
  const dueAt = await quietUntil(tx.sql, { sellerId, chatId, at: now() });
  await tx.sql.broadcastRecipient.updateMany({
    where: { id, status: "pending" },
    data: { dueAt, leasedUntil: null },
  });
  return "next";
}

/** For who cannot be written to for a while (their chat's own pace, a silence the marketplace asked for). */
export async function putOffRecipient(recipient: LeasedRecipient, seconds: number): Promise<void> {
  // no audit: see `launch`.
  await inTransaction(async (tx) => void (await putOff(tx, recipient, seconds * 1000)));
}

async function putOff(tx: Tx, { id }: Pick<LeasedRecipient, "id">, ms: number): Promise<"next"> {
  await tx.sql.broadcastRecipient.updateMany({
    where: { id, status: "pending" },
    data: { dueAt: new Date(now().getTime() + ms), leasedUntil: null },
  });
  return "next";
}

async function skipIn(tx: Tx, recipientId: string, reason: string): Promise<"next"> {
  await tx.sql.broadcastRecipient.updateMany({
    where: { id: recipientId, status: "pending" },
    data: { status: "skipped", reason, endedAt: now(), leasedUntil: null },
  });
  return "next";
}

/** For texts that cannot be sent whatever the moment: too long or empty once they are filled in. */
export async function skipRecipient(
  recipientId: string,
  reason: "text_too_long" | "text_empty",
): Promise<void> {
  // no audit: see `launch`.
  await inTransaction(async (tx) => void (await skipIn(tx, recipientId, reason)));
}
