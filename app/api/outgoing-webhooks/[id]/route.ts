import { route } from "@/lib/http/route";
import { changeOutgoingWebhook, removeOutgoingWebhook } from "@/lib/outgoing/change-webhook";
import {
  changeOutgoingWebhook as changeEndpoint,
  removeOutgoingWebhook as removeEndpoint,
} from "@/lib/wire/outgoing-webhooks";

export const PATCH = route(changeEndpoint, async ({ actor, params, body }) => ({
  outgoing_webhook: await changeOutgoingWebhook({ actor, webhookId: params.id, change: body }),
}));
export const DELETE = route(removeEndpoint, async ({ actor, params }) => {
  await removeOutgoingWebhook({ actor, webhookId: params.id });
  return null;
});
