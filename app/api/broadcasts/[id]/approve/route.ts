import { approveBroadcast } from "@/lib/broadcasts/start-broadcast";
import { route } from "@/lib/http/route";
import { approveBroadcast as approveEndpoint } from "@/lib/wire/broadcasts";

export const POST = route(approveEndpoint, async ({ actor, params }) => ({
  broadcast: await approveBroadcast({ actor, broadcastId: params.id }),
}));
