import { changeView } from "@/lib/desk/change-view";
import { removeView } from "@/lib/desk/remove-view";
import { route } from "@/lib/http/route";
import { changeView as changeEndpoint, removeView as removeEndpoint } from "@/lib/wire/desk";

export const PATCH = route(changeEndpoint, async ({ actor, params, body }) => ({
  view: await changeView({ actor, viewId: params.id, change: body }),
}));

export const DELETE = route(removeEndpoint, async ({ actor, params }) => {
  await removeView({ actor, viewId: params.id });
  return null;
});
