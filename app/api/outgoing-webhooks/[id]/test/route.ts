import { route } from "@/lib/http/route";
import { sendTest } from "@/lib/outgoing/send-test";
import { testOutgoingWebhook } from "@/lib/wire/outgoing-webhooks";

export const POST = route(testOutgoingWebhook, async ({ actor, params }) => ({
  delivery: await sendTest({ actor, webhookId: params.id }),
}));
