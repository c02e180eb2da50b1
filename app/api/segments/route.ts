import { addSegment } from "@/lib/broadcasts/change-segments";
import { listSegments } from "@/lib/broadcasts/segments";
import { route } from "@/lib/http/route";
import { addSegment as addEndpoint, listSegments as listEndpoint } from "@/lib/wire/audience";

export const GET = route(listEndpoint, ({ actor, query }) =>
  listSegments({ actor, sellerId: query.seller_id, limit: query.limit, cursor: query.cursor }),
);

export const POST = route(addEndpoint, async ({ actor, body }) => ({
  segment: await addSegment({ actor, given: body }),
}));
