import { pauseBroadcast } from "@/lib/broadcasts/pause";
import { route } from "@/lib/http/route";
import { pauseBroadcast as pauseEndpoint } from "@/lib/wire/broadcasts";

export const POST = route(pauseEndpoint, async ({ actor, params }) => ({
  broadcast: await pauseBroadcast({ actor, broadcastId: params.id }),
}));
