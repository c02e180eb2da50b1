import { route } from "@/lib/http/route";
import { removeInvitation } from "@/lib/team/invite";
import { removeInvitation as endpoint } from "@/lib/wire/invitations";

export const DELETE = route(endpoint, async ({ actor, params }) => {
  await removeInvitation({ actor, invitationId: params.id });
  return null;
});
