import { z } from "zod";
import { declareEndpoint, idParams, instant, listOf, noAnswer, pageQuery } from "./declare";

/** What an address can hear of. The data is the thing as the API shows it. */
export const outgoingEvents = [
  "message.created",
  "message.updated",
  "chat.updated",
  "seller.updated",
  "broadcast.updated",
  "order.updated",
  "action.updated",
  "alert.raised",
  "alert.resolved",
] as const;
export const outgoingEvent = z.enum(outgoingEvents);
export type OutgoingEvent = z.infer<typeof outgoingEvent>;

export const outgoingWebhook = z.object({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  events: z.array(outgoingEvent),
  /** Empty: of every seller. */
  seller_ids: z.array(z.string()),
  /** disabled: it failed for days, and we gave up. */
  status: z.enum(["active", "paused", "disabled"]),
  failing_since: instant.nullable(),
  last_success_at: instant.nullable(),
  created_at: instant,
  /** Deliveries that wait, and those given up in the last day. */
  waiting: z.number().int(),
  failed: z.number().int(),
});
export type OutgoingWebhook = z.infer<typeof outgoingWebhook>;

export const outgoingDelivery = z.object({
  id: z.string(),
  event: z.string(),
  status: z.enum(["pending", "delivered", "failed"]),
  attempts: z.number().int(),
  created_at: instant,
  delivered_at: instant.nullable(),
  next_attempt_at: instant.nullable(),
  log: z.array(
    z.object({
      at: instant,
      /** HTTP status; null: no answer. */
      status: z.number().int().nullable(),
      ms: z.number().int(),
      error: z.string().nullable(),
    }),
  ),
  payload: z.unknown(),
});
export type OutgoingDelivery = z.infer<typeof outgoingDelivery>;

const name = z.string().trim().min(1).max(100);
const url = z.url({ protocol: /^https?$/ }).max(2000);
const events = z.array(outgoingEvent).min(1).max(20);
const sellerIds = z.array(z.string().max(100)).max(1000);
const withSecret = z.object({ outgoing_webhook: outgoingWebhook, secret: z.string() });
const plain = z.object({ outgoing_webhook: outgoingWebhook });

export const listOutgoingWebhooks = declareEndpoint({
  method: "GET",
  path: "/api/outgoing-webhooks",
  access: "webhooks.manage",
  summary: "Addresses of yours that hear of what happens here",
  answer: z.object({ items: z.array(outgoingWebhook) }),
});

export const addOutgoingWebhook = declareEndpoint({
  method: "POST",
  path: "/api/outgoing-webhooks",
  access: "webhooks.manage",
  summary: "Adds an address; private and local ones are refused. The secret is shown this one time",
  body: z.strictObject({ name, url, events, seller_ids: sellerIds.default([]) }),
  answer: withSecret,
  status: 201,
  isIdempotent: true,
});

export const changeOutgoingWebhook = declareEndpoint({
  method: "PATCH",
  path: "/api/outgoing-webhooks/{id}",
  access: "webhooks.manage",
  summary: "Changes it, pauses it, or lets it work again",
  params: idParams,
  body: z.strictObject({
    name: name.optional(),
    url: url.optional(),
    events: events.optional(),
    seller_ids: sellerIds.optional(),
    status: z.enum(["active", "paused"]).optional(),
  }),
  answer: plain,
});

export const removeOutgoingWebhook = declareEndpoint({
  method: "DELETE",
  path: "/api/outgoing-webhooks/{id}",
  access: "webhooks.manage",
  summary: "Ends it and forgets its deliveries",
  params: idParams,
  answer: noAnswer,
  status: 204,
});

export const renewOutgoingSecret = declareEndpoint({
  method: "POST",
  path: "/api/outgoing-webhooks/{id}/secret",
  access: "webhooks.manage",
  summary: "A new signing secret, shown this one time; the old one ends at once",
  params: idParams,
  answer: withSecret,
});

export const testOutgoingWebhook = declareEndpoint({
  method: "POST",
  path: "/api/outgoing-webhooks/{id}/test",
  access: "webhooks.manage",
  limit: { requests: 20, seconds: 60 },
  summary: "Sends a test event now and tells what came back",
  params: idParams,
  answer: z.object({ delivery: outgoingDelivery }),
});

export const listOutgoingDeliveries = declareEndpoint({
  method: "GET",
  path: "/api/outgoing-webhooks/{id}/deliveries",
  access: "webhooks.manage",
  summary: "What was sent to an address, newest first",
  params: idParams,
  query: pageQuery.extend({ status: outgoingDelivery.shape.status.optional() }),
  answer: listOf(outgoingDelivery),
});

export const replayDelivery = declareEndpoint({
  method: "POST",
  path: "/api/outgoing-deliveries/{id}/replay",
  access: "webhooks.manage",
  summary: "Sends one again, under its own id",
  params: idParams,
  answer: z.object({ delivery: outgoingDelivery }),
  status: 202,
});

export const replayFailed = declareEndpoint({
  method: "POST",
  path: "/api/outgoing-webhooks/{id}/replay-failed",
  access: "webhooks.manage",
  summary: "Sends again what was given up since a moment",
  params: idParams,
  body: z.strictObject({ since: instant }),
  answer: z.object({ replayed: z.number().int() }),
  status: 202,
});
