import { route } from "@/lib/http/route";
import { addOutgoingWebhook } from "@/lib/outgoing/add-webhook";
import { listOutgoingWebhooks } from "@/lib/outgoing/list-webhooks";
import {
  addOutgoingWebhook as addEndpoint,
  listOutgoingWebhooks as listEndpoint,
} from "@/lib/wire/outgoing-webhooks";

export const GET = route(listEndpoint, async () => ({ items: await listOutgoingWebhooks() }));
export const POST = route(addEndpoint, ({ actor, body }) => addOutgoingWebhook({ actor, given: body }));
