import { createHash } from "node:crypto";
import { ZodError } from "zod";
import { Prisma } from "@/generated/prisma/client";
import { now } from "../clock";
import { inTransaction, type Tx } from "../db/transaction";
import { log } from "../log";
import { audienceFilters } from "../wire/audience";
import { audienceSets, audienceWhere } from "./audience-filters";
import { quietUntil } from "./exclusion";
import { type BroadcastRow, variantsOf } from "./model";
import { recount } from "./recount";
import { pauseByItselfIn } from "./strikes";

/** Changes in one transaction. */
const CHANGES_AT_ONCE = 100;
/** Transactions in one look; the next look is a second away. */
const MOST_BATCHES = 20;
/** What happened longer ago is not told any more: the buyer knows, or it has passed. */
const NEWS_HOURS = 24;

interface Change {
  readonly id: bigint;
  readonly sellerId: string;
  readonly postingNumber: string;
  readonly orderNumber: string;
  readonly stage: string;
  readonly isNews: boolean;
}

/**
 * Makes recipients of running broadcasts about orders from postings that came to a stage: each in its order, exactly
 * once, by any number of processes. Whether the buyer may be written to is asked when their turn comes. Answers how many
 * changes were looked at.
 */
export async function takePostingChanges(): Promise<number> {
  let looked = 0;
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    const count = await takeBatch();
    looked += count;
    if (count < CHANGES_AT_ONCE) break;
  }
  return looked;
}

/** Recipients and the mark that their change is done are one transaction: a death before its end repeats it whole. */
async function takeBatch(): Promise<number> {
  // no audit: what a broadcast does was decided and recorded at its start.
  return inTransaction(async (tx) => {
    // index posting_changes_to_do
    const changes = await tx.sql.$queryRaw<Change[]>`
      SELECT id, seller_id AS "sellerId", posting_number AS "postingNumber", order_number AS "orderNumber", stage,
             created_at > now() - make_interval(hours => ${NEWS_HOURS}) AS "isNews"
        FROM posting_changes WHERE done_at IS NULL ORDER BY id LIMIT ${CHANGES_AT_ONCE} FOR UPDATE SKIP LOCKED`;
    if (changes.length === 0) return 0;
    await announce(
      tx,
      changes.filter((change) => change.isNews),
    );
    const ids = changes.map((change) => change.id);
    await tx.sql.postingChange.updateMany({ where: { id: { in: ids } }, data: { doneAt: now() } });
    return changes.length;
  });
}

async function announce(tx: Tx, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  const sellerIds = [...new Set(changes.map((change) => change.sellerId))];
  // Held, so that one that is being cancelled gets nobody any more. index broadcasts_at_work
  const running = await tx.sql.$queryRaw<Array<{ id: string }>>`
    SELECT id FROM broadcasts WHERE status = 'running' AND kind = 'order' AND seller_id = ANY (${sellerIds}::uuid[])
     ORDER BY id FOR UPDATE`;
  const ids = running.map((row) => row.id);
  const broadcasts = await tx.sql.broadcast.findMany({ where: { id: { in: ids } }, orderBy: { id: "asc" } });
  const joined: string[] = [];
  for (const broadcast of broadcasts) {
    const called = changes.filter(
      (change) => change.sellerId === broadcast.sellerId && broadcast.stages.includes(change.stage),
    );
    if (await tryToAdd(tx, broadcast, called)) joined.push(broadcast.id);
  }
  await recount(tx, joined);
}

/** One that cannot be worked out (filters that nobody understands) pauses, and keeps no other from its recipients. */
async function tryToAdd(tx: Tx, broadcast: BroadcastRow, called: readonly Change[]): Promise<boolean> {
  await tx.sql.$executeRaw`SAVEPOINT one_broadcast`;
  try {
    const isJoined = await addRecipients(tx, broadcast, called);
    await tx.sql.$executeRaw`RELEASE SAVEPOINT one_broadcast`;
    return isJoined;
  } catch (error) {
    if (!isOwnFault(error)) throw error;
    log().error({ err: error, broadcast_id: broadcast.id }, "a broadcast about orders cannot be worked out");
    await tx.sql.$executeRaw`ROLLBACK TO SAVEPOINT one_broadcast`;
    await pauseByItselfIn(tx, broadcast.id, { code: "internal", text: null });
    return false;
  }
}

/** What another try would meet again: what was stored, or SQL made of it, and not the database's own state. */
function isOwnFault(error: unknown): boolean {
  if (error instanceof ZodError) return true;
  const isSql = error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2010";
  return isSql && /"(22|42)[0-9A-Z]{3}"/.test(JSON.stringify(error.meta ?? {}));
}

interface Found {
  readonly chatId: string;
  readonly buyerKey: string | null;
  readonly postingNumber: string;
  readonly onceKey: string;
}

/** Answers whether anybody was added. The unique key (broadcast, chat, posting and stage) makes repeats harmless. */
async function addRecipients(tx: Tx, broadcast: BroadcastRow, changes: readonly Change[]): Promise<boolean> {
  if (changes.length === 0) return false;
  const at = now();
  const found = await findChats(tx, broadcast, changes, at);
  const position = Math.floor((at.getTime() - (broadcast.startedAt ?? at).getTime()) / 1000);
  const data = [];
  for (const { chatId, buyerKey, postingNumber, onceKey } of found)
    data.push({
      broadcastId: broadcast.id,
      sellerId: broadcast.sellerId,
      chatId,
      buyerKey,
      postingNumber,
      onceKey,
      position,
      variant: variantFor(broadcast, onceKey),
      dueAt:
        broadcast.quietHours === "ignore"
          ? null
          : await quietUntil(tx.sql, { sellerId: broadcast.sellerId, chatId, at }),
    });
  const { count } = await tx.sql.broadcastRecipient.createMany({ data, skipDuplicates: true });
  return count > 0;
}

/**
 * For each posting the one chat that speaks of it, the posting itself before its order, the newest first; chats that the
 * broadcast's filters do not hold for are not looked at. Who has it in a chat already does not get it in another.
 */
function findChats(tx: Tx, broadcast: BroadcastRow, changes: readonly Change[], at: Date): Promise<Found[]> {
  const { id, sellerId } = broadcast;
  const asked = { sellerId, filters: audienceFilters.parse(broadcast.filters), at };
  const rows = changes.map((change, turn) => ({
    turn,
    posting_number: change.postingNumber,
    order_number: change.orderNumber,
    once_key: `${change.postingNumber}:${change.stage}`,
  }));
  // indexes chats_of_order, chats_by_posting
  return tx.sql.$queryRaw<Found[]>`
    WITH ${audienceSets(asked)}
    called AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS n (turn int, posting_number text, order_number text, once_key text)),
    spoken_of AS (
      SELECT n.*, c.id AS chat_id FROM called n JOIN chats c ON c.seller_id = ${sellerId}::uuid AND c.order_number = n.order_number
      UNION
      SELECT n.*, c.id FROM called n JOIN chats c ON c.seller_id = ${sellerId}::uuid AND c.posting_number = n.posting_number),
    chosen AS (
      SELECT DISTINCT ON (s.turn) s.turn, s.posting_number, s.once_key, c.id AS chat_id, c.buyer_key
        FROM spoken_of s JOIN chats c ON c.id = s.chat_id
       WHERE c.seller_id = ${sellerId}::uuid AND c.kind = 'buyer' AND ${audienceWhere(asked)}
         AND NOT EXISTS (SELECT 1 FROM broadcast_recipients r
                          WHERE r.broadcast_id = ${id}::uuid AND r.once_key = s.once_key AND r.posting_number = s.posting_number)
       ORDER BY s.turn, c.posting_number = s.posting_number DESC NULLS LAST, c.last_message_at DESC NULLS LAST, c.id)
    SELECT chat_id AS "chatId", buyer_key AS "buyerKey", posting_number AS "postingNumber", once_key AS "onceKey"
      FROM chosen ORDER BY turn`;
}

/** Drawn by the shares, and the same for one posting and stage however often it is drawn. */
function variantFor(broadcast: BroadcastRow, onceKey: string): string {
  const variants = variantsOf(broadcast);
  let lot = lotOf(`${broadcast.id} ${onceKey}`);
  for (const { key, share } of variants) {
    if (lot < share) return key;
    lot -= share;
  }
  return variants[0]?.key ?? "A";
}

/** 0-99, evenly. */
function lotOf(text: string): number {
  return createHash("sha256").update(text).digest().readUInt32BE(0) % 100;
}
