import { getBroadcastResult } from "@/lib/broadcasts/result";
import { route } from "@/lib/http/route";
import { getBroadcastResult as resultEndpoint } from "@/lib/wire/broadcast-results";

export const GET = route(resultEndpoint, async ({ actor, params }) => ({
  result: await getBroadcastResult({ actor, broadcastId: params.id }),
}));
