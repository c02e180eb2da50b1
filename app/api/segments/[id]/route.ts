import { changeSegment, removeSegment } from "@/lib/broadcasts/change-segments";
import { route } from "@/lib/http/route";
import { changeSegment as changeEndpoint, removeSegment as removeEndpoint } from "@/lib/wire/audience";

export const PATCH = route(changeEndpoint, async ({ actor, params, body }) => ({
  segment: await changeSegment({ actor, segmentId: params.id, change: body }),
}));

export const DELETE = route(removeEndpoint, async ({ actor, params }) => {
  await removeSegment({ actor, segmentId: params.id });
  return null;
});
