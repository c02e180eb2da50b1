import type { Tx } from "../db/transaction";
import { countTotal } from "../limits/count-outcomes";
import { log } from "../log";
import type { ChatSnapshot, IncomingMessage } from "../marketplaces/ports";
import { appendEvents, type NewEvent } from "../realtime/append-event";
import { sealSecret } from "../sellers/credentials";
import { type EmptiedUntil, withoutErased, withoutErasedOwn } from "./erased-messages";
import { linkOwnMessages } from "./link-own";
import { noteAnswers } from "./note-answers";
import { noteOptOuts } from "./note-opt-outs";
import { noteTriggers } from "./note-triggers";
import { refreshChats } from "./refresh";

/**
 * Takes in what a marketplace showed, in the caller's transaction (which also moves the cursor that accounts for it).
 * Everything here may come any number of times: unique keys keep one row each.
 */

/**
 * Stores chats as the marketplace's list shows them. What it does not tell (null) stays as it was.
 * `toRead`: external ids whose history is to be read; `dueAt` null leaves them to the backfill.
 */
export async function upsertChats(
  tx: Tx,
  input: {
    sellerId: string;
    chats: readonly ChatSnapshot[];
    toRead: ReadonlySet<string>;
    dueAt: Date | null;
  },
): Promise<void> {
  if (input.chats.length === 0) return;
  // One order for all writers, so that two pages with the same chats cannot deadlock.
  const sorted = [...input.chats].sort((a, b) => (a.externalId < b.externalId ? -1 : 1));
  const rows = sorted.map((chat) => ({
    external_id: chat.externalId,
    kind: chat.kind,
    external_type: chat.externalType,
    status: chat.status,
    created_at: (chat.createdAt ?? chat.lastMessageAt ?? new Date()).toISOString(),
    buyer_name: chat.buyerName,
    order_number: chat.orderNumber,
    posting_number: chat.postingNumber,
    last_message_at: chat.lastMessageAt?.toISOString() ?? null,
    announced: chat.lastMessageExternalId,
    chat_secret: chat.chatSecret === null ? null : sealSecret(chat.chatSecret),
    to_read: input.toRead.has(chat.externalId),
  }));
  await tx.sql.$executeRawUnsafe(UPSERT_CHATS, input.sellerId, JSON.stringify(rows), input.dueAt);
}

/** Our ids of chats by their external ids; unknown ones are absent. */
export async function findChatIds(
  tx: Tx,
  input: { sellerId: string; externalIds: readonly string[] },
): Promise<Map<string, string>> {
  const rows = await tx.sql.chat.findMany({
    where: { sellerId: input.sellerId, externalId: { in: [...new Set(input.externalIds)] } },
    select: { id: true, externalId: true },
  });
  return new Map(rows.map((row) => [row.externalId, row.id]));
}

/**
 * What the list tells of a chat's buyer and order; null leaves it as it was. Of a chat that was emptied it is taken in
 * only once somebody has written since: the list still names the buyer who asked to be forgotten.
 */
const told = (column: string) => `
  CASE WHEN chats.erased_at IS NULL
         OR greatest(excluded.last_message_at, chats.last_message_at) > greatest(chats.erased_at, chats.erased_own_until)
       THEN coalesce(excluded.${column}, chats.${column}) ELSE chats.${column} END`;

// The marketplace's closing closes a chat here; its being open does not undo an operator's closing. A poll shows a
// hundred chats of which few changed: rows that stay as they are must not be written again.
const UPSERT_CHATS = `
  INSERT INTO chats (seller_id, external_id, kind, external_type, status, marketplace_status, created_at, buyer_name,
                     order_number, posting_number, last_message_at, announced_external_id, chat_secret,
                     needs_sync, sync_due_at, updated_at)
  SELECT $1::uuid, n.external_id, n.kind, n.external_type, n.status, n.status, n.created_at, n.buyer_name,
         n.order_number, n.posting_number, n.last_message_at, n.announced, n.chat_secret,
         n.to_read, CASE WHEN n.to_read THEN $3::timestamptz END, now()
    FROM jsonb_to_recordset($2::jsonb) AS n (
      external_id text, kind text, external_type text, status text, created_at timestamptz, buyer_name text,
      order_number text, posting_number text, last_message_at timestamptz, announced text, chat_secret text,
      to_read boolean)
  ON CONFLICT (seller_id, external_id) DO UPDATE SET
    kind = excluded.kind,
    external_type = excluded.external_type,
    status = CASE WHEN excluded.marketplace_status <> chats.marketplace_status
                  THEN excluded.marketplace_status ELSE chats.status END,
    marketplace_status = excluded.marketplace_status,
    buyer_name = ${told("buyer_name")},
    order_number = ${told("order_number")},
    posting_number = ${told("posting_number")},
    last_message_at = coalesce(chats.last_message_at, excluded.last_message_at),
    announced_external_id = coalesce(excluded.announced_external_id, chats.announced_external_id),
    chat_secret = coalesce(excluded.chat_secret, chats.chat_secret),
    needs_sync = chats.needs_sync OR excluded.needs_sync,
    sync_due_at = CASE WHEN excluded.needs_sync THEN coalesce(excluded.sync_due_at, chats.sync_due_at,
                                                                 CASE WHEN chats.is_backfilled THEN now() END)
                       ELSE chats.sync_due_at END,
    sync_attempts = CASE WHEN excluded.needs_sync THEN 0 ELSE chats.sync_attempts END,
    updated_at = now()
  WHERE excluded.needs_sync
     OR (chats.kind, chats.external_type, chats.marketplace_status)
        IS DISTINCT FROM (excluded.kind, excluded.external_type, excluded.marketplace_status)
     OR coalesce(excluded.announced_external_id, chats.announced_external_id) IS DISTINCT FROM chats.announced_external_id
     OR ${told("buyer_name")} IS DISTINCT FROM chats.buyer_name
     OR ${told("order_number")} IS DISTINCT FROM chats.order_number
     OR ${told("posting_number")} IS DISTINCT FROM chats.posting_number
     OR excluded.chat_secret IS NOT NULL`;

/** How much the desk hears of a page: a backfill of years must not ring for every message. */
export type Loudness = "live" | "backfill";

interface Written {
  readonly id: string;
  readonly chat_id: string;
  readonly direction: string;
  readonly author_type: string;
  readonly is_new: boolean;
}

/**
 * Stores messages of known chats (`chatIds`: external id to our id): new ones once, our own linked to the rows they
 * left as, changed texts renewed. Refreshes the chats' summaries and appends events. Answers how many were new.
 */
export async function ingestMessages(
  tx: Tx,
  input: {
    sellerId: string;
    chatIds: ReadonlyMap<string, string>;
    messages: readonly IncomingMessage[];
    replyWindowHours: number | null;
    loudness: Loudness;
  },
): Promise<number> {
  const { sellerId, chatIds } = input;
  const shown = input.messages.filter((message) => chatIds.has(message.chatExternalId));
  if (shown.length === 0) return 0;
  const touched = [...new Set(shown.map((message) => chatIds.get(message.chatExternalId) ?? ""))].sort();
  // One writer a chat: linking our own messages and counting unread must not race with another page or a delivery.
  const locked = await tx.sql.$queryRawUnsafe<EmptiedUntil[]>(
    "SELECT external_id, erased_at, erased_own_until FROM chats WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE",
    touched,
  );
  const erased = new Map(locked.map((chat) => [chat.external_id, chat]));
  const since = withoutErased(shown, erased);
  if (since.length === 0) return 0;
  const linked = await linkOwnMessages(tx, { chatIds, messages: since });
  const known = await withoutErasedOwn(tx, { chatIds, messages: since, erased });
  if (known.length === 0) return 0;
  const written = await insertMessages(tx, { sellerId, chatIds, messages: known });
  await insertAttachments(tx, { sellerId, chatIds, messages: known });
  await markReadByBuyer(tx, { sellerId, chatIds, messages: known });
  const said = written.filter((row) => row.is_new && row.author_type === "buyer");
  const answering = await noteAnswers(tx, { touched, linked, written });
  if (input.loudness === "live") await noteTriggers(tx, { sellerId, messageIds: said.map((row) => row.id) });
  if (written.some((row) => row.author_type === "buyer"))
    await noteOptOuts(tx, { sellerId, chatIds, messages: known });
  await refreshChats(tx, {
    chatIds: touched,
    replyWindowHours: input.replyWindowHours,
    reopen: input.loudness === "live" ? [...new Set(said.map((row) => row.chat_id))] : [],
  });
  await fillOrders(tx, { chatIds, messages: known });
  await appendEvents(
    tx,
    eventsOf({ sellerId, touched, linked, written, answering, loudness: input.loudness }),
  );
  if (input.loudness === "live") tx.afterCommit(() => noteTaken({ sellerId, linked, written }));
  return written.filter((row) => row.is_new).length;
}

/** What came in, for the log and for figures: ids, no text. */
function noteTaken(taken: {
  sellerId: string;
  linked: readonly string[];
  written: readonly Written[];
}): void {
  const fresh = taken.written.filter((row) => row.is_new);
  countTotal("messages", "received", fresh.filter((row) => row.direction === "inbound").length);
  const about = { seller_id: taken.sellerId };
  if (fresh.length > 0) log().info({ ...about, message_ids: fresh.map((row) => row.id) }, "messages stored");
  if (taken.linked.length > 0)
    log().info({ ...about, message_ids: taken.linked }, "messages found in the history");
}

function eventsOf(input: {
  sellerId: string;
  touched: readonly string[];
  linked: readonly string[];
  written: readonly Written[];
  answering: readonly string[];
  loudness: Loudness;
}): NewEvent[] {
  const { sellerId } = input;
  const isChanged = input.written.length > 0 || input.linked.length > 0;
  const chats = isChanged
    ? input.touched.map((id) => ({ name: "chat.updated" as const, sellerId, subjectId: id }))
    : [];
  if (input.loudness === "backfill") return chats;
  const messages = input.written.map((row) => ({
    name: row.is_new ? ("message.created" as const) : ("message.updated" as const),
    sellerId,
    subjectId: row.id,
  }));
  // Linked, or marked as an answer only now: those that were just written have their event.
  const told = new Set(input.written.map((row) => row.id));
  const others = [...input.linked, ...input.answering.filter((id) => !told.has(id))];
  const own = others.map((id) => ({ name: "message.updated" as const, sellerId, subjectId: id }));
  return [...messages, ...own, ...chats];
}

type Batch = { sellerId: string; chatIds: ReadonlyMap<string, string>; messages: readonly IncomingMessage[] };

async function insertMessages(tx: Tx, { sellerId, chatIds, messages }: Batch): Promise<Written[]> {
  const rows = messages.map((message) => {
    const isOurs = message.author.type === "seller";
    return {
      chat_id: chatIds.get(message.chatExternalId),
      external_id: message.externalId,
      direction: isOurs ? "outbound" : "inbound",
      author_type: message.author.type,
      author_id: message.author.externalId,
      author_name: message.author.name,
      body: message.text,
      sku: message.sku,
      status: isOurs ? "sent" : "received",
      created_at: message.createdAt.toISOString(),
      read_at: message.isRead === true ? message.createdAt.toISOString() : null,
    };
  });
  return tx.sql.$queryRawUnsafe<Written[]>(INSERT_MESSAGES, sellerId, JSON.stringify(rows));
}

// The same message twice in one page must not meet itself in ON CONFLICT DO UPDATE, hence DISTINCT ON.
// A changed text (the buyer edited) is renewed, and a product that is named only now is noted; an emptied one, or one of ours, stays as it was. Ours takes on the
// marketplace's time, so that a chat's order and its waiting do not hang on the difference of two clocks.
const INSERT_MESSAGES = `
  INSERT INTO messages AS m (seller_id, chat_id, external_id, direction, author_type, author_id, author_name, text,
                             status, created_at, read_at, sku)
  SELECT $1::uuid, n.chat_id, n.external_id, n.direction, n.author_type, n.author_id, n.author_name, n.body,
         n.status, n.created_at, n.read_at, n.sku
    FROM (SELECT DISTINCT ON (r.chat_id, r.external_id) r.*
            FROM jsonb_to_recordset($2::jsonb) AS r (
              chat_id uuid, external_id text, direction text, author_type text, author_id text, author_name text,
              body text, status text, created_at timestamptz, read_at timestamptz, sku text)) n
   ORDER BY n.created_at, length(n.external_id), n.external_id
  ON CONFLICT (seller_id, chat_id, external_id) DO UPDATE SET
    text = CASE WHEN m.direction = 'inbound' AND excluded.text <> '' THEN excluded.text ELSE m.text END,
    sku = CASE WHEN m.direction = 'inbound' THEN coalesce(excluded.sku, m.sku) ELSE m.sku END,
    created_at = CASE WHEN m.direction = 'outbound' THEN excluded.created_at ELSE m.created_at END
    WHERE (m.direction = 'inbound' AND m.text <> excluded.text AND excluded.text <> '')
       OR (m.direction = 'inbound' AND m.sku IS NULL AND excluded.sku IS NOT NULL)
       OR (m.direction = 'outbound' AND m.created_at <> excluded.created_at)
  RETURNING m.id, m.chat_id, m.direction, m.author_type, (xmax = 0) AS is_new`;

/** A file of ours is there already, without the address under which the marketplace keeps it. */
async function insertAttachments(tx: Tx, { sellerId, chatIds, messages }: Batch): Promise<void> {
  const rows = messages.flatMap((message) =>
    message.attachments.map((attachment, position) => ({
      chat_id: chatIds.get(message.chatExternalId),
      external_id: message.externalId,
      position,
      type: attachment.type,
      remote_url: attachment.remoteUrl,
      file_name: attachment.fileName,
      size_bytes: attachment.sizeBytes,
    })),
  );
  if (rows.length === 0) return;
  await tx.sql.$executeRawUnsafe(
    `INSERT INTO attachments (message_id, position, type, remote_url, file_name, size_bytes)
     SELECT m.id, n.position, n.type, n.remote_url, n.file_name, n.size_bytes
       FROM jsonb_to_recordset($2::jsonb) AS n (
         chat_id uuid, external_id text, position int, type text, remote_url text, file_name text, size_bytes int)
       JOIN messages m ON m.seller_id = $1::uuid AND m.chat_id = n.chat_id AND m.external_id = n.external_id
     ON CONFLICT (message_id, position) DO UPDATE SET remote_url = excluded.remote_url
       WHERE attachments.remote_url IS NULL`,
    sellerId,
    JSON.stringify(rows),
  );
}

/** Our messages that the marketplace shows as read by the other side. */
async function markReadByBuyer(tx: Tx, { sellerId, chatIds, messages }: Batch): Promise<void> {
  const read = messages.filter((message) => message.isRead === true && message.author.type === "seller");
  if (read.length === 0) return;
  await tx.sql.$executeRawUnsafe(
    `UPDATE messages m SET read_at = now()
       FROM unnest($2::uuid[], $3::text[]) AS n (chat_id, external_id)
      WHERE m.seller_id = $1::uuid AND m.chat_id = n.chat_id AND m.external_id = n.external_id AND m.read_at IS NULL`,
    sellerId,
    read.map((message) => chatIds.get(message.chatExternalId)),
    read.map((message) => message.externalId),
  );
}

/** The order a chat speaks of: from the newest message that names one. */
async function fillOrders(tx: Tx, { chatIds, messages }: Omit<Batch, "sellerId">): Promise<void> {
  const newest = new Map<string, IncomingMessage>();
  for (const message of messages) {
    const chatId = chatIds.get(message.chatExternalId);
    if (chatId === undefined || message.orderNumber === null) continue;
    const before = newest.get(chatId);
    if (before === undefined || before.createdAt <= message.createdAt) newest.set(chatId, message);
  }
  if (newest.size === 0) return;
  await tx.sql.$executeRawUnsafe(
    `UPDATE chats c SET order_number = n.order_number FROM unnest($1::uuid[], $2::text[]) AS n (id, order_number)
      WHERE c.id = n.id AND c.order_number IS DISTINCT FROM n.order_number`,
    [...newest.keys()],
    [...newest.values()].map((message) => message.orderNumber),
  );
}
