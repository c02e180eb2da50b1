import { route } from "@/lib/http/route";
import { renewInvitation } from "@/lib/team/invite";
import { renewInvitation as endpoint } from "@/lib/wire/invitations";

export const POST = route(endpoint, ({ actor, params }) =>
  renewInvitation({ actor, invitationId: params.id }),
);
