import { z } from "zod";
import { db } from "../db/client";
import { decodeCursor, encodeCursor } from "../db/page";
import type { OutgoingDelivery } from "../wire/outgoing-webhooks";
import { toWireDelivery } from "./model";
import { requireWebhook } from "./require-webhook";

const cursorShape = z.strictObject({ id: z.uuid() });

/** What was sent to an address and what waits, newest first, a page at a time. Throws `not_found`. */
export async function listOutgoingDeliveries(input: {
  webhookId: string;
  status?: OutgoingDelivery["status"] | undefined;
  limit: number;
  cursor?: string | undefined;
}): Promise<{ items: OutgoingDelivery[]; next_cursor: string | null }> {
  await requireWebhook(input.webhookId);
  const before = input.cursor === undefined ? null : decodeCursor(cursorShape, input.cursor);
  const rows = await db().outgoingDelivery.findMany({
    where: {
      webhookId: input.webhookId,
      status: input.status,
      ...(before === null ? {} : { id: { lt: before.id } }),
    },
    orderBy: { id: "desc" },
    take: input.limit + 1,
  });
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  return {
    items: page.map(toWireDelivery),
    next_cursor: rows.length > input.limit && last !== undefined ? encodeCursor({ id: last.id }) : null,
  };
}
