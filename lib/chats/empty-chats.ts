import { z } from "zod";
import type { Tx } from "../db/transaction";
import { sealSecret, tryToOpenSecret } from "../sellers/credentials";

/** What went with the chats. */
export interface Emptied {
  readonly messages: number;
  readonly notes: number;
  readonly files: number;
  readonly filesBytes: number;
  /** For removing their copies from the disk after the commit. */
  readonly attachmentIds: readonly string[];
}

/**
 * Takes everything a buyer said or was told out of these chats, in the caller's transaction. What stays is a shell that
 * keeps the marketplace's ids alone, and the moment up to which nothing is ever taken in again: a row that was gone
 * would be met anew by the next poll, with its whole history. What is newer comes in as usual.
 * That moment is the newest message's, by the marketplace's own clock: ours may be ahead, and what a buyer writes next
 * would be lost. `upTo`: the moment for chats whose history has not been read to its end. Replies of ours bear our time
 * until they are seen there, and may be seen there later than they left: they have a moment of their own.
 */
export async function emptyChats(
  tx: Tx,
  { chatIds, upTo }: { chatIds: readonly string[]; upTo: Date },
): Promise<Emptied> {
  const ids = [...chatIds].sort();
  // One writer a chat, as everywhere: a page of history under way comes before, or finds the shell.
  await tx.sql.$queryRawUnsafe("SELECT 1 FROM chats WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE", ids);
  const attachments = await tx.sql.$queryRawUnsafe<Array<{ id: string; file_id: string | null }>>(
    "SELECT a.id, a.file_id FROM attachments a JOIN messages m ON m.id = a.message_id WHERE m.chat_id = ANY ($1::uuid[])",
    ids,
  );
  const fileIds = attachments.flatMap((one) => one.file_id ?? []);
  const [files] = await tx.sql.$queryRawUnsafe<Array<{ count: bigint; bytes: bigint }>>(
    `WITH gone AS (DELETE FROM outbound_files WHERE id = ANY ($1::uuid[]) RETURNING size_bytes)
     SELECT count(*) AS count, coalesce(sum(size_bytes), 0)::bigint AS bytes FROM gone`,
    fileIds,
  );
  await tx.sql.$executeRawUnsafe(TO_SHELLS, ids, upTo);
  const messages = await tx.sql.message.deleteMany({ where: { chatId: { in: ids } } });
  const notes = await tx.sql.note.deleteMany({ where: { chatId: { in: ids } } });
  await tx.sql.draft.deleteMany({ where: { chatId: { in: ids } } });
  await forgetEcho(tx, ids);
  return {
    messages: messages.count,
    notes: notes.count,
    files: Number(files?.count ?? 0),
    filesBytes: Number(files?.bytes ?? 0),
    attachmentIds: attachments.map((one) => one.id),
  };
}

/** A request that hung may be carried out this much later than it was sent, and clocks differ by minutes. */
const OWN_LATEST_MINUTES = 17;

// The buyer's orders and returns keep their facts and lose the name and the words, before the chat forgets which orders
// they were; so do others of the same account up to the moment that is cleaned to, unless a chat that stays speaks of
// them. Of what is not stored here yet a mark stays (no name: an order's number, an account's hash), so that it comes in
// without them, too.
const TO_SHELLS = `
  WITH gone AS (
    SELECT seller_id, order_number, posting_number, buyer_key FROM chats WHERE id = ANY ($1::uuid[])),
  named AS (
    SELECT p.seller_id, p.posting_number, p.buyer_key FROM postings p JOIN gone USING (seller_id, order_number)
    UNION
    SELECT p.seller_id, p.posting_number, p.buyer_key FROM postings p JOIN gone USING (seller_id, posting_number)),
  accounts AS (
    SELECT seller_id, buyer_key FROM gone WHERE buyer_key IS NOT NULL
    UNION SELECT seller_id, buyer_key FROM named WHERE buyer_key IS NOT NULL),
  others AS (
    SELECT p.seller_id, p.posting_number FROM postings p JOIN accounts USING (seller_id, buyer_key)
     WHERE coalesce(p.ordered_at, '-infinity') <= $2::timestamptz AND NOT EXISTS (
       SELECT 1 FROM chats o
        WHERE o.seller_id = p.seller_id AND o.order_number = p.order_number AND o.id <> ALL ($1::uuid[]))),
  of_orders AS (
    UPDATE postings p SET is_anonymous = true, buyer_name = NULL, buyer_key = NULL, time_zone = NULL, city = NULL,
                          region = NULL
      FROM (SELECT seller_id, posting_number FROM named UNION SELECT seller_id, posting_number FROM others) n
     WHERE p.seller_id = n.seller_id AND p.posting_number = n.posting_number AND NOT p.is_anonymous),
  of_returns AS (
    UPDATE returns r SET is_anonymous = true, buyer_name = NULL, comment = NULL, photos = '{}'
      FROM (SELECT r.id FROM returns r JOIN named USING (seller_id, posting_number)
            UNION SELECT r.id FROM returns r JOIN others USING (seller_id, posting_number)
            UNION SELECT r.id FROM returns r JOIN gone USING (seller_id, order_number)) n
     WHERE r.id = n.id AND NOT r.is_anonymous),
  marked AS (
    INSERT INTO forgotten_buyers AS f (seller_id, mark, forgotten_at)
    SELECT seller_id, 'order:' || order_number, least($2::timestamptz, now()) FROM gone WHERE order_number IS NOT NULL
    UNION SELECT seller_id, 'buyer:' || encode(sha256(convert_to(buyer_key, 'UTF8')), 'hex'), least($2::timestamptz, now())
      FROM accounts
    ORDER BY 1, 2
    ON CONFLICT (seller_id, mark) DO UPDATE SET forgotten_at = greatest(excluded.forgotten_at, f.forgotten_at)),
  moments AS (
    SELECT c.id, greatest(
             shown.newest, CASE WHEN c.needs_sync OR shown.newest IS NULL THEN $2::timestamptz END, c.erased_at) AS at,
           greatest(own.left_at + interval '${OWN_LATEST_MINUTES} minutes', c.erased_own_until) AS own_until
      FROM chats c
     CROSS JOIN LATERAL (
       SELECT max(m.created_at) AS newest FROM messages m
        WHERE m.chat_id = c.id AND m.external_id IS NOT NULL AND m.claimed_at IS NULL) shown
     CROSS JOIN LATERAL (
       SELECT max(m.claimed_at) AS left_at FROM messages m
        WHERE m.chat_id = c.id AND m.status IN ('sending', 'sent', 'unconfirmed')) own
     WHERE c.id = ANY ($1::uuid[]))
  UPDATE chats c SET
    erased_at = moments.at, erased_own_until = moments.own_until, last_message_at = moments.at,
    erased_external_id = coalesce(c.synced_external_id, c.erased_external_id),
    buyer_name = NULL, buyer_key = NULL, buyer_last_at = NULL, language = NULL, last_message_preview = NULL, last_message_direction = NULL, unread_count = 0,
    order_number = NULL, posting_number = NULL, order_checked_number = NULL, order_checked_at = NULL,
    is_order_open = false, order_writable_until = NULL, writable_until = NULL,
    waiting_since = NULL, due_kind = NULL, due_at = NULL, deadline_at = NULL,
    assignee_id = NULL, tags = '{}', snoozed_until = NULL, status = 'closed', updated_at = now()
  FROM moments WHERE c.id = moments.id`;

/**
 * Where words of the chat went by themselves: colleagues' notices, rules' work, answers kept for repeated requests, calls
 * to addresses outside.
 */
async function forgetEcho(tx: Tx, ids: readonly string[]): Promise<void> {
  for (const table of ["notices", "chat_presence", "automation_triggers", "automation_runs"])
    await tx.sql.$executeRawUnsafe(`DELETE FROM ${table} WHERE chat_id = ANY ($1::uuid[])`, ids);
  // That a broadcast reached this chat stays, for the cap; so does the wish not to be written to. The words and the name go.
  await tx.sql.$executeRawUnsafe(
    "UPDATE broadcast_recipients SET buyer_key = NULL, bought_order = NULL WHERE chat_id = ANY ($1::uuid[])",
    ids,
  );
  await tx.sql.$executeRawUnsafe("UPDATE opt_outs SET said = '' WHERE chat_id = ANY ($1::uuid[])", ids);
  await forgetAnswers(tx, ids);
  // index outgoing_deliveries_chat, which says the same; by their text alone a month of them would be read
  await tx.sql.$executeRawUnsafe(
    `DELETE FROM outgoing_deliveries
      WHERE coalesce(payload #>> '{data,message,chat_id}', payload #>> '{data,chat,id}') = ANY ($1::text[])`,
    ids,
  );
}

/** Kept answers stay, without the words, so that a repeat still sends nothing twice. */
async function forgetAnswers(tx: Tx, ids: readonly string[]): Promise<void> {
  // index idempotency_keys_chat
  const rows = await tx.sql.$queryRawUnsafe<Array<{ actor_id: string; key: string; sealed: string }>>(
    `SELECT actor_id, key, answer ->> 'sealed' AS sealed FROM idempotency_keys
      WHERE answer ->> 'chat_id' = ANY ($1::text[]) FOR UPDATE`,
    ids,
  );
  for (const { actor_id, key, sealed } of rows) {
    const plain = tryToOpenSecret(sealed);
    // What no key opens any more tells nobody anything.
    if (plain === null) continue;
    await tx.sql.$executeRawUnsafe(
      "UPDATE idempotency_keys SET answer = jsonb_set(answer, '{sealed}', to_jsonb($3::text)) WHERE actor_id = $1 AND key = $2",
      actor_id,
      key,
      sealSecret(JSON.stringify(withoutWords(JSON.parse(plain)))),
    );
  }
}

const answerWithWords = z.looseObject({
  message: z.looseObject({ attachments: z.array(z.looseObject({})).optional() }).optional(),
  note: z.looseObject({}).optional(),
});

function withoutWords(answer: unknown): unknown {
  const { message, note, ...rest } = answerWithWords.parse(answer);
  const attachments = message?.attachments?.map((file) => ({ ...file, file_name: null }));
  return {
    ...rest,
    ...(message === undefined ? {} : { message: { ...message, text: "", attachments } }),
    ...(note === undefined ? {} : { note: { ...note, text: "" } }),
  };
}
