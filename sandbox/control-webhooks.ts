import { z } from "zod";
import { accountOf, type ControlCall, type Routes } from "./control-call";
import { V1_WEBHOOK_EVENTS } from "./dialect-v1";

/** Webhooks as an account has them, and ringing by hand. */
export const webhookRoutes: Routes = [
  ["GET /_sandbox/accounts/:id/webhooks", tellWebhooks],
  ["PUT /_sandbox/accounts/:id/webhooks", setWebhooks],
  ["POST /_sandbox/accounts/:id/webhooks/ring", ringWebhooks],
  ["POST /_sandbox/accounts/:id/webhooks/ping", pingWebhooks],
];

function tellWebhooks(call: ControlCall): unknown {
  const account = accountOf(call, call.ids[0]);
  const subscriptions = account.subscriptions.map(({ id, url, events, enabled }) => ({
    id,
    url,
    events,
    enabled,
  }));
  return { subscriptions, stats: call.parts.webhooks.stats.report(account.clientId) };
}

const webhooksBody = z.strictObject({
  url: z.string().nullable(),
  events: z.array(z.string()).optional(),
  secret: z.string().optional(),
});

const V3_WEBHOOK_EVENTS = [
  "TYPE_NEW_MESSAGE",
  "TYPE_UPDATE_MESSAGE",
  "TYPE_MESSAGE_READ",
  "TYPE_CHAT_CLOSED",
  "TYPE_NEW_POSTING",
  "TYPE_POSTING_CANCELLED",
  "TYPE_STATE_CHANGED",
  "TYPE_DELIVERY_DATE_CHANGED",
];

/** Registers an address as the seller would in the cabinet, without a ping; `url: null` removes all. */
function setWebhooks(call: ControlCall): unknown {
  const account = accountOf(call, call.ids[0]);
  const { url, events, secret } = webhooksBody.parse(call.json);
  account.webhookSecret = secret ?? account.webhookSecret;
  const all = account.dialect === "v1" ? [...V1_WEBHOOK_EVENTS] : V3_WEBHOOK_EVENTS;
  const id = account.nextSubscriptionId;
  account.nextSubscriptionId += 1;
  const added = { id, url: url ?? "", events: events ?? all, enabled: true, createdMs: Date.now() };
  account.subscriptions = url === null ? [] : [added];
  call.parts.world.revision += 1;
  return tellWebhooks(call);
}

/** Rings every enabled webhook of the account with the given body, as it is. */
async function ringWebhooks(call: ControlCall): Promise<unknown> {
  const account = accountOf(call, call.ids[0]);
  const { body } = z.strictObject({ body: z.record(z.string(), z.json()) }).parse(call.json);
  const answers = await call.parts.webhooks.ring(account, body);
  return { answers: answers.map(({ status, body: text, error }) => ({ status, body: text, error })) };
}

/** Sends TYPE_PING to every address; answers what was wrong with each, or null. */
async function pingWebhooks(call: ControlCall): Promise<unknown> {
  const account = accountOf(call, call.ids[0]);
  const { webhooks } = call.parts;
  return { problems: await Promise.all(account.subscriptions.map(({ url }) => webhooks.ping(url))) };
}
