import { route } from "@/lib/http/route";
import { listInvitations } from "@/lib/team/invitation";
import { invite } from "@/lib/team/invite";
import { addInvitation, listInvitations as listEndpoint } from "@/lib/wire/invitations";

export const GET = route(listEndpoint, ({ query }) => listInvitations(query));
export const POST = route(addInvitation, ({ actor, body }) => invite({ actor, given: body }));
