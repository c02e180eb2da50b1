import { startBroadcast } from "@/lib/broadcasts/start-broadcast";
import { route } from "@/lib/http/route";
import { startBroadcast as startEndpoint } from "@/lib/wire/broadcasts";

export const POST = route(startEndpoint, async ({ actor, params }) => ({
  broadcast: await startBroadcast({ actor, broadcastId: params.id }),
}));
