import { route } from "@/lib/http/route";
import { endUserSessions } from "@/lib/team/end-user-sessions";
import { endUserSessions as endpoint } from "@/lib/wire/users";

export const DELETE = route(endpoint, async ({ actor, params }) => {
  await endUserSessions({ actor, userId: params.id });
  return null;
});
