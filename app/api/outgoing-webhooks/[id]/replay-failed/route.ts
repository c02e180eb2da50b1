import { route } from "@/lib/http/route";
import { replayFailed } from "@/lib/outgoing/replay";
import { replayFailed as endpoint } from "@/lib/wire/outgoing-webhooks";

export const POST = route(endpoint, ({ actor, params, body }) =>
  replayFailed({ actor, webhookId: params.id, since: new Date(body.since) }),
);
