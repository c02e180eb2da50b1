import { route } from "@/lib/http/route";
import { replayDelivery } from "@/lib/outgoing/replay";
import { replayDelivery as endpoint } from "@/lib/wire/outgoing-webhooks";

export const POST = route(endpoint, async ({ actor, params }) => ({
  delivery: await replayDelivery({ actor, deliveryId: params.id }),
}));
