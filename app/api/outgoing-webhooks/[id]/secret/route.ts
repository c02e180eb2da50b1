import { route } from "@/lib/http/route";
import { renewOutgoingSecret } from "@/lib/outgoing/renew-secret";
import { renewOutgoingSecret as endpoint } from "@/lib/wire/outgoing-webhooks";

export const POST = route(endpoint, ({ actor, params }) =>
  renewOutgoingSecret({ actor, webhookId: params.id }),
);
