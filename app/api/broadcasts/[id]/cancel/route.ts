import { cancelBroadcast } from "@/lib/broadcasts/cancel";
import { route } from "@/lib/http/route";
import { cancelBroadcast as cancelEndpoint } from "@/lib/wire/broadcasts";

export const POST = route(cancelEndpoint, async ({ actor, params }) => ({
  broadcast: await cancelBroadcast({ actor, broadcastId: params.id }),
}));
