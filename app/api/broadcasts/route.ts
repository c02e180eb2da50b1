import { addBroadcast } from "@/lib/broadcasts/add-broadcast";
import { listBroadcasts } from "@/lib/broadcasts/list-broadcasts";
import { route } from "@/lib/http/route";
import { addBroadcast as addEndpoint, listBroadcasts as listEndpoint } from "@/lib/wire/broadcasts";

export const GET = route(listEndpoint, ({ actor, query }) => {
  const { limit, cursor, seller_id: sellerId, status, kind } = query;
  return listBroadcasts({ actor, limit, cursor, sellerId, status, kind });
});

export const POST = route(addEndpoint, async ({ actor, body, idempotencyKey }) => ({
  broadcast: await addBroadcast({ actor, given: body, idempotencyKey }),
}));
