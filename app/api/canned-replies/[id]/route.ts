import { changeCannedReply } from "@/lib/desk/change-canned-reply";
import { removeCannedReply } from "@/lib/desk/remove-canned-reply";
import { route } from "@/lib/http/route";
import { changeCannedReply as changeEndpoint, removeCannedReply as removeEndpoint } from "@/lib/wire/desk";

export const PATCH = route(changeEndpoint, async ({ actor, params, body }) => ({
  canned_reply: await changeCannedReply({ actor, cannedReplyId: params.id, change: body }),
}));

export const DELETE = route(removeEndpoint, async ({ actor, params }) => {
  await removeCannedReply({ actor, cannedReplyId: params.id });
  return null;
});
