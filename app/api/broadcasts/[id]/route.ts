import { changeBroadcast } from "@/lib/broadcasts/change-broadcast";
import { getBroadcast } from "@/lib/broadcasts/list-broadcasts";
import { removeBroadcast } from "@/lib/broadcasts/remove-broadcast";
import { route } from "@/lib/http/route";
import {
  changeBroadcast as changeEndpoint,
  getBroadcast as getEndpoint,
  removeBroadcast as removeEndpoint,
} from "@/lib/wire/broadcasts";

export const GET = route(getEndpoint, async ({ actor, params }) => ({
  broadcast: await getBroadcast({ actor, broadcastId: params.id }),
}));

export const PATCH = route(changeEndpoint, async ({ actor, params, body }) => ({
  broadcast: await changeBroadcast({ actor, broadcastId: params.id, change: body }),
}));

export const DELETE = route(removeEndpoint, async ({ actor, params }) => {
  await removeBroadcast({ actor, broadcastId: params.id });
  return null;
});
