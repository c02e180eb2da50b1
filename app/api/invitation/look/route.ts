import { publicRoute } from "@/lib/http/route";
import { lookAtInvitation } from "@/lib/team/accept-invitation";
import { lookAtInvitation as endpoint } from "@/lib/wire/invitations";

export const POST = publicRoute(endpoint, async ({ body }) => ({
  invitation: await lookAtInvitation(body.token),
}));
