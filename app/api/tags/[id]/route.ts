import { changeTag } from "@/lib/desk/change-tag";
import { removeTag } from "@/lib/desk/remove-tag";
import { route } from "@/lib/http/route";
import { changeTag as changeEndpoint, removeTag as removeEndpoint } from "@/lib/wire/desk";

export const PATCH = route(changeEndpoint, async ({ actor, params, body }) => ({
  tag: await changeTag({ actor, tagId: params.id, change: body }),
}));

export const DELETE = route(removeEndpoint, async ({ actor, params }) => {
  await removeTag({ actor, tagId: params.id });
  return null;
});
