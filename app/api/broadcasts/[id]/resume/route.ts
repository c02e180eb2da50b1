import { resumeBroadcast } from "@/lib/broadcasts/pause";
import { route } from "@/lib/http/route";
import { resumeBroadcast as resumeEndpoint } from "@/lib/wire/broadcasts";

export const POST = route(resumeEndpoint, async ({ actor, params }) => ({
  broadcast: await resumeBroadcast({ actor, broadcastId: params.id }),
}));
