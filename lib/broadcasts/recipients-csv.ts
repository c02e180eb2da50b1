import { Readable } from "node:stream";
import type { Actor } from "../access/actor";
import { appendAudit } from "../audit/append";
import { inTransaction } from "../db/transaction";
import type { Language } from "../i18n/error-sentence";
import { CSV_MARK, csvLine, csvText } from "../text/csv";
import type { BroadcastRecipient } from "../wire/broadcast-results";
import { type RecipientFilters, readRecipients } from "./list-recipients";
import { requireBroadcast } from "./read";

const PAGE = 1_000;

const columns: ReadonlyArray<readonly [name: string, value: (recipient: BroadcastRecipient) => string]> = [
  ["id", (recipient) => csvText(recipient.id)],
  ["chat_id", (recipient) => csvText(recipient.chat_id)],
  ["buyer_name", (recipient) => csvText(recipient.buyer_name ?? "")],
  ["order_number", (recipient) => csvText(recipient.order_number ?? "")],
  ["variant", (recipient) => csvText(recipient.variant)],
  ["status", (recipient) => csvText(recipient.status)],
  ["reason_code", (recipient) => csvText(recipient.reason?.code ?? "")],
  ["reason", (recipient) => csvText(recipient.reason?.message ?? "")],
  ["due_at", (recipient) => csvText(recipient.due_at ?? "")],
  ["sent_at", (recipient) => csvText(recipient.sent_at ?? "")],
  ["replied_at", (recipient) => csvText(recipient.replied_at ?? "")],
  ["reply_text", (recipient) => csvText(recipient.reply_text ?? "")],
  ["bought_at", (recipient) => csvText(recipient.bought_at ?? "")],
  ["bought_order", (recipient) => csvText(recipient.bought_order ?? "")],
];

/**
 * A broadcast's recipients as CSV, in the order of their turn; reasons in the caller's `language`. Read page by page as
 * the receiver takes it. It holds buyers' names and words, so whoever takes it away stands in the log first.
 * Throws `not_found` outside the actor's sellers.
 */
export async function exportRecipients(input: {
  actor: Actor;
  broadcastId: string;
  language: Language;
  filters: RecipientFilters;
}): Promise<ReadableStream<Uint8Array>> {
  const { actor, language, filters } = input;
  const broadcast = await requireBroadcast(actor, input.broadcastId);
  await inTransaction((tx) =>
    appendAudit(tx, {
      actor: { type: "user", id: actor.userId },
      action: "broadcast.exported",
      subject: { type: "broadcast", id: broadcast.id },
      sellerId: broadcast.sellerId,
      details: { name: broadcast.name, ...filters },
      requestId: actor.requestId,
    }),
  );
  const pages = Readable.from(linesOf({ broadcastId: broadcast.id, language, filters }), {
    highWaterMark: 1,
  });
  // Node's own type for the same thing; the chunks are bytes.
  return Readable.toWeb(pages) as ReadableStream<Uint8Array>;
}

async function* linesOf(input: {
  broadcastId: string;
  language: Language;
  filters: RecipientFilters;
}): AsyncGenerator<Uint8Array> {
  const { filters, ...from } = input;
  yield Buffer.from(CSV_MARK + csvLine(columns.map(([name]) => name)));
  let cursor: string | undefined;
  do {
    const page = await readRecipients({ ...from, query: { ...filters, limit: PAGE, cursor } });
    yield Buffer.from(page.items.map((one) => csvLine(columns.map(([, value]) => value(one)))).join(""));
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
}
