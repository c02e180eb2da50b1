import { retryRecipients } from "@/lib/broadcasts/retry-recipients";
import { route } from "@/lib/http/route";
import { retryBroadcast } from "@/lib/wire/broadcasts";

export const POST = route(retryBroadcast, async ({ actor, params }) => ({
  broadcast: await retryRecipients({ actor, broadcastId: params.id }),
}));
