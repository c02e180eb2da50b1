import { type LeavingMessage, writeLeaving } from "../chats/broadcast-messages";
import { lockChat } from "../chats/lock-chat";
import type { OpenMessage } from "../chats/outbox";
import { now } from "../clock";
import { inTransaction, type Tx } from "../db/transaction";
import { quietUntil, reasonBy } from "./exclusion";
import type { Judging } from "./judging";
import type { LeasedRecipient } from "./lease";
import type { BroadcastRow } from "./model";
import { stillHolds } from "./still-holds";

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
  /** Read a moment ago; only the moment itself is now. */
  judging: Judging;
}): Promise<Launched> {
  // no audit: starting the broadcast was the act; its recipients' rows say what became of each.
  const launched = await inTransaction(async (tx) => {
    const { broadcast, recipient, message, judging } = input;
    const { chatId, buyerKey } = recipient;
    if (!(await lockChat(tx, chatId))) return putOff(tx, recipient, BUSY_PAUSE_MS);
    await lockBuyer(tx, { sellerId: broadcast.sellerId, buyerKey });
    const { goesOn, isTheirTurn, isBusy, arrivedId, strikes } = await readTurn(tx, recipient);
    if (!goesOn) return "stop" as const;
    if (!isTheirTurn) return "next" as const;
    if (isBusy) return putOff(tx, recipient, BUSY_PAUSE_MS);
    if (arrivedId !== null) return noteArrived(tx, recipient, arrivedId);
    const { postingNumber, onceKey } = recipient;
    const { sellerId } = broadcast;
    if (!(await stillHolds(tx, { sellerId, postingNumber, onceKey })))
      return skipIn(tx, recipient.id, "order_moved_on");
    const reason = await reasonBy(tx, { ...judging, at: now() }, { chatId, buyerKey });
    if (reason === "quiet_hours") return waitForOpening(tx, broadcast, recipient);
    if (reason !== null) return skipIn(tx, recipient.id, reason);
    const open = await writeLeaving(tx, { message, broadcast });
    await tx.sql.$executeRaw`
      UPDATE broadcast_recipients SET status = 'sending', message_id = ${open.id}::uuid, sent_at = ${open.claimedAt},
             attempts = attempts + 1
       WHERE id = ${recipient.id}::uuid`;
    return { ...open, hasStrikes: strikes > 0 };
  });
  if (launched === "stop" || launched === "next") throw new NotLaunched({ goesOn: launched === "next" });
  return launched;
}

/** A message that is leaving, and whether its success makes up for a refusal before it. */
export type Launched = OpenMessage & { readonly hasStrikes: boolean };

interface Turn {
  readonly goesOn: boolean;
  readonly isTheirTurn: boolean;
  /** A message of ours is on its way into the chat just now. */
  readonly isBusy: boolean;
  readonly arrivedId: string | null;
  readonly strikes: number;
}

/**
 * Locks the recipient. The broadcast is read without a lock: a pause holds from the next launch on, and no launch waits for
 * another. `arrivedId`: a message given up as not confirmed may be shown by the history after somebody had it tried
 * again; then it arrived, and a second one would be one too many. Indexes messages_of_broadcasts, messages_outbound_work.
 */
async function readTurn(tx: Tx, recipient: LeasedRecipient): Promise<Turn> {
  const rows = await tx.sql.$queryRaw<Turn[]>`
    SELECT b.status = 'running' AND s.status = 'active' AND s.deleted_at IS NULL AS "goesOn",
           r.status = 'pending' AS "isTheirTurn", b.strikes,
           EXISTS (SELECT 1 FROM messages m
                    WHERE m.chat_id = r.chat_id AND m.status IN ('queued', 'sending')) AS "isBusy",
           CASE WHEN b.kind = 'once' THEN (
             SELECT m.id FROM messages m
              WHERE m.chat_id = r.chat_id AND m.broadcast_id = b.id AND m.status = 'sent' LIMIT 1) END AS "arrivedId"
      FROM broadcast_recipients r JOIN broadcasts b ON b.id = r.broadcast_id JOIN sellers s ON s.id = b.seller_id
     WHERE r.id = ${recipient.id}::uuid FOR UPDATE OF r`;
  return rows[0] ?? { goesOn: false, isTheirTurn: false, isBusy: false, arrivedId: null, strikes: 0 };
}

async function noteArrived(tx: Tx, recipient: LeasedRecipient, messageId: string): Promise<"next"> {
  await tx.sql.$executeRaw`
    UPDATE broadcast_recipients r
       SET status = 'sent', message_id = m.id, sent_at = m.created_at, ended_at = ${now()}, reason = NULL,
           leased_until = NULL
      FROM messages m WHERE m.id = ${messageId}::uuid AND r.id = ${recipient.id}::uuid`;
  return "next";
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
