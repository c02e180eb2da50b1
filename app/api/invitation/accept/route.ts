import { publicRoute } from "@/lib/http/route";
import { acceptInvitation } from "@/lib/team/accept-invitation";
import { acceptInvitation as endpoint } from "@/lib/wire/invitations";

export const POST = publicRoute(endpoint, async ({ body }) => ({ user: await acceptInvitation(body) }));
