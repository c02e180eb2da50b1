import { db } from "../db/client";
import type { Tx } from "../db/transaction";
import { isUuid } from "../db/uuid";
import { AppError } from "../errors";
import type { OutgoingWebhook } from "../wire/outgoing-webhooks";
import { toWireWebhook, type WebhookRow } from "./model";

/** The row of an address. Throws `not_found`. */
export async function requireWebhook(webhookId: string, tx?: Tx): Promise<WebhookRow> {
  if (!isUuid(webhookId)) throw new AppError("not_found");
  const row = await (tx?.sql ?? db()).outgoingWebhook.findUnique({ where: { id: webhookId } });
  if (row === null) throw new AppError("not_found");
  return row;
}

/** Addresses in their public form, with what waits for each and what was given up in the last day. */
export async function toWireWebhooks(rows: readonly WebhookRow[]): Promise<OutgoingWebhook[]> {
  const ids = rows.map((row) => row.id);
  // indexes outgoing_deliveries_line and outgoing_deliveries_failed
  const counts = await db().$queryRaw<Array<{ id: string; waiting: number; failed: number }>>`
    SELECT w.id,
           (SELECT count(*)::int FROM outgoing_deliveries d WHERE d.webhook_id = w.id AND d.status = 'pending') AS waiting,
           (SELECT count(*)::int FROM outgoing_deliveries d WHERE d.webhook_id = w.id AND d.status = 'failed'
               AND d.failed_at > now() - interval '1 day' AND d.event <> 'test') AS failed
      FROM unnest(${ids}::uuid[]) AS w (id)`;
  const byId = new Map(counts.map(({ id, waiting, failed }) => [id, { waiting, failed }]));
  return rows.map((row) => toWireWebhook(row, byId.get(row.id) ?? { waiting: 0, failed: 0 }));
}

/** One of them. */
export async function toWireWebhookWithCounts(row: WebhookRow): Promise<OutgoingWebhook> {
  const [webhook] = await toWireWebhooks([row]);
  return webhook ?? toWireWebhook(row, { waiting: 0, failed: 0 });
}
