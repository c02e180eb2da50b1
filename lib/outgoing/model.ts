import { z } from "zod";
import type {
  OutgoingDelivery as DeliveryRow,
  OutgoingWebhook as WebhookRow,
} from "@/generated/prisma/client";
import {
  type OutgoingDelivery,
  type OutgoingWebhook,
  outgoingDelivery,
  outgoingEvents,
} from "../wire/outgoing-webhooks";

export type { DeliveryRow, WebhookRow };

/** Tries that a delivery remembers. */
const MOST_LOGGED = 10;

export type LogEntry = OutgoingDelivery["log"][number];
const log = outgoingDelivery.shape.log;

/** Public form: no secret. */
export function toWireWebhook(
  row: WebhookRow,
  counts: { readonly waiting: number; readonly failed: number },
): OutgoingWebhook {
  return {
    id: row.id,
    name: row.name,
    url: row.url,
    events: outgoingEvents.filter((event) => row.events.includes(event)),
    seller_ids: row.sellerIds,
    status: row.status === "active" || row.status === "paused" ? row.status : "disabled",
    failing_since: row.failingSince?.toISOString() ?? null,
    last_success_at: row.lastSuccessAt?.toISOString() ?? null,
    created_at: row.createdAt.toISOString(),
    ...counts,
  };
}

/** Public form, with the payload as it is sent. */
export function toWireDelivery(row: DeliveryRow): OutgoingDelivery {
  return {
    id: row.id,
    event: row.event,
    status: row.status === "delivered" || row.status === "failed" ? row.status : "pending",
    attempts: row.attempts,
    created_at: row.createdAt.toISOString(),
    delivered_at: row.deliveredAt?.toISOString() ?? null,
    next_attempt_at: row.status === "pending" ? (row.dueAt?.toISOString() ?? null) : null,
    log: readLog(row.log),
    payload: toSent(row.payload),
  };
}

/** What is stored, with one more try; the oldest go. */
export function withEntry(stored: unknown, entry: LogEntry): LogEntry[] {
  return [...readLog(stored), entry].slice(-MOST_LOGGED);
}

function readLog(stored: unknown): LogEntry[] {
  return log.parse(stored);
}

/** What is sent. */
export const payload = z.object({ type: z.string(), timestamp: z.string(), data: z.unknown() });
export type Payload = z.infer<typeof payload>;

/** In the order of the specification: the database keeps none. */
export function toSent(stored: unknown): Payload {
  const { type, timestamp, data } = payload.parse(stored);
  return { type, timestamp, data };
}
